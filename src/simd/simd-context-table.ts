/** @file The project-once table with means in WebAssembly; same bits as `kernels/context-table.ts`. */
import { keepVectors } from '../kernels/context-table.js';
import type { ContextTable, ContextTableOptions } from '../kernels/projection-table.js';
import type { RowBatch } from '../kernels/row-batch.js';
import type { Activation } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import { SimdScreeningTable } from './simd-screening-table.js';
import { copy } from './simd-table.js';
import { stagedWindows } from './table-memory.js';

/** Also keeps the x of its rows. */
export class SimdContextTable extends SimdScreeningTable implements ContextTable {
  readonly #vectors: Float32Array; // (capacity, d)
  readonly #sum: Float32Array; // the bytes of (d) of float64

  constructor(
    layout: NetworkShape,
    activation: Activation,
    capacity: number,
    { screens = false, ...options }: ContextTableOptions = {},
  ) {
    super(layout, activation, capacity, options, { rounded: screens, vectors: true });
    this.#vectors = this.plan.realsOf('vectors', capacity * layout.d);
    this.#sum = this.plan.realsOf('sum', 2 * layout.d);
  }

  override place(rows: number | Int32Array, batch: RowBatch, slotFrom: number, slotTo: number): void {
    super.place(rows, batch, slotFrom, slotTo);
    if (slotFrom === 0) keepVectors(this.#vectors, this.layout.d, rows, batch);
  }

  clearSum(): void {
    this.#sum.fill(0);
  }

  addVectors(rows: Int32Array, from: number, to: number): void {
    for (let start = from; start < to; start += stagedWindows) {
      const count = Math.min(stagedWindows, to - start);
      copy(rows, start, count, this.ids, 0);
      this.team.verbs.addVectors(count);
    }
  }

  placeMeans(first: number, batch: RowBatch, p: number, tokens: number): void {
    this.stage(batch, 0, batch.count);
    this.team.verbs.placeMeans(first, batch.count, p, tokens);
  }
}
