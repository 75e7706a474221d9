/** @file Where the results of a command go instead of standard output. */
import { plainColors, type Terminal } from './terminal.js';

/** Returns a terminal like `io` whose results go to `out`, without color. */
export const resultTerminal = (io: Terminal, out: Terminal['out']): Terminal => ({
  out,
  note: (line) => io.note(line),
  color: plainColors,
  noteColor: io.noteColor,
  noteIsTerminal: io.noteIsTerminal,
  get input() {
    return io.input;
  },
});
