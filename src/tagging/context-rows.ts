/** @file The rows of the slots after the words: what a sentence and its document are like as a whole. */

import type { FeatureSet } from '../features/feature-set.js';
import { contextCount, contextNames, contextNumber, kindCount } from '../features/sentence-context.js';
import type { RowBatch } from '../kernels/kernel.js';
import { batchOf, type PlacedRows } from './placed-rows.js';
import type { WordRows } from './word-rows.js';

/** How many rows with a mean vector are in use at a time: for a sentence's first word, its other words, the document. */
export const meanRows = 3;

/** What is known of the words of a sentence, counted word by word. */
export class Survey {
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
    this.kinds[words.kindOf(form)]!++;
    this.count++;
  }
}

/** The context rows of the sentence at hand, the same that `windows/encoder.ts` gives. */
export class ContextRows {
  readonly hasSentence: boolean;
  readonly #features: FeatureSet;
  /** By number of the context: the row for a sentence's other words, which that for its first word follows; −1 when there is none yet. */
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

  /** Takes the mean of a document of so many tokens, which the table has summed, for the sentences that follow. */
  openDocument(tokens: number): void {
    this.#document = this.placed.placeMeans(meanRows - 1, this.hasSentence ? 1 : 0, batchOf([[]]), tokens);
  }

  /**
   * The row for a sentence's words but the first; that for the first comes after it. Takes two rows at most. The mean of its
   * vectors, when the model asks for it, is what the table has summed.
   */
  ofSentence(survey: Survey): number {
    const { sentence, sentenceMean } = this.#features.options;
    const number = sentence ? contextNumber(survey.kinds) : 0;
    const known = this.#known[number]!;
    if (known >= 0) return known;
    this.#batches[number] ??= this.#batchOf(sentence ? contextNames(number) : undefined);
    if (sentenceMean) return this.placed.placeMeans(0, 0, this.#batches[number], survey.count);
    this.#known[number] = this.placed.addContexts(0, this.#batches[number]);
    return this.#known[number];
  }

  #batchOf(names: readonly string[] | undefined): RowBatch {
    if (!names) return batchOf([[], []]);
    const { first, other } = this.#features.ofContext(names);
    return batchOf([other, first]);
  }

  /** Writes the rows for the positions `from` … `to − 1` of each context; `firstWord` is the position of the first word. */
  write(into: readonly Int32Array[], from: number, to: number, sentence: number, firstWord: number): void {
    let slot = 0;
    if (this.hasSentence) {
      const rows = into[slot++]!;
      rows.fill(sentence, from, to);
      if (firstWord >= from && firstWord < to) rows[firstWord] = sentence + 1;
    }
    if (slot < into.length) into[slot]!.fill(this.#document, from, to);
  }

  /** Forgets the rows that were added to the table. */
  forget(): void {
    this.#known.fill(-1);
  }
}
