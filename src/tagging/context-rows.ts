/** @file The rows of the slots after the words: what a sentence and its document are like as a whole. */

import type { FeatureSet } from '../features/feature-set.js';
import { contextOf, wordKinds } from '../features/sentence-context.js';
import type { PlacedRows } from './placed-rows.js';
import type { WordRows } from './word-rows.js';

/** How many rows with a mean vector are in use at a time: for a sentence's first word, its other words, the document. */
export const meanRows = 3;

/** What is known of the words of a sentence or a document, counted word by word. */
export class Survey {
  readonly kinds = new Int32Array(wordKinds.length);
  /** The first word that is not punctuation, counted from 0; −1 when there is none so far. */
  firstWord = -1;
  count = 0;
  readonly #sum: Float64Array; // (d) or empty

  /** `d` is 0 when no mean is wanted. */
  constructor(d: number) {
    this.#sum = new Float64Array(d);
  }

  /** Starts anew. */
  clear(): void {
    this.kinds.fill(0);
    this.#sum.fill(0);
    this.firstWord = -1;
    this.count = 0;
  }

  add(form: number, words: WordRows): void {
    const kind = words.kindOf(form);
    if (this.firstWord < 0 && !words.isPunctuation(form)) this.firstWord = this.count;
    this.kinds[kind]!++;
    this.count++;
    if (this.#sum.length > 0) words.addVector(form, this.#sum);
  }

  /** The mean of the vectors, (d). */
  mean(): Float32Array {
    return Float32Array.from(this.#sum, (sum) => sum / this.count);
  }
}

/** The sentence's row for its first word, and for the others. */
interface SentenceRows {
  readonly first: number;
  readonly other: number;
}

/** Context rows of the sentence at hand, the same that `windows/encoder.ts` gives. */
export class ContextRows {
  readonly hasSentence: boolean;
  readonly #features: FeatureSet;
  readonly #known = new Map<string, SentenceRows>(); // without a mean
  #document = -1;

  constructor(
    features: FeatureSet,
    readonly placed: PlacedRows,
  ) {
    const { sentence, sentenceMean } = features.options;
    this.hasSentence = sentence || sentenceMean;
    this.#features = features;
  }

  /** Takes the mean of a document, for the sentences that follow. */
  openDocument(survey: Survey): void {
    this.#document = this.placed.once(2, this.hasSentence ? 1 : 0, survey.mean(), []);
  }

  /** The rows of a sentence; takes two at most. */
  ofSentence(survey: Survey): SentenceRows {
    const { sentence, sentenceMean } = this.#features.options;
    const names = sentence ? contextOf(survey.kinds) : [];
    const key = names.join(' ');
    const known = this.#known.get(key);
    if (known) return known;
    const none = { first: [], other: [] };
    const { first, other } = sentence ? this.#features.ofContext(names) : none;
    if (sentenceMean) {
      const mean = survey.mean();
      return { first: this.placed.once(0, 0, mean, first), other: this.placed.once(1, 0, mean, other) };
    }
    const rows = { first: this.placed.addContext(0, first), other: this.placed.addContext(0, other) };
    this.#known.set(key, rows);
    return rows;
  }

  /** Writes the rows for the positions `from` … `to − 1` of each context; `firstWord` is the position of the first word. */
  write(
    into: readonly Int32Array[],
    from: number,
    to: number,
    sentence: SentenceRows | undefined,
    firstWord: number,
  ): void {
    let slot = 0;
    if (sentence) {
      const rows = into[slot++]!;
      rows.fill(sentence.other, from, to);
      if (firstWord >= from && firstWord < to) rows[firstWord] = sentence.first;
    }
    if (slot < into.length) into[slot]!.fill(this.#document, from, to);
  }

  /** Forgets the rows that were added to the table. */
  forget(): void {
    this.#known.clear();
  }
}
