/** @file `-` among the files of a corpus: standard input, which is kept in memory, because a corpus is read several times. */
import { standardInput } from '../corpus/files.js';
import { withMemoryFiles } from '../memory-files.js';
import { readWholeStream } from '../whole-file.js';
import type { Terminal } from './terminal.js';

/** Returns the action of a command; while it runs, `-` as a file of a corpus is standard input. */
export const withCorpusInput =
  <Arguments extends unknown[]>(
    io: Terminal,
    action: (...values: Arguments) => Promise<void>,
  ): ((...values: Arguments) => Promise<void>) =>
  async (...values) => {
    if (!asksForInput(values)) return action(...values);
    const bytes = await readWholeStream(io.input, standardInput, 'corpus', Number.POSITIVE_INFINITY);
    return withMemoryFiles(new Map([[standardInput, bytes]]), () => action(...values));
  };

/** True if an argument of a command is `-`, or one of an option that names files of a corpus. */
function asksForInput([first, second, third]: unknown[]): boolean {
  const hasInput = (value: unknown): boolean => Array.isArray(value) && value.includes('-');
  const options = [first, second, third].find((value) => typeof value === 'object' && !Array.isArray(value));
  return [first, second].some(hasInput) || Object.values(options ?? {}).some(hasInput);
}
