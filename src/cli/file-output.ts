/** @file A result that goes to a file instead of standard output. */
import { AtomicFile } from '../file.js';
import { rejectOverwrite } from '../output-guard.js';
import { plainColors, type Terminal } from './terminal.js';

/** Returns a terminal whose results go to the file `path`, without color. The file counts once it is committed. */
export function fileTerminal(
  path: string,
  inputs: readonly string[],
  io: Terminal,
): { terminal: Terminal; file: AtomicFile } {
  rejectOverwrite('--output', path, inputs);
  const file = new AtomicFile(path);
  const terminal: Terminal = {
    out: (contents) => file.write(contents),
    note: io.note,
    color: plainColors,
    noteColor: io.noteColor,
    noteIsTerminal: io.noteIsTerminal,
    get input() {
      return io.input;
    },
  };
  return { terminal, file };
}
