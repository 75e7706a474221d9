/** @file The tagger as a filter: reads lines and writes one record per line, in order, in bounded memory. */
import type { LineBlock } from '../corpus/lines.js';
import { ByteBuffer } from './byte-buffer.js';
import type { WriteRecord } from './record.js';
import type { Tagger } from './tagger.js';

/** Records are written when they reach this many bytes, or when all lines received so far are tagged. */
const pieceBytes = 1 << 18;

/** Yields the records of the lines in pieces; a piece is valid until the next one is requested. */
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
