/** @file A matrix that grows: float32 rows of unknown number, at most half as many again allocated. */

export class GrowingRows {
  #items: Float32Array;
  readonly #sum: Float64Array; // (d), scratch of `pushMean`
  count: number;

  /** Starts with the rows of `first`, (count, d). */
  constructor(
    readonly d: number,
    first: Float32Array,
  ) {
    this.#items = first;
    this.#sum = new Float64Array(d);
    this.count = first.length / d;
  }

  /** Adds the mean of rows, summed in float64 in the order given, and gives its number. */
  pushMean(rows: ArrayLike<number>): number {
    const { d } = this;
    this.#reserve();
    const [sum, items] = [this.#sum, this.#items];
    sum.fill(0);
    for (let k = 0; k < rows.length; k++) {
      const from = rows[k]! * d;
      for (let j = 0; j < d; j++) sum[j]! += items[from + j]!;
    }
    const to = this.count * d;
    for (let j = 0; j < d; j++) items[to + j] = sum[j]! / rows.length;
    return this.count++;
  }

  #reserve(): void {
    const { d, count } = this;
    if ((count + 1) * d <= this.#items.length) return;
    const larger = new Float32Array(Math.ceil((count + 64) * 1.5) * d);
    larger.set(this.#items);
    this.#items = larger;
  }

  /** All rows so far, (count, d); a view. */
  values(): Float32Array {
    return this.#items.subarray(0, this.count * this.d);
  }
}
