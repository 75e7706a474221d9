/**
 * @file The rows of X: word vectors, followed by means of rows. Until X is written, a mean is stored as the
 * list of its members.
 */
import { GrowingInts } from '../corpus/growable-array.js';

export class DenseRows {
  /** Number of rows so far. */
  count: number;
  readonly #members = new GrowingInts();
  readonly #ends = new GrowingInts(); // by mean: end of its members
  #at = new Int32Array(0); // scratch: where the members of a mean begin in X

  /** Starts with the rows of `vectors`, (V, d). */
  constructor(
    readonly d: number,
    readonly vectors: Float32Array,
  ) {
    this.count = vectors.length / d;
  }

  /** Adds the mean of the given rows, summed in float64 in this order. Returns its row number. */
  addMean(rows: ArrayLike<number>): number {
    for (let k = 0; k < rows.length; k++) this.#members.push(rows[k]);
    this.#ends.push(this.#members.length);
    return this.count++;
  }

  /** Writes the first `count` rows into X, (count, d). */
  write(X: Float32Array, count: number): void {
    const { d, vectors } = this;
    X.set(vectors);
    let from = 0;
    for (let row = vectors.length / d, mean = 0; row < count; row++, mean++) {
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
