/**
 * @file The rows of contexts that hold a mean of word vectors, see `windows/context-input.ts`. They are used
 * for one sentence or document only, and take the last rows of the table.
 */
import type { ContextTable } from '../kernels/projection-table.js';
import type { RowBatch } from '../kernels/row-batch.js';

/**
 * Number of rows with a mean in use at a time: for a sentence's first word, its
 * other words, and the document.
 */
export const meanRowCount = 3;

export class MeanRows {
  /** `words`: number of slots before the contexts. */
  constructor(
    readonly table: ContextTable,
    readonly words: number,
  ) {}

  /** Starts a new mean. */
  clear(): void {
    this.table.clearSum();
  }

  /** Adds the first `count` of these placed rows to the mean. */
  add(rows: Int32Array, count: number): void {
    this.table.addVectors(rows, 0, count);
  }

  /**
   * Places rows whose vector is the mean over `tokens` words, from the `index`-th row with a mean on. `slot`
   * counts from the first slot after the words. Returns the first row.
   */
  place(index: number, slot: number, batch: RowBatch, tokens: number): number {
    const row = this.table.capacity - meanRowCount + index;
    this.table.placeMeans(row, batch, this.words + slot, tokens);
    return row;
  }
}
