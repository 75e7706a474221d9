/** @file How every command behaves: its errors are thrown, its help goes where it is told, its usage begins with `nerwin`. */
import type { Command } from 'commander';

/** Settles a command and all below it; `help` is given what they print by themselves. */
export function settle(command: Command, help: (text: string) => void, prefix = 'nerwin'): Command {
  const path = `${prefix} ${command.name()}`;
  command
    .exitOverride()
    .configureOutput({ writeOut: help, writeErr: () => {}, outputError: () => {} })
    .configureHelp({
      commandUsage: (shown) => `${shown === command ? path : `${path} ${shown.name()}`} ${shown.usage()}`,
    })
    .showSuggestionAfterError();
  for (const below of command.commands) settle(below, help, path);
  return command;
}
