/** @file Writes a file in pieces, or the pieces to standard output. */
import { writePieces } from '../file.js';
import type { Terminal } from './terminal.js';

/** Writes the pieces to the file `path`, completely or not at all; to standard output if it is `-`. */
export async function writeOutput(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  io: Terminal,
): Promise<void> {
  if (path !== '-') return writePieces(path, pieces);
  for (const piece of pieces) await io.out(piece);
}
