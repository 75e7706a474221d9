/**
 * @file The only module that knows where output goes: results go to `out`, everything else to `note`.
 * Commands receive a {@link Terminal}, so that tests can run them in-process and capture the output.
 */
import { fstatSync, writeSync } from 'node:fs';
import type { ChalkInstance } from 'chalk';
import { asPathError, codeOf, NerwinError } from '../error.js';

/** Input and output of a command. */
export interface Terminal {
  /**
   * Writes a result to standard output, unchanged. Resolves when more can be written; rejects if the reader
   * has closed the pipe.
   */
  out(text: string | Uint8Array): Promise<void> | void;
  /** Writes a message line to standard error. */
  note(line: string): void;
  /** Colors for standard output. */
  readonly color: ChalkInstance;
  /** Colors for standard error. */
  readonly noteColor: ChalkInstance;
  /** True if standard error is a terminal (a progress bar can be drawn). */
  readonly noteIsTerminal: boolean;
  /** True if standard output is a terminal. */
  readonly outIsTerminal?: boolean;
  /** Widths of standard output and standard error, in columns: `COLUMNS`, or the width of the terminal; undefined if neither is known. */
  readonly outColumns?: number | undefined;
  readonly noteColumns?: number | undefined;
  readonly input: NodeJS.ReadableStream;
}

/**
 * Decides on color by, in order of precedence: --color/--no-color, FORCE_COLOR, NO_COLOR, whether the stream
 * is a terminal.
 */
function colorLevel(flag: boolean | undefined, environment: NodeJS.ProcessEnv, isTerminal: boolean): 0 | 1 {
  if (flag !== undefined) return flag ? 1 : 0;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined && force !== '') return force === '0' || force === 'false' ? 0 : 1;
  if (no !== undefined && no !== '') return 0;
  return isTerminal && term !== 'dumb' ? 1 : 0;
}

/** Stand-in for chalk that returns text unchanged, so that chalk is not loaded when color is off. */
export const plainColors: ChalkInstance = new Proxy(
  ((...text: unknown[]) => text.join(' ')) as ChalkInstance,
  {
    get: (_, name) => (name === 'level' ? 0 : name === 'then' ? undefined : plainColors), // no `then`, so that `await` does not mistake it for a promise
  },
);

async function colors(level: 0 | 1): Promise<ChalkInstance> {
  if (level === 0) return plainColors;
  const { Chalk } = await import('chalk');
  return new Chalk({ level });
}

/**
 * True if a descriptor is a terminal. Only a character device can be one, so `node:tty` is not loaded for
 * files and pipes.
 */
async function isTerminal(descriptor: 1 | 2): Promise<boolean> {
  if (!fstatSync(descriptor).isCharacterDevice()) return false;
  const { isatty } = process.getBuiltinModule('node:tty');
  return isatty(descriptor);
}

/** The width that somebody has set with `COLUMNS`, the variable of POSIX; undefined if it is no whole number above 0. */
const columnsIn = ({ COLUMNS: columns = '' }: NodeJS.ProcessEnv): number | undefined =>
  /^0*[1-9]\d{0,8}$/.test(columns) ? Number(columns) : undefined;

/**
 * Writes to standard output synchronously, without opening it as a stream, because Node loads its socket code
 * for that. If a write would block (EAGAIN), the rest and all later output goes through the stream.
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
      process.stdout.on('error', () => {}); // errors are handled by the callback of each write, below
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
  const asked = columnsIn(env);
  const { wrappedLines } =
    noteIsTerminal || asked !== undefined
      ? await import('../document/wrapped-lines.js')
      : { wrappedLines: (line: string) => line };
  const noteColumns = (): number | undefined =>
    asked ?? (noteIsTerminal ? process.stderr.columns || undefined : undefined);
  return {
    out: directOutput(),
    note: (line) => {
      const { stderr } = process;
      if (stderr.listenerCount('error') === 0) stderr.on('error', () => {}); // there is nowhere left to report it
      stderr.write(`${wrappedLines(line, noteColumns())}\n`);
    },
    color: await colors(colorLevel(colorFlag, env, outIsTerminal)),
    noteColor: await colors(colorLevel(colorFlag, env, noteIsTerminal)),
    noteIsTerminal,
    outIsTerminal,
    get outColumns() {
      return asked ?? (outIsTerminal ? process.stdout.columns || undefined : undefined); // opens a stream, so only when somebody asks
    },
    get noteColumns() {
      return noteColumns();
    },
    get input() {
      if (fstatSync(0).isDirectory())
        throw new NerwinError('file', 'standard input is a directory', 'give it a file or a pipe');
      return process.stdin; // opened on first use
    },
  };
}
