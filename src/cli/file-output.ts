/** @file A result that goes to a file instead of standard output. */
import { AtomicFile } from '../file.js';
import { rejectOverwrite } from '../output-guard.js';
import { resultTerminal } from './result-terminal.js';
import type { Terminal } from './terminal.js';

/** Returns a terminal whose results go to the file `path`, without color. The file counts once it is committed. */
export function fileTerminal(
  path: string,
  inputs: readonly string[],
  io: Terminal,
): { terminal: Terminal; file: AtomicFile } {
  rejectOverwrite('--output', path, inputs);
  const file = new AtomicFile(path);
  return { terminal: resultTerminal(io, (contents) => file.write(contents)), file };
}
