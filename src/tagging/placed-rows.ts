/**
 * @file Allocates the rows of a project-once table in order. Word rows are collected and placed in batches;
 * context rows are placed at once. The last rows of the table are reserved for contexts that are used only
 * once.
 */
import type { ProjectionTable } from '../kernels/projection-table.js';
import { featureBatchOf, type RowBatch } from '../kernels/row-batch.js';

const batchRows = 256;

/** Row 0 is the padding around a sentence; it is never forgotten. */
export class PlacedRows {
  readonly words: number; // slots of words
  #used = 1;
  #waiting = 0;
  readonly #x: Float32Array; // (batchRows, d)
  readonly #starts = new Int32Array(batchRows + 1);
  #features = new Int32Array(16 * batchRows);
  readonly #dense = Int32Array.from({ length: batchRows }, (_, k) => k);

  /**
   * `contexts`: number of slots after the words. `transient`: number of rows reserved for contexts that are
   * used once.
   */
  constructor(
    readonly table: ProjectionTable,
    readonly contexts: number,
    readonly transient: number,
    padding: Float32Array,
  ) {
    const { d, slots } = table.layout;
    this.words = slots.length - contexts;
    this.#x = new Float32Array(batchRows * d);
    table.place(0, { ...featureBatchOf([[]]), x: padding, dense: Int32Array.of(0) }, 0, this.words);
  }

  /** Number of rows that can be added to an empty table. */
  get maxRows(): number {
    return this.table.capacity - this.transient - 1;
  }

  /** Number of rows that can still be added. */
  get room(): number {
    return this.table.capacity - this.transient - this.#used;
  }

  /** Adds the row of a word with its vector, (d). `features` are ascending. */
  addWord(features: readonly number[], vector: Float32Array): number {
    if (this.#waiting === batchRows) this.place();
    this.#x.set(vector, this.#waiting * this.table.layout.d);
    const from = this.#starts[this.#waiting];
    const to = from + features.length;
    if (to > this.#features.length) {
      const larger = new Int32Array(2 * to);
      larger.set(this.#features);
      this.#features = larger;
    }
    this.#features.set(features, from);
    this.#starts[++this.#waiting] = to;
    return this.#used++;
  }

  /** Places the collected words. */
  place(): void {
    const count = this.#waiting;
    if (count === 0) return;
    this.#waiting = 0;
    const batch: RowBatch = {
      count,
      x: this.#x,
      dense: this.#dense,
      featureStart: this.#starts.subarray(0, count + 1),
      features: this.#features.subarray(0, this.#starts[count]),
    };
    this.table.place(this.#used - count, batch, 0, this.words);
  }

  /**
   * Adds rows without vectors for context slot `slot`, counted from the first slot after the words. Returns
   * the first row.
   */
  addContexts(slot: number, batch: RowBatch): number {
    this.place();
    const first = this.#used;
    const p = this.words + slot;
    this.table.place(first, batch, p, p + 1);
    this.#used += batch.count;
    return first;
  }

  /** Keeps the word rows `rows` (ascending) as rows 1, 2, …, and removes all other rows except the padding. */
  keep(rows: Int32Array): void {
    this.place();
    this.table.keep(1, rows);
    this.#used = 1 + rows.length;
  }

  /** Removes every row except the padding. */
  forget(): void {
    this.#used = 1;
    this.#waiting = 0;
  }
}
