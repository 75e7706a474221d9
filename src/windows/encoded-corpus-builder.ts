/** @file Builds an encoded corpus: places sentences one after the other, with padding between them. */
import { GrowingBytes, GrowingInts } from '../corpus/growable-array.js';
import type { Span } from '../corpus/sentence.js';
import { begin, type EncodedCorpus, entityMark, gapOf, inside, outside, padding } from './encoded-corpus.js';

/** Rows of the slot `sentence`. */
export interface SentenceContext {
  readonly first: number;
  readonly other: number;
  /** Index of the first word in the sentence. */
  readonly at: number;
}

/** The columns of an {@link EncodedCorpus} while they grow. */
export class EncodedCorpusBuilder {
  readonly #rows = new GrowingInts();
  readonly #labels = new GrowingBytes();
  readonly #entities = new GrowingBytes();
  readonly #starts = new GrowingInts();
  readonly #documentEnds = new GrowingInts();
  readonly #sentenceRows = new GrowingInts();
  readonly #documentRows = new GrowingInts();
  #tokens = 0;

  /** `classes` are the entity types to distinguish; if empty, entity types are not recorded. */
  constructor(
    readonly radius: number,
    readonly hasSentence: boolean,
    readonly hasDocument: boolean,
    readonly classes: readonly string[],
  ) {
    this.#pad();
  }

  #pad(): void {
    for (let k = 0; k < gapOf(this.radius); k++) this.#push(0, padding);
  }

  #push(row: number, label: number): void {
    this.#rows.push(row);
    this.#labels.push(label);
    if (this.classes.length > 0) this.#entities.push(0);
  }

  /** Number of sentences so far. */
  get sentences(): number {
    return this.#starts.length;
  }

  /** Adds a sentence: its rows, with the spans whose type is one of `types` as locations. */
  add(rows: ArrayLike<number>, spans: readonly Span[], types: ReadonlySet<string>): void {
    const start = this.#rows.length;
    this.#starts.push(start);
    for (let i = 0; i < rows.length; i++) this.#push(rows[i], outside);
    for (const span of spans) {
      const entityClass = 1 + this.classes.indexOf(span.type);
      const isLocation = types.has(span.type);
      for (let i = span.start; i < span.end; i++) {
        const isFirst = i === span.start;
        if (entityClass > 0) this.#entities.set(start + i, entityMark(entityClass, isFirst));
        if (isLocation) this.#labels.set(start + i, isFirst ? begin : inside);
      }
    }
    this.#tokens += rows.length;
    this.#pad();
  }

  /** Returns the rows of a sentence that was added. */
  tokenRows(sentence: number): Int32Array {
    const from = this.#starts.at(sentence);
    const rows = new Int32Array(this.#lengthOf(sentence));
    for (let i = 0; i < rows.length; i++) rows[i] = this.#rows.at(from + i);
    return rows;
  }

  #lengthOf(sentence: number): number {
    const isLast = sentence + 1 === this.sentences;
    const next = isLast ? this.#rows.length : this.#starts.at(sentence + 1);
    return next - gapOf(this.radius) - this.#starts.at(sentence);
  }

  /** Adds the rows of the slot `sentence` for the next sentence. Must be called once per sentence, in order. */
  addContext(tokens: number, { first, other, at }: SentenceContext): void {
    this.#padContext(this.#sentenceRows);
    for (let i = 0; i < tokens; i++) this.#sentenceRows.push(i === at ? first : other);
  }

  /** Ends a document; `documentRow` fills the slot `document` of all its sentences. */
  endDocument(documentRow: number): void {
    if (this.hasDocument) {
      const from = this.#documentEnds.length === 0 ? 0 : this.#documentEnds.at(this.#documentEnds.length - 1);
      for (let sentence = from; sentence < this.sentences; sentence++) {
        this.#padContext(this.#documentRows);
        for (let i = this.#lengthOf(sentence); i > 0; i--) this.#documentRows.push(documentRow);
      }
    }
    this.#documentEnds.push(this.sentences);
  }

  #padContext(column: GrowingInts): void {
    for (let k = 0; k < gapOf(this.radius); k++) column.push(0);
  }

  finish(): EncodedCorpus {
    this.#starts.push(this.#rows.length);
    const contexts = [];
    for (const [has, column] of [
      [this.hasSentence, this.#sentenceRows],
      [this.hasDocument, this.#documentRows],
    ] as const) {
      if (!has) continue;
      this.#padContext(column);
      contexts.push(column.values());
    }
    return {
      radius: this.radius,
      rows: this.#rows.values(),
      labels: this.#labels.values(),
      ...(this.classes.length > 0 ? { entities: this.#entities.values() } : {}),
      starts: this.#starts.values(),
      contexts,
      documentEnds: this.#documentEnds.values(),
      tokens: this.#tokens,
    };
  }
}
