/** @file The project-once table with means, in plain loops: the reference for `simd-context-table.ts`. */
import type { NetworkShape } from '../network/network-shape.js';
import type { ContextTable } from './projection-table.js';
import type { ReadoutName } from './readout.js';
import type { RowBatch } from './row-batch.js';
import { LoopsTable } from './table.js';

/** A table that also keeps the x of its rows. */
export class LoopsContextTable extends LoopsTable implements ContextTable {
  readonly #vectors: Float32Array; // (capacity, d)
  readonly #sum: Float64Array; // (d)

  constructor(layout: NetworkShape, head: ReadoutName, capacity: number) {
    super(layout, head, capacity);
    this.#vectors = new Float32Array(capacity * layout.d);
    this.#sum = new Float64Array(layout.d);
  }

  override place(rows: number | Int32Array, batch: RowBatch, slotFrom: number, slotTo: number): void {
    super.place(rows, batch, slotFrom, slotTo);
    if (slotFrom === 0) keepVectors(this.#vectors, this.layout.d, rows, batch);
  }

  clearSum(): void {
    this.#sum.fill(0);
  }

  addVectors(rows: Int32Array, from: number, to: number): void {
    const { d } = this.layout;
    for (let k = from; k < to; k++) {
      for (let j = 0; j < d; j++) this.#sum[j] += this.#vectors[rows[k] * d + j];
    }
  }

  placeMeans(first: number, batch: RowBatch, p: number, tokens: number): void {
    const x = Float32Array.from(this.#sum, (sum) => sum / tokens);
    super.place(first, { ...batch, x, dense: new Int32Array(batch.count) }, p, p + 1);
  }
}

/** Writes the x of a batch to these rows of `vectors`, (capacity, d), see `ProjectionTable.place`; 0 for rows without x. */
export function keepVectors(
  vectors: Float32Array,
  d: number,
  rows: number | Int32Array,
  { count, x, dense }: RowBatch,
): void {
  for (let k = 0; k < count; k++) {
    const [vector, at] = [dense[k], (typeof rows === 'number' ? rows + k : rows[k]) * d];
    if (vector < 0) vectors.fill(0, at, at + d);
    else vectors.set(x.subarray(vector * d, (vector + 1) * d), at);
  }
}
