/** @file The rows of the context slots: features and means of the whole sentence and of the whole document. */

import type { FeatureSet } from '../features/feature-set.js';
import { contextCount, contextNames, contextNumber, kindCount } from '../features/sentence-context.js';
import type { RowBatch } from '../kernels/kernel.js';
import { featureBatchOf, type PlacedRows } from './placed-rows.js';
import type { WordRows } from './word-rows.js';

/** How many rows with a mean vector are in use at a time: for a sentence's first word, its other words, the document. */
export const meanRows = 3;

/** Statistics of the words of a sentence, collected word by word. */
export class SentenceStats {
  readonly kinds = new Int32Array(kindCount);
  /** The first word that is not punctuation, counted from 0; −1 when there is none so far. */
  firstWord = -1;
  count = 0;

  /** Starts anew. */
  clear(): void {
    this.kinds.fill(0);
    this.firstWord = -1;
    this.count = 0;
  }

  add(form: number, words: WordRows): void {
    if (this.firstWord < 0 && !words.isPunctuation(form)) this.firstWord = this.count;
    this.kinds[words.kindOf(form)]++;
    this.count++;
  }
}

/** The context rows of the current sentence; equal to those of `windows/encoder.ts`. */
export class ContextRows {
  readonly hasSentence: boolean;
  readonly #features: FeatureSet;
  /**
   * By context number: the row for all words of a sentence but the first; the row for the first word is the
   * next one. −1 if there is none yet.
   */
  readonly #known = new Int32Array(contextCount).fill(-1);
  /** By number of the context: the features of these two rows. */
  readonly #batches: (RowBatch | undefined)[] = Array.from({ length: contextCount });
  #document = -1;

  constructor(
    features: FeatureSet,
    readonly placed: PlacedRows,
  ) {
    const { sentence, sentenceMean } = features.options;
    this.hasSentence = sentence || sentenceMean;
    this.#features = features;
  }

  /**
   * Sets the document context of the following sentences to the mean of the vectors that the table has summed
   * over `tokens` tokens.
   */
  openDocument(tokens: number): void {
    this.#document = this.placed.placeMeans(
      meanRows - 1,
      this.hasSentence ? 1 : 0,
      featureBatchOf([[]]),
      tokens,
    );
  }

  /**
   * Returns the row for all words of a sentence but the first; the row for the first word is the next one.
   * Uses at most two rows. If the model needs the mean of the sentence, it is taken from the sum in the
   * table.
   */
  ofSentence(survey: SentenceStats): number {
    const { sentence, sentenceMean } = this.#features.options;
    const number = sentence ? contextNumber(survey.kinds) : 0;
    const known = this.#known[number];
    if (known >= 0) return known;
    this.#batches[number] ??= this.#batchOf(sentence ? contextNames(number) : undefined);
    if (sentenceMean) return this.placed.placeMeans(0, 0, this.#batches[number], survey.count);
    this.#known[number] = this.placed.addContexts(0, this.#batches[number]);
    return this.#known[number];
  }

  #batchOf(names: readonly string[] | undefined): RowBatch {
    if (!names) return featureBatchOf([[], []]);
    const { first, other } = this.#features.ofContext(names);
    return featureBatchOf([other, first]);
  }

  /** Writes the rows for the positions `from` … `to − 1` of each context; `firstWord` is the position of the first word. */
  write(into: readonly Int32Array[], from: number, to: number, sentence: number, firstWord: number): void {
    let slot = 0;
    if (this.hasSentence) {
      const rows = into[slot++];
      rows.fill(sentence, from, to);
      if (firstWord >= from && firstWord < to) rows[firstWord] = sentence + 1;
    }
    if (slot < into.length) into[slot].fill(this.#document, from, to);
  }

  /** Forgets the rows that were added to the table. */
  forget(): void {
    this.#known.fill(-1);
  }
}
