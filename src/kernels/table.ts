/** @file The project-once table in plain loops: the reference for `simd-table.ts`. */
import type { NetworkShape } from '../network/network-shape.js';
import { copyParameters, type Parameters, zeroParameters } from '../network/parameters.js';
import { projectRow } from './forward.js';
import type { ScreeningTable } from './projection-table.js';
import { type Readout, type ReadoutName, readoutOf } from './readout.js';
import type { RowBatch } from './row-batch.js';

/**
 * Computes s = uᵀ f(b + Σ_p P_p[row_p]), or another readout of that z; P_p[row] = W_p x + Σ_f S_f
 * is kept for every row and slot.
 */
export class LoopsTable implements ScreeningTable {
  readonly name = 'loops';
  readonly #parameters: Parameters;
  readonly #P: Float32Array; // (capacity, slots, stride)
  readonly #h: Float32Array; // (stride): one window
  readonly #head: Readout;

  constructor(
    readonly layout: NetworkShape,
    head: ReadoutName,
    readonly capacity: number,
  ) {
    this.#parameters = zeroParameters(layout);
    this.#P = new Float32Array(capacity * layout.slots.length * layout.stride);
    this.#h = new Float32Array(layout.stride);
    this.#head = readoutOf(head);
  }

  load(parameters: Parameters): void {
    copyParameters(parameters, this.#parameters);
  }

  loadForScreening(parameters: Parameters): void {
    this.load(parameters);
  }

  place(rows: number | Int32Array, batch: RowBatch, slotFrom: number, slotTo: number): void {
    const { layout } = this;
    const { slots, stride, d } = layout;
    for (let k = 0; k < batch.count; k++) {
      const [from, to] = [batch.featureStart[k], batch.featureStart[k + 1]];
      const vector = batch.dense[k];
      const row = typeof rows === 'number' ? rows + k : rows[k];
      const own = vector < 0 ? undefined : batch.x.subarray(vector * d, (vector + 1) * d);
      for (let p = slotFrom; p < slotTo; p++) {
        const slot = slots[p];
        const x = slot.column >= 0 ? own : undefined;
        const at = (row * slots.length + p) * stride;
        projectRow(this.#parameters, layout, slot, x, batch.features, from, to, this.#P, at, Math.fround);
      }
    }
  }

  score(ids: Int32Array, n: number, s: Float32Array): void {
    const slots = this.layout.slots.length;
    for (let i = 0; i < n; i++) {
      this.#h.set(this.#parameters.b);
      for (let p = 0; p < slots; p++) this.#add(ids[i * slots + p], p);
      s[i] = this.#finish();
    }
  }

  scoreRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    s: Float32Array,
    at = 0,
  ): void {
    const words = this.layout.slots.length - contexts.length;
    const radius = (words - 1) / 2;
    for (let c = from; c < to; c++) {
      this.#h.set(this.#parameters.b);
      for (let p = 0; p < words; p++) this.#add(rows[c - radius + p], p);
      for (let k = 0; k < contexts.length; k++) this.#add(contexts[k][c], words + k);
      s[at + c - from] = this.#finish();
    }
  }

  screenRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    _above: number,
    s: Float32Array,
    at = 0,
  ): void {
    this.scoreRun(rows, contexts, from, to, s, at);
  }

  close(): void {}

  /** z += P_p[row]. */
  #add(row: number, p: number): void {
    const { slots, stride } = this.layout;
    const part = (row * slots.length + p) * stride;
    for (let i = 0; i < stride; i++) this.#h[i] += this.#P[part + i];
  }

  #finish(): number {
    return this.#head(this.#parameters.u, this.layout.H, this.#h);
  }
}
