/** @file The options of commands that train: what they print meanwhile and at the end. */
import { type Command, Option } from 'commander';
import type { ProgressStyle } from './progress.js';

export interface ProgressOptions {
  readonly progress?: ProgressStyle;
  readonly quiet?: true;
  readonly json?: true;
}

/** Adds the options to a command. */
export const withProgressOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--progress <style>',
        'how to show progress (default: bar on a terminal, else text)',
      ).choices(['bar', 'text', 'none']),
    )
    .option('-q, --quiet', 'print nothing but errors and, with --json, the result')
    .option('--json', 'print the result as JSON');
