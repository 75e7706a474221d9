/**
 * @file A terminal that shows the control characters in what it is given as escapes. Only colors remain: they are written with a mark
 * in place of the escape character, and nobody else can know the mark, because it is new in each process.
 */
import type { ChalkInstance } from 'chalk';
import { escapedControls } from '../control-characters.js';
import type { Terminal } from './terminal.js';

const escapeCharacter = '\x1b';

/**
 * Returns `io` with safe output. Bytes, which are the records of `nerwin tag`, are left as they are unless standard output is a
 * terminal.
 */
export function safeTerminal(io: Terminal): Terminal {
  const isColored = io.color.level > 0 || io.noteColor.level > 0;
  const mark = isColored ? `\ufdd0${crypto.randomUUID()}\ufdd1` : undefined;
  const colored = (text: string): string =>
    mark === undefined ? text : text.replaceAll(mark, escapeCharacter);
  const safe = (text: string): string => colored(escapedControls(text));
  const out = (text: string | Uint8Array): Promise<void> | void => {
    if (typeof text === 'string') return io.out(safe(text));
    if (io.outIsTerminal) return io.out(safe(Buffer.from(text).toString()));
    return io.out(io.color.level > 0 ? colored(Buffer.from(text).toString()) : text);
  };
  return {
    out,
    note: (line) => io.note(safe(line)),
    color: mark === undefined ? io.color : marked(io.color, mark),
    noteColor: mark === undefined ? io.noteColor : marked(io.noteColor, mark),
    noteIsTerminal: io.noteIsTerminal,
    ...(io.outIsTerminal === undefined ? {} : { outIsTerminal: io.outIsTerminal }),
    get outColumns() {
      return io.outColumns;
    },
    get noteColumns() {
      return io.noteColumns;
    },
    get input() {
      return io.input; // opened on first use
    },
  };
}

/** Returns the same styles; what they return has `mark` in place of the escape character, and escapes for other control characters. */
function marked(style: ChalkInstance, mark: string): ChalkInstance {
  const anyFunction = (() => '') as unknown as ChalkInstance; // chalk's own properties are fixed: a proxy of it could not replace them
  return new Proxy(anyFunction, {
    get: (_, name) => {
      const value: unknown = Reflect.get(style, name);
      return typeof value === 'function' ? marked(value as ChalkInstance, mark) : value;
    },
    apply: (_, __, texts: unknown[]) =>
      style(...texts.map((text) => escapedControls(String(text)))).replaceAll(escapeCharacter, mark),
  });
}
