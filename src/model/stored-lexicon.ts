/**
 * @file The lexicon of a model file: words are looked up in the stored index, and only the vectors that are
 * needed are read and decoded.
 */
import type { VectorSource, VectorVocabulary } from '../vectors/ladder.js';
import { decodeRow, dequantizedRows } from './lexicon-tensors.js';
import type { Lexicon } from './model.js';
import type { StoredTensor } from './stored-tensors.js';
import type { WordIndex } from './word-index.js';

/** Word vectors as stored in the file: float32, or int8 with one scale per row. */
export interface StoredRows {
  readonly shape: readonly number[]; // (V, d)
  /** Returns row `row`, (d). */
  row(row: number): StoredTensor['data'];
  /** Returns all rows. */
  all(): StoredTensor;
  readonly scales: StoredTensor | undefined; // (V)
}

/** The vocabulary of a model, with row V for unknown words, V + 1 for numbers, V + 2 for the padding. */
export class StoredLexicon implements Lexicon, VectorVocabulary {
  readonly V: number;
  readonly d: number;
  readonly #special: readonly Float32Array[]; // each (d)
  readonly #sum: Float64Array; // (d)

  constructor(
    readonly index: WordIndex,
    readonly rows: StoredRows,
    readonly unknown: Float32Array,
    readonly number: Float32Array,
    readonly padding: Float32Array,
  ) {
    [this.V = 0, this.d = 0] = rows.shape;
    this.#special = [unknown, number, padding];
    this.#sum = new Float64Array(this.d);
  }

  /** The vectors of all rows, which are decoded when they are read. */
  get table(): VectorSource {
    return { rows: this.V + this.#special.length, read: (row, into, at) => this.read(row, into, at) };
  }

  /** Returns itself after reading and checking all of its words and vectors, as training and evaluation do. */
  checked(): this {
    this.rows.all();
    return this;
  }

  rowOf(word: string): number | undefined {
    return this.index.rowOf(word);
  }

  /** Writes the vector of a row to `into[at … at + d − 1]`. */
  read(row: number, into: Float32Array, at: number): void {
    if (row >= this.V) into.set(this.#special[row - this.V], at);
    else decodeRow(this.rows.row(row), this.rows.scales?.data[row], into, at);
  }

  /** Writes the mean of rows to `into`, (d); summed in float64 in the order given. */
  readMean(rows: readonly number[], into: Float32Array): void {
    const sum = this.#sum;
    this.read(rows[0], into, 0);
    if (rows.length === 1) return;
    sum.fill(0);
    for (const row of rows) {
      this.read(row, into, 0);
      for (let j = 0; j < sum.length; j++) sum[j] += into[j];
    }
    for (let j = 0; j < sum.length; j++) into[j] = sum[j] / rows.length;
  }

  /** Returns all words, as a new array on each call. */
  get words(): string[] {
    return this.index.list();
  }

  /** Returns all vectors (V, d), as a new array on each call. */
  get vectors(): Float32Array {
    return dequantizedRows(this.rows.all(), this.rows.scales);
  }
}
