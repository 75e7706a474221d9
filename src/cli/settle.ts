/** @file How every command behaves: its errors are thrown, its help goes where it is told, its usage begins with `nerwin`. */
import { type Command, CommanderError } from 'commander';

/** Settles a command and all below it; `help` is given what they print by themselves. */
export function settle(command: Command, help: (text: string) => void, prefix = 'nerwin'): Command {
  const path = `${prefix} ${command.name()}`;
  command
    .exitOverride((error) => {
      // a command that only has others below it, alone: its help is the answer, not a fault
      throw error.code === 'commander.help' ? new CommanderError(0, error.code, error.message) : error;
    })
    .configureOutput({ writeOut: help, writeErr: help, outputError: () => {} })
    .configureHelp({
      commandUsage: (shown) => `${shown === command ? path : `${path} ${shown.name()}`} ${shown.usage()}`,
    })
    .showSuggestionAfterError();
  for (const below of command.commands) settle(below, help, path);
  return command;
}
