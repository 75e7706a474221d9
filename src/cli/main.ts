/** @file The command `nerwin`: finds the command by its name, loads it, runs it, and turns errors into exit codes. */
import { Command, CommanderError } from 'commander';
import { NerwinError } from '../error.js';
import { processTerminal, type Terminal } from './terminal.js';

/** One line of `nerwin --help`, and how to load the command when it is asked for. */
interface Entry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<(io: Terminal) => Command>;
}

const entries: readonly Entry[] = [
  {
    name: 'config',
    description: 'write, check and show the settings of a training run',
    load: async () => (await import('./config.js')).configCommand,
  },
  {
    name: 'graph',
    description: 'values and gradients of an expression, on its computation graph',
    load: async () => (await import('./graph.js')).graphCommand,
  },
  {
    name: 'vectors',
    description: 'what a file of word vectors holds, and cutting one to its most frequent words',
    load: async () => (await import('./vectors.js')).vectorsCommand,
  },
];

/** The number of edits that turn one word into the other; kept here so that start-up loads no library for it. */
async function nearest(word: string, names: readonly string[]): Promise<string | undefined> {
  const { closest, distance } = await import('fastest-levenshtein');
  const best = closest(word, [...names]);
  return distance(word, best) <= Math.max(2, word.length / 3) ? best : undefined;
}

/** Runs `nerwin` with `args` (without node and script) and gives the exit code. */
export async function main(args: readonly string[], terminal?: Terminal): Promise<number> {
  const flag = args.includes('--no-color') ? false : args.includes('--color') ? true : undefined;
  const io = terminal ?? processTerminal(flag);
  const rest = args.filter((arg) => arg !== '--color' && arg !== '--no-color');
  try {
    const name = rest[0];
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry) {
      const command = (await entry.load())(io);
      await configure(command, io).parseAsync(rest.slice(1), { from: 'user' });
      return Number(process.exitCode ?? 0);
    }
    if (name !== undefined && !name.startsWith('-') && name !== 'help') {
      const guess = await nearest(name, entries.map((candidate) => candidate.name));
      throw new NerwinError('usage', `unknown command '${name}'`, guess ? `did you mean '${guess}'?` : 'see `nerwin --help`');
    }
    const { overview } = await import('./overview.js');
    await configure(overview(entries), io).parseAsync(rest.length ? rest : ['--help'], { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, io);
  }
}

function configure(command: Command, io: Terminal): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: () => {}, outputError: () => {} });
}

/** Prints what went wrong and gives the exit code. */
function report(error: unknown, io: Terminal): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    io.note(`${io.noteColor.red('nerwin:')} ${error.message.replace(/^error: /, '')}`);
    return 2;
  }
  if (error instanceof NerwinError) {
    io.note(`${io.noteColor.red('nerwin:')} ${error.message}`);
    if (error.hint) io.note(`${io.noteColor.dim('  hint:')} ${error.hint}`);
    return error.exitCode;
  }
  io.note(`${io.noteColor.red('nerwin: a bug, please report it')}`);
  io.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
