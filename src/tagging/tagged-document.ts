/** @file A tagged text as a document, for the formats of corpora. */
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import type { LineBlock, LongBlock } from '../corpus/lines.js';
import type { WrittenName } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { FramedWriter } from '../corpus/written/write-documents.js';
import type { WriteRecord } from './record.js';
import { tagAsDocument, tooLong } from './tag-documents.js';
import { type RecordPiece, tagLines } from './tag-lines.js';
import type { Tagged } from './tagged.js';
import type { Tagger } from './tagger.js';

/** Returns the text with its locations as entities of the type LOC; the columns are copied. */
function taggedDocument({ text, tokens, sentences, locations }: Tagged): AnnotatedDocument {
  const starts = Array.from(tokens.starts.subarray(0, tokens.count));
  const ends = Array.from(tokens.ends.subarray(0, tokens.count));
  const spans = Array.from({ length: locations.count }, (_, k) => ({
    type: 'LOC',
    start: locations.starts[k],
    end: locations.ends[k],
  }));
  return {
    text,
    isOriginal: true,
    words: starts.map((start, t) => text.slice(start, ends[t])),
    starts,
    ends,
    sentenceEnds: Array.from(sentences.ends.subarray(0, sentences.count)),
    spans,
    marks: spans.map(({ type, start, end }) => ({ type, start: starts[start], end: ends[end - 1] })),
    opensDocument: false,
    line: 1,
  };
}

/**
 * Yields the file of a format, each line a document, in pieces that end after a whole document. Throws 'file' for a
 * line that is too long.
 */
export async function* documentPieces(
  inputs: Iterable<AsyncIterable<LineBlock | LongBlock>>,
  tagger: Tagger,
  format: WrittenName,
): AsyncGenerator<RecordPiece> {
  const writer = new FramedWriter(writtenFormats[format]);
  const write: WriteRecord = (tagged, out) => {
    out.write(writer.write(taggedDocument(tagged)));
  };
  for (const blocks of inputs) {
    if (tagger.usesDocument) yield* tagAsDocument(blocks, tagger, write);
    else
      yield* tagLines(blocks, tagger, write, (block) => {
        throw tooLong(block, 'a document of this format', hint);
      });
  }
  const end = await writer.end();
  yield { bytes: typeof end === 'string' ? Buffer.from(end) : end, endsRecord: true };
}

const hint = 'give one document per line, or write --format jsonl, which has no such limit';
