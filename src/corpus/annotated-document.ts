/** @file A text with its words and entities, for programs that write corpora. */

import type { AnnotatedSentence, SourceText } from './raw-sentence.js';
import type { Span } from './sentence.js';
import { spansOf } from './tags.js';

/** Offsets are UTF-16 units in `text`, unless they are said to be indices of words. Ends are exclusive. */
export interface AnnotatedDocument {
  readonly text: string;
  /** True if the text is that of the file; false if it was joined from the words. */
  readonly isOriginal: boolean;
  readonly words: readonly string[];
  /** Where each word is in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The end of each sentence, an index of words. */
  readonly sentenceEnds: readonly number[];
  /** Entities in indices of words: in order, within sentences, not overlapping. */
  readonly spans: readonly Span[];
  /** Entities in the text as they were annotated: in order of `start`, but they may overlap or cut words. */
  readonly marks: readonly Span[];
  /** True if a new document begins here, for files that mark documents. */
  readonly opensDocument: boolean;
  /** The line of its first word, counted from 1. */
  readonly line: number;
}

/** Joins sentences: those of one record keep its text, others are lines of words with spaces between. */
export function documentOf(sentences: readonly AnnotatedSentence[]): AnnotatedDocument {
  const builder = new DocumentBuilder();
  for (const sentence of sentences) builder.add(sentence);
  return builder.document(sentences[0]);
}

/** Returns one sentence of a record with only its own part of the text. */
export function sentenceDocument(sentence: AnnotatedSentence, from: number): AnnotatedDocument {
  const { source, tokens } = sentence;
  if (!source) return documentOf([sentence]);
  const start = source.starts[from];
  const end = source.ends[from + tokens.length - 1];
  const moved = (at: number): number => at - start;
  const own = {
    text: source.text.slice(start, end),
    starts: source.starts.slice(from, from + tokens.length).map(moved),
    ends: source.ends.slice(from, from + tokens.length).map(moved),
    spans: source.spans
      ?.filter((span) => span.start >= start && span.start < end)
      .map(({ type, ...span }) => ({ type, start: moved(span.start), end: moved(Math.min(span.end, end)) })),
  };
  return documentOf([{ ...sentence, source: own }]);
}

class DocumentBuilder {
  #text = '';
  #isOriginal = true;
  readonly #words: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #sentenceEnds: number[] = [];
  readonly #spans: Span[] = [];
  readonly #marks: Span[] = [];
  #source: SourceText | undefined;
  #sourceStart = 0; // of the text of the current record
  #used = 0; // words of the record before this sentence

  add({ tokens, annotation, source }: AnnotatedSentence): void {
    const from = this.#words.length;
    if (source === undefined || source !== this.#source) this.#open(source);
    if (source) this.#placeIn(source, tokens.length);
    else this.#join(tokens);
    for (const token of tokens) this.#words.push(token);
    this.#sentenceEnds.push(this.#words.length);
    const spans = 'tags' in annotation ? spansOf(annotation.tags) : annotation.spans;
    for (const { type, start, end } of spans) {
      this.#spans.push({ type, start: from + start, end: from + end });
      if (!source?.spans)
        this.#marks.push({ type, start: this.#starts[from + start], end: this.#ends[from + end - 1] });
    }
  }

  #open(source: SourceText | undefined): void {
    if (this.#words.length > 0) this.#text += '\n';
    this.#source = source;
    this.#sourceStart = this.#text.length;
    this.#used = 0;
    if (!source) this.#isOriginal = false;
    else {
      this.#text += source.text;
      for (const { type, start, end } of source.spans ?? [])
        this.#marks.push({ type, start: start + this.#sourceStart, end: end + this.#sourceStart });
    }
  }

  #placeIn({ starts, ends }: SourceText, count: number): void {
    for (let k = this.#used; k < this.#used + count; k++) {
      this.#starts.push(this.#sourceStart + starts[k]);
      this.#ends.push(this.#sourceStart + ends[k]);
    }
    this.#used += count;
  }

  #join(tokens: readonly string[]): void {
    tokens.forEach((token, k) => {
      if (k > 0) this.#text += ' ';
      this.#starts.push(this.#text.length);
      this.#text += token;
      this.#ends.push(this.#text.length);
    });
  }

  document({ opensDocument, lines }: AnnotatedSentence): AnnotatedDocument {
    return {
      text: this.#text,
      isOriginal: this.#isOriginal,
      words: this.#words,
      starts: this.#starts,
      ends: this.#ends,
      sentenceEnds: this.#sentenceEnds,
      spans: this.#spans,
      marks: this.#marks,
      opensDocument,
      line: lines[0],
    };
  }
}
