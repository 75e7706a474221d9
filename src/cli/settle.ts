/** @file How every command behaves: its errors are thrown, its help goes to the terminal given, its usage begins with `nerwin`. */
import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

/** Settles a command and all below it. */
export function settle(command: Command, io: Terminal, prefix = 'nerwin'): Command {
  const path = `${prefix} ${command.name()}`;
  command
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: () => {}, outputError: () => {} })
    .configureHelp({
      commandUsage: (shown) => `${shown === command ? path : `${path} ${shown.name()}`} ${shown.usage()}`,
    })
    .showSuggestionAfterError();
  for (const below of command.commands) settle(below, io, path);
  return command;
}
