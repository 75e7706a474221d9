/**
 * @file The help of a command whose options are a table, formatted by commander like
 * the help of all other commands.
 */
import { Command, Option } from 'commander';
import { configureCommand } from './configure-command.js';
import type { OptionSpec, OptionTable } from './option-table.js';

/** Returns the command that the table describes, with commander's names for its parts. */
export function tableCommand<Values>(
  name: string,
  description: string,
  [argument, meaning]: readonly [argument: string, meaning: string],
  table: OptionTable<Values>,
): Command {
  const command = new Command(name).description(description).argument(argument, meaning);
  for (const { flags, description: text, fallback, choices } of Object.values<OptionSpec<unknown>>(table)) {
    const option = new Option(flags, text).default(fallback);
    command.addOption(choices ? option.choices(choices) : option);
  }
  return command;
}

/** Returns the text that `nerwin NAME --help` prints, `columns` wide. */
export function commandHelp(command: Command, columns: number): string {
  let help = '';
  const write = (text: string): void => {
    help += text;
  };
  configureCommand(command, { write, columns }).outputHelp();
  return help;
}
