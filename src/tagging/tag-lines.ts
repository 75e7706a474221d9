/** @file The tagger as a filter: lines in, a record for each out, in order, in bounded memory. */
import type { LineBlock } from '../corpus/lines.js';
import { ByteBuffer } from './byte-buffer.js';
import type { WriteRecord } from './record.js';
import type { Tagger } from './tagger.js';

/** Records leave when they have so many bytes, or when all lines that have come are tagged. */
const pieceBytes = 1 << 18;

/** The records of the lines, in pieces; each piece is overwritten when the next is asked for. */
export async function* tagLines(
  blocks: AsyncIterable<LineBlock>,
  tagger: Tagger,
  write: WriteRecord,
): AsyncGenerator<Uint8Array> {
  const out = new ByteBuffer();
  for await (const { lines } of blocks) {
    for (const line of lines) {
      write(tagger.tag(line), out);
      if (out.length >= pieceBytes) yield out.take();
    }
    if (out.length > 0) yield out.take();
  }
}
