/** @file The command `nerwin`: finds the command by its name, loads it, runs it, and turns errors into exit codes. */
import { asSystemError, codeOf, exitCodes, NerwinError } from '../error.js';
import { packageVersion } from '../package.js';
import { commands, shownCommands } from './commands.js';
import { overview } from './overview.js';
import { safeTerminal } from './safe-terminal.js';
import { processTerminal, type Terminal } from './terminal.js';

/** Runs `nerwin` with `args` (without node and script) and returns the exit code. */
export async function main(args: readonly string[], terminal?: Terminal): Promise<number> {
  const flag = args.includes('--no-color') ? false : args.includes('--color') ? true : undefined;
  const io = safeTerminal(terminal ?? (await processTerminal(flag)));
  const [name = '--help', ...rest] = args.filter((arg) => arg !== '--color' && arg !== '--no-color');
  try {
    const entry = commands.find((candidate) => candidate.name === name);
    if (entry) await entry.run(rest, io);
    else await answer(name, rest, io);
    return 0;
  } catch (error) {
    return await report(error, io, name);
  }
}

/** Handles everything that is not a command: help, the version, or a mistake. */
async function answer(name: string, rest: readonly string[], io: Terminal): Promise<void> {
  if (name === '--version' || name === '-V') {
    await io.out(`${packageVersion()}\n`);
    return;
  }
  const [topic] = rest;
  if (name === 'help' && topic !== undefined) {
    const asked = commands.find((candidate) => candidate.name === topic);
    return asked ? asked.run([...rest.slice(1), '--help'], io) : answer(topic, [], io);
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const { printHelp } = await import('./print.js');
    await printHelp(overview(shownCommands, io), io);
    return;
  }
  const what = name.startsWith('-') ? 'option' : 'command';
  const { guessOf } = await import('./guess.js');
  const guess = guessOf(
    name,
    shownCommands.map((command) => command.name),
  );
  throw new NerwinError(
    'usage',
    `unknown ${what} '${name}'`,
    guess && what === 'command' ? `did you mean '${guess}'?` : 'see `nerwin --help`',
  );
}

/**
 * Prints the error and returns the exit code. A closed pipe (EPIPE) is not an error: nothing is printed, and
 * the exit code is 0.
 */
async function report(error: unknown, io: Terminal, command: string): Promise<number> {
  const { red, dim } = io.noteColor;
  if (codeOf(error) === 'EPIPE') return 0;
  if (codeOf(error) === 'ENOENT' && String(error).includes('uv_cwd')) {
    io.note(`${red('nerwin:')} the current directory no longer exists`);
    io.note(`${dim('  hint:')} change to an existing directory with cd`);
    return exitCodes.file;
  }
  const known = error instanceof NerwinError ? error : asSystemError(error);
  if (known) {
    io.note(`${red('nerwin:')} ${known.message}`);
    const similar =
      codeOf(known.cause) === 'ENOENT' ? (await import('./similar-path.js')).similarPath(known) : undefined;
    const hint = similar === undefined ? known.hint : `did you mean ${similar}?`;
    if (hint) io.note(`${dim('  hint:')} ${await asStarted(hint)}`);
    return known.exitCode;
  }
  if (isCommanderError(error)) {
    if (error.exitCode === 0) return 0;
    const [, message, guess] = /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(error.message) ?? [];
    io.note(`${red('nerwin:')} ${message}`);
    const help = `see \`${error.command ?? `nerwin ${command}`} --help\``;
    io.note(`${dim('  hint:')} ${guess ? `did you mean ${guess}?` : await asStarted(help)}`);
    return 2;
  }
  io.note(red('nerwin: this is a bug; please report it with the lines below'));
  io.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

/** Returns a hint whose commands begin as nerwin was started, with `npx` for example, so that they work as printed. */
async function asStarted(hint: string): Promise<string> {
  if (!hint.includes('`nerwin ')) return hint;
  const { commandName } = await import('../document/command-name.js');
  return hint.replaceAll('`nerwin ', () => `\`${commandName()} `);
}

/** Checked by its properties, so that commander need not be loaded. */
const isCommanderError = (error: unknown): error is Error & { exitCode: number; command?: string } =>
  error instanceof Error && 'exitCode' in error && codeOf(error).startsWith('commander.');
