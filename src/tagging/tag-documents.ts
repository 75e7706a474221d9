/** @file Tags the lines of an input as one document, so that mentions of the same form agree; see `DocumentScores`. */
import type { LineBlock, LongBlock } from '../corpus/lines.js';
import { NerwinError } from '../error.js';
import { ByteBuffer } from './byte-buffer.js';
import type { WriteRecord } from './record.js';
import type { RecordPiece } from './tag-lines.js';
import type { Tagger } from './tagger.js';

/** The longest document, and the longest line of a document, that is held in memory, in bytes of UTF-8 or UTF-16 code units. */
export const longestDocumentBytes = 1 << 24;

/** Records are written when they reach this many bytes. */
const pieceBytes = 1 << 18;

/**
 * Yields the records of the lines, one per line. They are held until the end of the document, so a document of more
 * than `longest` UTF-16 code units is cut before a line, and its parts agree each within itself. Throws 'file' for a
 * line of over {@link longestDocumentBytes}.
 */
export async function* tagAsDocument(
  blocks: AsyncIterable<LineBlock | LongBlock>,
  tagger: Tagger,
  write: WriteRecord,
  longest = longestDocumentBytes,
): AsyncGenerator<RecordPiece> {
  let lines: string[] = [];
  let units = 0;
  for await (const block of blocks) {
    if ('long' in block)
      throw tooLong(
        block,
        'a line of --document',
        'break the document into lines, or tag it without --document',
      );
    for (const line of block.lines) {
      if (lines.length > 0 && units + line.length > longest) {
        yield* recordsOf(lines, tagger, write);
        lines = [];
        units = 0;
      }
      lines.push(line);
      units += line.length;
    }
  }
  yield* recordsOf(lines, tagger, write);
}

function* recordsOf(lines: readonly string[], tagger: Tagger, write: WriteRecord): Generator<RecordPiece> {
  const out = new ByteBuffer();
  tagger.openDocument(lines);
  for (const line of lines) {
    write(tagger.tagInDocument(line), out);
    if (out.length >= pieceBytes) yield { bytes: out.take(), endsRecord: true };
  }
  if (out.length > 0) yield { bytes: out.take(), endsRecord: true };
}

/** Returns the error for a line over {@link longestDocumentBytes}. */
export const tooLong = ({ first }: LongBlock, what: string, hint: string): NerwinError =>
  new NerwinError(
    'file',
    `line ${first} of the input is longer than ${longestDocumentBytes / 2 ** 20} MB, the limit for ${what}`,
    hint,
  );
