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

/** The context rows of the current sentence. */
export class ContextRows {
  readonly hasSentence: boolean;
  readonly hasDocument: boolean;
  readonly #sentenceMeans: MeanRows | undefined;
  readonly #sentences: SentenceInput;
  /**
   * By context number: the row for all words of a sentence but the first; the row for the first word is the
   * next one. −1 if there is none yet.
   */
  readonly #known = new Int32Array(contextCount).fill(-1);
  /** By context number: the features of these two rows. */
  readonly #batches: (RowBatch | undefined)[] = Array.from({ length: contextCount });
  #document = -1;

  constructor(
    features: FeatureSet,
    readonly placed: PlacedRows,
    means: MeanRows | undefined,
  ) {
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
   * Uses at most two rows. If the model needs the mean of the sentence, it must be the current mean.
   */
  ofSentence(stats: SentenceStats): number {
    const number = this.#sentences.intern(stats);
    const known = this.#known[number];
    if (known >= 0) return known;
    this.#batches[number] ??= this.#batchOf(number);
    if (this.#sentenceMeans) return this.#sentenceMeans.place(0, 0, this.#batches[number], stats.count);
    this.#known[number] = this.placed.addContexts(0, this.#batches[number]);
    return this.#known[number];
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

  /** Forgets the rows that were added to the table. */
  forget(): void {
    this.#known.fill(-1);
  }
}
