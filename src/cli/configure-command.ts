/**
 * @file Settings that every command shares: errors are thrown, help is passed to a callback, usage lines
 * begin with `nerwin`.
 */
import { type Command, CommanderError } from 'commander';

/** Configures a command and all its subcommands. `help` receives everything that commander itself would print. */
export function configureCommand(command: Command, help: (text: string) => void, prefix = 'nerwin'): Command {
  const path = `${prefix} ${command.name()}`;
  command
    .exitOverride((error) => {
      // a command group called without a subcommand prints its help and exits with 0; that is not an error
      throw error.code === 'commander.help' ? new CommanderError(0, error.code, error.message) : error;
    })
    .configureOutput({ writeOut: help, writeErr: help, outputError: () => {} })
    .configureHelp({
      commandUsage: (shown) => `${shown === command ? path : `${path} ${shown.name()}`} ${shown.usage()}`,
    })
    .showSuggestionAfterError();
  for (const below of command.commands) configureCommand(below, help, path);
  return command;
}
