/**
 * @file The table rows of the slots after the words, see `windows/context-input.ts`. The rows of sentences
 * without a mean stay in the table; rows with a mean are used once.
 */
import type { FeatureSet } from '../features/feature-set.js';
import { contextCount } from '../features/sentence-context.js';
import { featureBatchOf, type RowBatch } from '../kernels/row-batch.js';
import { contextSlotsOf, SentenceInput, type SentenceStats } from '../windows/context-input.js';
import { type MeanRows, meanRowCount } from './mean-rows.js';
import type { PlacedRows } from './placed-rows.js';

/** Number of rows for contexts: two for each context number, then those with a mean. */
export const contextRowCount = 2 * contextCount + meanRowCount;

/** The context rows of the current sentence. They are the last rows of the table. */
export class ContextRows {
  readonly hasSentence: boolean;
  readonly hasDocument: boolean;
  readonly #sentenceMeans: MeanRows | undefined;
  readonly #sentences: SentenceInput;
  readonly #first: number; // row
  readonly #isPlaced = new Uint8Array(contextCount); // by context number
  /** By context number: the features of its two rows. */
  readonly #batches: (RowBatch | undefined)[] = Array.from({ length: contextCount });
  #document = -1;

  constructor(
    features: FeatureSet,
    readonly placed: PlacedRows,
    means: MeanRows | undefined,
  ) {
    this.#first = placed.table.capacity - contextRowCount;
    const { sentence, document } = contextSlotsOf(features.options);
    this.hasSentence = sentence !== undefined;
    this.hasDocument = document !== undefined;
    this.#sentenceMeans = sentence?.dense ? means : undefined;
    this.#sentences = new SentenceInput(features);
  }

  /** Sets the document context of the following sentences to the current mean, over `tokens` words. */
  openDocument(means: MeanRows, tokens: number): void {
    const slot = this.hasSentence ? 1 : 0;
    this.#document = means.place(meanRowCount - 1, slot, featureBatchOf([[]]), tokens);
  }

  /**
   * Returns the row for all words of a sentence but the first; the row for the first word is the next one.
   * If the model needs the mean of the sentence, it must be the current mean.
   */
  ofSentence(stats: SentenceStats): number {
    const number = this.#sentences.intern(stats);
    const row = this.#first + 2 * number;
    if (this.#isPlaced[number] === 1) return row;
    this.#batches[number] ??= this.#batchOf(number);
    if (this.#sentenceMeans) return this.#sentenceMeans.place(0, 0, this.#batches[number], stats.count);
    this.placed.placeContexts(0, row, this.#batches[number]);
    this.#isPlaced[number] = 1;
    return row;
  }

  #batchOf(number: number): RowBatch {
    const { first, other } = this.#sentences.featuresOf(number);
    return featureBatchOf([other, first]);
  }

  /**
   * Writes the rows for the positions `from` … `to − 1` of each context; `firstWord` is
   * the position of the first word.
   */
  write(into: readonly Int32Array[], from: number, to: number, sentence: number, firstWord: number): void {
    let slot = 0;
    if (this.hasSentence) {
      const rows = into[slot++];
      rows.fill(sentence, from, to);
      if (firstWord >= from && firstWord < to) rows[firstWord] = sentence + 1;
    }
    if (slot < into.length) into[slot].fill(this.#document, from, to);
  }
}
