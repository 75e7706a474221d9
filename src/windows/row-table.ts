/** @file Builds the table of rows: each distinct word, padding or context gets one row number. */
import { GrowingInts } from '../corpus/growable-array.js';
import type { VectorRows } from '../vectors/ladder.js';
import { DenseRows } from './dense-rows.js';
import { type Inputs, LazyInputs } from './inputs.js';

/** Numbers distinct rows 0, 1, … in order of first appearance; row 0 is the padding. */
export class RowTable {
  readonly #X: DenseRows;
  readonly #dense = new GrowingInts();
  readonly #featureStart = new GrowingInts();
  readonly #features = new GrowingInts();
  readonly #forms: string[] = [];
  readonly #byKey = new Map<string, number>();

  /**
   * `vectors` (V, d) are the first rows of X, to which `dense` refers; `padding` is the row of X used around
   * sentences.
   */
  constructor(d: number, vectors: VectorRows, padding: number) {
    this.#X = new DenseRows(d, vectors);
    this.#featureStart.push(0);
    this.add('', padding, []);
  }

  get count(): number {
    return this.#dense.length;
  }

  /** The words of the rows; empty for padding and contexts. */
  get forms(): readonly string[] {
    return this.#forms;
  }

  find(key: string): number | undefined {
    return this.#byKey.get(key);
  }

  /** Adds a row that `find` then returns for `key`. */
  addWithKey(key: string, form: string, dense: number, features: readonly number[]): number {
    const row = this.add(form, dense, features);
    this.#byKey.set(key, row);
    return row;
  }

  /** Adds a row. `dense` is a row of X, or −1. */
  add(form: string, dense: number, features: readonly number[]): number {
    this.#dense.push(dense);
    this.#X.use(dense);
    for (const feature of features) this.#features.push(feature);
    this.#featureStart.push(this.#features.length);
    this.#forms.push(form);
    return this.#dense.length - 1;
  }

  /** Adds the mean of rows of X to X, summed in float64 in the order given, and returns its number. */
  addMean(rows: ArrayLike<number>): number {
    return this.#X.addMean(rows);
  }

  /** Returns the row of X that a row uses. */
  denseOf(row: number): number {
    return this.#dense.at(row);
  }

  inputs(): Inputs {
    return new LazyInputs(
      this.#X,
      this.#dense.values(),
      this.#featureStart.values(),
      this.#features.values(),
    );
  }
}
