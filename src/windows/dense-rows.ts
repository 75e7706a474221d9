/** @file The rows of X: word vectors, then means of rows, which are kept as lists of what they are means of until X is written. */
import { GrowingInts } from '../corpus/growing.js';

export class DenseRows {
  /** Rows so far. */
  count: number;
  readonly #members = new GrowingInts();
  readonly #ends = new GrowingInts(); // by mean: where its members end

  /** Starts with the rows of `vectors`, (V, d). */
  constructor(
    readonly d: number,
    readonly vectors: Float32Array,
  ) {
    this.count = vectors.length / d;
  }

  /** Adds the mean of rows, summed in float64 in the order given, and gives its number. */
  addMean(rows: ArrayLike<number>): number {
    for (let k = 0; k < rows.length; k++) this.#members.push(rows[k]!);
    this.#ends.push(this.#members.length);
    return this.count++;
  }

  /** Writes the first `count` rows into X, (count, d). */
  write(X: Float32Array, count: number): void {
    const { d, vectors } = this;
    X.set(vectors);
    const sum = new Float64Array(d);
    let from = 0;
    for (let row = vectors.length / d, mean = 0; row < count; row++, mean++) {
      const to = this.#ends.at(mean);
      sum.fill(0);
      for (let k = from; k < to; k++) {
        const member = this.#members.at(k) * d;
        for (let j = 0; j < d; j++) sum[j]! += X[member + j]!;
      }
      for (let j = 0; j < d; j++) X[row * d + j] = sum[j]! / (to - from);
      from = to;
    }
  }
}
