/** @file A tagged text as a document, for the formats of corpora. */
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import type { LineBlock } from '../corpus/lines.js';
import type { WrittenName } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { FramedWriter } from '../corpus/written/write-documents.js';
import type { Tagged } from './tagged.js';
import type { Tagger } from './tagger.js';

/** Pieces are written when they reach this many characters, or when all lines received so far are tagged. */
const pieceLength = 1 << 18;

/** Returns the text with its locations as entities of the type LOC; the columns are copied. */
export function taggedDocument({ text, tokens, sentences, locations }: Tagged): AnnotatedDocument {
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

/** Yields the file of a format, each line a document, in pieces that end after a whole document. */
export async function* documentPieces(
  blocks: AsyncIterable<LineBlock>,
  tagger: Tagger,
  format: WrittenName,
): AsyncGenerator<Uint8Array> {
  const writer = new FramedWriter(writtenFormats[format]);
  let piece = '';
  for await (const { lines } of blocks) {
    for (const line of lines) {
      piece += writer.write(taggedDocument(tagger.tag(line)));
      if (piece.length < pieceLength) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    if (piece !== '') yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(writer.end());
}
