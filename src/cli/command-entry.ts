/** @file What is known of a command before it is loaded. */
import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  /** True for a command that only programs call. */
  readonly isHidden?: true;
  /** Loads the command and runs it with `args`. */
  run(args: readonly string[], io: Terminal): Promise<void>;
  /** Loads the command and returns its arguments and options; what it would do must not be run. */
  syntax(io: Terminal): Promise<Command>;
}
