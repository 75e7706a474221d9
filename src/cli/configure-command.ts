/**
 * @file Settings that every command shares: errors are thrown, help is passed to a callback, usage lines
 * begin with `nerwin`.
 */
import { type Command, CommanderError, Help } from 'commander';
import { examplesText } from './examples.js';

/** Where help goes. */
export interface HelpOutput {
  /** Receives everything that commander itself would print. */
  write(text: string): void;
  /** Its width in columns. */
  readonly columns: number;
}

/** Configures a command and all its subcommands. */
export function configureCommand(command: Command, help: HelpOutput, prefix = 'nerwin'): Command {
  const path = `${prefix} ${command.name()}`;
  command
    .exitOverride((error) => {
      // a command group called without a subcommand prints its help and exits with 0; that is not an error
      if (error.code === 'commander.help') throw new CommanderError(0, error.code, error.message);
      throw Object.assign(error, { command: path }); // whose help tells more
    })
    .configureOutput({
      writeOut: help.write,
      writeErr: help.write,
      outputError: () => {},
      getOutHelpWidth: () => help.columns,
      getErrHelpWidth: () => help.columns,
    })
    .configureHelp({
      minWidthToWrap: 16,
      formatItem: stackedItem,
      commandUsage: (shown) => `${shown === command ? path : `${path} ${shown.name()}`} ${shown.usage()}`,
    })
    .showSuggestionAfterError()
    .addHelpText('after', examplesText(path.slice('nerwin '.length)));
  for (const below of command.commands) configureCommand(below, help, path);
  return command;
}

/** A description needs this much room beside its term; with less, it goes below it. */
const minDescription = 34;

/** Formats an option or argument of help; on a narrow terminal, the description stands below its term. */
function stackedItem(term: string, termWidth: number, description: string, helper: Help): string {
  const columns = helper.helpWidth ?? 80;
  if (!description || columns - termWidth - 4 >= minDescription)
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  return `  ${term}\n${helper.boxWrap(description, Math.max(16, columns - 6)).replace(/^/gm, ' '.repeat(6))}`;
}
