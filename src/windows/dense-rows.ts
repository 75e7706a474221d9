/**
 * @file The rows of X: word vectors, followed by means of rows. Until X is written, a mean is stored as the
 * list of its members.
 */
import { GrowingInts } from '../corpus/growable-array.js';
import type { VectorRows } from '../vectors/ladder.js';

export class DenseRows {
  /** Number of rows so far. */
  count: number;
  readonly #given: number; // number of rows of `vectors`
  readonly #isUsed: Uint8Array; // by row of `vectors`, if they are read one by one
  readonly #members = new GrowingInts();
  readonly #ends = new GrowingInts(); // by mean: end of its members
  #at = new Int32Array(0); // scratch: where the members of a mean begin in X

  /** Starts with the rows of `vectors`, (V, d). */
  constructor(
    readonly d: number,
    readonly vectors: VectorRows,
  ) {
    this.#given = vectors instanceof Float32Array ? vectors.length / d : vectors.rows;
    this.count = this.#given;
    this.#isUsed = new Uint8Array(vectors instanceof Float32Array ? 0 : this.#given);
  }

  /** Says that a row will be used. Rows of `vectors` that are not used may remain 0 in X. */
  use(row: number): void {
    if (row >= 0 && row < this.#isUsed.length) this.#isUsed[row] = 1;
  }

  /** Adds the mean of the given rows, summed in float64 in this order. Returns its row number. */
  addMean(rows: ArrayLike<number>): number {
    for (let k = 0; k < rows.length; k++) {
      this.#members.push(rows[k]);
      this.use(rows[k]);
    }
    this.#ends.push(this.#members.length);
    return this.count++;
  }

  /** Writes the first `count` rows into X, (count, d). */
  write(X: Float32Array, count: number): void {
    const { d, vectors } = this;
    if (vectors instanceof Float32Array) X.set(vectors);
    else
      for (let row = 0; row < this.#given; row++) if (this.#isUsed[row] === 1) vectors.read(row, X, row * d);
    let from = 0;
    for (let row = this.#given, mean = 0; row < count; row++, mean++) {
      const to = this.#ends.at(mean);
      if (this.#at.length < to - from) this.#at = new Int32Array(2 * (to - from));
      for (let k = from; k < to; k++) this.#at[k - from] = this.#members.at(k) * d;
      writeMean(X, this.#at, to - from, row * d, d);
      from = to;
    }
  }
}

/**
 * Writes the mean of the `n` rows of d numbers that start at `X[at[0]]`, `X[at[1]]`, … to `X[to …]`; four
 * columns at a time.
 */
function writeMean(X: Float32Array, at: Int32Array, n: number, to: number, d: number): void {
  let j = 0;
  for (; j + 4 <= d; j += 4) {
    let [a, b, c, e] = [0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const x = at[k] + j;
      a += X[x];
      b += X[x + 1];
      c += X[x + 2];
      e += X[x + 3];
    }
    X[to + j] = a / n;
    X[to + j + 1] = b / n;
    X[to + j + 2] = c / n;
    X[to + j + 3] = e / n;
  }
  for (; j < d; j++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += X[at[k] + j];
    X[to + j] = sum / n;
  }
}
