/**
 * @file The only place that knows what the output is: results go to `out`, everything else to `note`. Commands get
 * a {@link Terminal}, so that tests can run them in-process with captured output.
 */
import { fstatSync, writeSync } from 'node:fs';
import type { ChalkInstance } from 'chalk';
import { asPathError, codeOf, NerwinError } from '../error.js';

/** Where a command reads and writes. */
export interface Terminal {
  /** Writes a result to standard output, as given; resolves when more may be written, rejects when nobody reads any more. */
  out(text: string | Uint8Array): Promise<void> | void;
  /** Writes a line for the human to standard error. */
  note(line: string): void;
  /** Colours for standard output. */
  readonly color: ChalkInstance;
  /** Colours for standard error. */
  readonly noteColor: ChalkInstance;
  /** Whether standard error is a terminal (a progress bar can be drawn). */
  readonly noteIsTerminal: boolean;
  readonly input: NodeJS.ReadableStream;
}

/** Colour by --color/--no-color, then FORCE_COLOR, then NO_COLOR, then whether the stream is a terminal. */
function colorLevel(flag: boolean | undefined, environment: NodeJS.ProcessEnv, isTerminal: boolean): 0 | 1 {
  if (flag !== undefined) return flag ? 1 : 0;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined && force !== '') return force === '0' || force === 'false' ? 0 : 1;
  if (no !== undefined && no !== '') return 0;
  return isTerminal && term !== 'dumb' ? 1 : 0;
}

/** Gives every text back as it is; stands in for chalk where there is no colour, so that it need not be loaded. */
const plain: ChalkInstance = new Proxy(((...text: unknown[]) => text.join(' ')) as ChalkInstance, {
  get: (_, name) => (name === 'level' ? 0 : name === 'then' ? undefined : plain), // no promise: it can be awaited
});

async function colors(level: 0 | 1): Promise<ChalkInstance> {
  if (level === 0) return plain;
  const { Chalk } = await import('chalk');
  return new Chalk({ level });
}

/** Whether a descriptor is a terminal. Of files and pipes the system isn't asked: what asks it would have to be loaded. */
async function isTerminal(descriptor: 1 | 2): Promise<boolean> {
  if (!fstatSync(descriptor).isCharacterDevice()) return false;
  const { isatty } = await import('node:tty');
  return isatty(descriptor);
}

/**
 * Writes to standard output without opening it as a stream, for which Node would load what sockets need. Only an output that would have
 * to be waited for is opened, and is written as a stream from then on.
 */
function directOutput(): Terminal['out'] {
  let isStream = false;
  return (text) => {
    let rest: Uint8Array = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      while (!isStream && rest.length > 0) rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw asPathError('file', 'standard output', error);
      isStream = true;
      process.stdout.on('error', () => {}); // every write has its own answer, below
    }
    if (!isStream) return;
    return new Promise((resolve, reject) => {
      process.stdout.write(rest, (error) =>
        error ? reject(asPathError('file', 'standard output', error)) : resolve(),
      );
    });
  };
}

/** The terminal of this process. */
export async function processTerminal(colorFlag?: boolean): Promise<Terminal> {
  const { env } = process;
  const [outIsTerminal, noteIsTerminal] = [await isTerminal(1), await isTerminal(2)];
  return {
    out: directOutput(),
    note: (line) => {
      const { stderr } = process;
      if (stderr.listenerCount('error') === 0) stderr.on('error', () => {}); // nobody left to tell
      stderr.write(`${line}\n`);
    },
    color: await colors(colorLevel(colorFlag, env, outIsTerminal)),
    noteColor: await colors(colorLevel(colorFlag, env, noteIsTerminal)),
    noteIsTerminal,
    get input() {
      if (fstatSync(0).isDirectory())
        throw new NerwinError('file', 'standard input is a directory', 'give it a file or a pipe');
      return process.stdin; // opened when it is asked for
    },
  };
}
