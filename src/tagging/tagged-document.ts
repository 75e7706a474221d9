/** @file A tagged text as a document, for the formats of corpora. */
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import type { LineBlock, LongBlock } from '../corpus/lines.js';
import type { Span } from '../corpus/sentence.js';
import type { WrittenName } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { FramedWriter } from '../corpus/written/write-documents.js';
import type { WriteRecord } from './record.js';
import { tagAsDocument, tooLong } from './tag-documents.js';
import { type RecordPiece, tagLines } from './tag-lines.js';
import type { Tagged } from './tagged.js';
import type { Tagger } from './tagger.js';

/**
 * A tagged text with its locations as entities of the type LOC. Most formats need only a part of it, so each part is
 * copied from the columns when it is first read: read it before the next text is tagged.
 */
class TaggedDocument implements AnnotatedDocument {
  readonly isOriginal = true;
  readonly opensDocument = false;
  readonly line = 1;
  readonly text: string;
  readonly #tagged: Tagged;
  #words: string[] | undefined;
  #starts: number[] | undefined;
  #ends: number[] | undefined;
  #sentenceEnds: number[] | undefined;
  #spans: Span[] | undefined;
  #marks: Span[] | undefined;

  constructor(tagged: Tagged) {
    this.text = tagged.text;
    this.#tagged = tagged;
  }

  get words(): string[] {
    this.#words ??= this.starts.map((start, t) => this.text.slice(start, this.ends[t]));
    return this.#words;
  }

  get starts(): number[] {
    const { starts, count } = this.#tagged.tokens;
    this.#starts ??= Array.from(starts.subarray(0, count));
    return this.#starts;
  }

  get ends(): number[] {
    const { ends, count } = this.#tagged.tokens;
    this.#ends ??= Array.from(ends.subarray(0, count));
    return this.#ends;
  }

  get sentenceEnds(): number[] {
    const { ends, count } = this.#tagged.sentences;
    this.#sentenceEnds ??= Array.from(ends.subarray(0, count));
    return this.#sentenceEnds;
  }

  get spans(): Span[] {
    this.#spans ??= this.#locations(
      (k) => k,
      (k) => k,
    );
    return this.#spans;
  }

  get marks(): Span[] {
    const { starts, ends } = this.#tagged.tokens;
    this.#marks ??= this.#locations(
      (first) => starts[first],
      (end) => ends[end - 1],
    );
    return this.#marks;
  }

  #locations(startOf: (first: number) => number, endOf: (end: number) => number): Span[] {
    const { starts, ends, count } = this.#tagged.locations;
    const spans: Span[] = [];
    for (let k = 0; k < count; k++)
      spans.push({ type: 'LOC', start: startOf(starts[k]), end: endOf(ends[k]) });
    return spans;
  }
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
    out.write(writer.write(new TaggedDocument(tagged)));
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
