/** @file The tagger as a filter: reads lines and writes one record per line, in order, in bounded memory. */
import type { LineBlock, LongBlock } from '../corpus/lines.js';
import type { LongLine } from '../corpus/long-line.js';
import { ByteBuffer } from './byte-buffer.js';
import type { LongRecordOptions } from './long-record.js';
import type { WriteRecord } from './record.js';
import type { Tagger } from './tagger.js';

/** Records are written when they reach this many bytes, or when all lines received so far are tagged. */
const pieceBytes = 1 << 18;

/** Number of lines between which the size of their records is looked at. */
const linesTogether = 256;

/** Bytes to write, valid until the next ones are requested. */
export interface RecordPiece {
  readonly bytes: Uint8Array;
  /** False if a record continues in the next piece. */
  readonly endsRecord: boolean;
}

/** Yields the records of the lines in pieces. `tagLong` tags a long line, or throws. */
export async function* tagLines(
  blocks: AsyncIterable<LineBlock | LongBlock>,
  tagger: Tagger,
  write: WriteRecord,
  tagLong: (block: LongBlock) => AsyncGenerator<RecordPiece>,
): AsyncGenerator<RecordPiece> {
  const out = new ByteBuffer();
  for await (const block of blocks) {
    if ('long' in block) {
      yield* tagLong(block);
      continue;
    }
    for (let from = 0; from < block.lines.length; from += linesTogether) {
      tagger.tagAll(block.lines.slice(from, from + linesTogether), (tagged) => write(tagged, out));
      if (out.length >= pieceBytes) yield { bytes: out.take(), endsRecord: true };
    }
    if (out.length > 0) yield { bytes: out.take(), endsRecord: true };
  }
}

/** Yields the record of a long line in pieces. */
export async function* tagLongLine(
  line: LongLine,
  tagger: Tagger,
  options: LongRecordOptions,
): AsyncGenerator<RecordPiece> {
  const { longRecord } = await import('./long-record.js');
  for (const bytes of longRecord(line, tagger, options)) yield { bytes, endsRecord: false };
  yield { bytes: new Uint8Array(0), endsRecord: true };
}
