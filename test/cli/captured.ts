/**
 * Runs a command in-process and captures its output. Faster than the compiled command; for tests that do not
 * need a separate process.
 */
import { Readable } from 'node:stream';
import { Chalk } from 'chalk';
import { main } from '../../src/cli/main.js';
import type { Terminal } from '../../src/cli/terminal.js';

export interface Captured {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

/** Runs `nerwin` with `args` and `input`, on a pipe without colors. */
export async function captured(
  args: readonly string[],
  input: string | Uint8Array = '',
  terminal: Partial<Terminal> = {},
): Promise<Captured> {
  let out = '';
  let notes = '';
  const plain = new Chalk({ level: 0 });
  const code = await main(args, {
    out: (text) => {
      out += text;
    },
    note: (line) => {
      notes += `${line}\n`;
    },
    color: plain,
    noteColor: plain,
    noteIsTerminal: false,
    input: Readable.from([input]),
    ...terminal,
  });
  return { code, out, notes };
}
