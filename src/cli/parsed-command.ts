/** @file Runs a command whose arguments commander parses: every command but `tag`. */
import { type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { configureCommand } from './configure-command.js';
import { demandOutputs } from './output-check.js';
import { helpColumns, printHelp } from './print.js';
import type { Terminal } from './terminal.js';

/** Parses `args` and runs the command; prints the help that commander writes, even if it then throws. */
export async function runParsed(
  make: (io: Terminal) => Command,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  let help = '';
  const command = configureCommand(make(io), {
    write: (text) => {
      help += text;
    },
    get columns() {
      return io.outColumns ?? helpColumns;
    },
  });
  command.hook('preAction', (_, running) => demandOutputs(running));
  try {
    await command.parseAsync([...args], { from: 'user' });
  } catch (error) {
    throw (error instanceof CommanderError && unexpectedArgument(command, error)) || error;
  } finally {
    if (help) await printHelp(help, io);
  }
}

/** The options that a file without an option is probably meant for, most likely first, and how its name ends. */
const fileOptions: readonly (readonly [flag: string, ending: RegExp])[] = [
  ['--config', /\.(ya?ml|json)$/i],
  ['--model', /\.safetensors$/i],
  ['--corpus', /./],
  ['--config', /./],
  ['--output', /^[^.]+$/],
  ['--model', /./],
];

/**
 * Returns the option that a file or folder is probably meant for. From a folder with a model, such as a run, `--model` takes the model; a
 * site that `nerwin page` wrote has a model too, but is written to, as all other folders are.
 */
function optionFor(path: string, { options }: Command): string | undefined {
  const has = (flag: string): boolean => options.some(({ long }) => long === flag);
  if (statsOf(path)?.isDirectory()) {
    const holds = (name: string): boolean => statsOf(join(path, name)) !== undefined;
    const flag = holds('model.safetensors') && !holds('index.html') ? '--model' : '--output';
    return has(flag) ? flag : undefined;
  }
  return fileOptions.find(([flag, ending]) => has(flag) && ending.test(path))?.[0];
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // such as a name that is too long
  }
}

/** Returns the error for a file given without its option to a command that has no arguments. */
function unexpectedArgument(top: Command, { code }: CommanderError): NerwinError | undefined {
  if (code !== 'commander.excessArguments' && code !== 'commander.missingMandatoryOptionValue')
    return undefined;
  const command = top.commands.find((below) => below.name() === top.args[0]) ?? top;
  const [file] = command.args;
  if (file === undefined || command.registeredArguments.length > 0) return undefined;
  const option = optionFor(file, command);
  if (option === undefined) return undefined;
  return new NerwinError(
    'usage',
    `unexpected argument '${file}'`,
    `did you mean \`${commandName()} ${command === top ? '' : `${top.name()} `}${command.name()} ${option} ${shellWord(file)}\`?`,
  );
}
