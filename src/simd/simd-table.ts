/** @file The project-once table in WebAssembly; same bits as `kernels/table.ts`. */

import type { ProjectionTable, TableOptions } from '../kernels/projection-table.js';
import type { RowBatch } from '../kernels/row-batch.js';
import type { Activation } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import type { MemoryMap } from './memory-map.js';
import { requireModule } from './module.js';
import { layTable, stagedFeatures, stagedRows, stagedWindows, type TableRoom } from './table-memory.js';
import { ThreadPool } from './thread-pool.js';

/** Scores windows from P_p[row] = W_p x + Σ_f S_f, kept for every row and slot. */
export class SimdTable implements ProjectionTable {
  readonly name = 'simd';
  protected readonly plan: MemoryMap;
  protected readonly team: ThreadPool;
  readonly #x: Float32Array; // (stagedRows, d): the distinct x of the rows being placed
  readonly #dense: Int32Array; // (stagedRows), the place in #x, or −1
  readonly #featureStart: Int32Array; // (stagedRows + 1)
  readonly #targets: Int32Array; // (stagedRows), the rows that they become
  readonly #features: Int32Array; // ids of the features of the rows being placed
  protected readonly ids: Int32Array; // (stagedWindows, slots): windows, or the words of a stream one after the other
  readonly #contexts: Int32Array; // (context slots, stagedWindows)
  readonly #s: Float32Array; // (stagedWindows)

  /**
   * `room` is for the tables that extend this one. Throws 'config' if the module is not built, the engine
   * doesn't accept it, or there isn't enough memory.
   */
  constructor(
    readonly layout: NetworkShape,
    activation: Activation,
    readonly capacity: number,
    { threads = 1, parts }: TableOptions = {},
    room: TableRoom = {},
  ) {
    const module = requireModule();
    const { memory, plan } = layTable(layout, activation, capacity, threads, { ...room, parts });
    this.plan = plan;
    this.#x = plan.realsOf('X', stagedRows * layout.d);
    this.#dense = plan.intsOf('dense', stagedRows);
    this.#featureStart = plan.intsOf('featureStart', stagedRows + 1);
    this.#features = plan.intsOf('features', stagedFeatures(layout));
    this.#targets = plan.intsOf('targets', stagedRows);
    this.ids = plan.intsOf('ids', stagedWindows * layout.slots.length);
    this.#contexts = plan.intsOf('contexts', stagedWindows * layout.slots.length);
    this.#s = plan.realsOf('s', stagedWindows);
    this.team = new ThreadPool(module, memory, plan.address, threads);
  }

  load(parameters: Parameters): void {
    const { W, b, u, S } = parameters;
    this.plan.realsOf('W', W.length).set(W);
    this.plan.realsOf('b', b.length).set(b);
    this.plan.realsOf('u', u.length).set(u);
    this.plan.realsOf('S', S.length).set(S);
  }

  place(rows: number | Int32Array, batch: RowBatch, slotFrom: number, slotTo: number): void {
    const { featureStart } = batch;
    for (let from = 0; from < batch.count; ) {
      let to = Math.min(batch.count, from + stagedRows);
      while (featureStart[to] - featureStart[from] > this.#features.length) to--;
      this.stage(batch, from, to);
      for (let k = from; k < to; k++) this.#targets[k - from] = typeof rows === 'number' ? rows + k : rows[k];
      this.team.verbs.place(to - from, slotFrom, slotTo);
      from = to;
    }
  }

  /**
   * Copies rows `from` … `to − 1` of a batch into the staging areas; an x shared by consecutive rows is
   * copied once.
   */
  protected stage({ x, dense, featureStart, features }: RowBatch, from: number, to: number): void {
    const { d } = this.layout;
    const base = featureStart[from];
    this.#features.set(features.subarray(base, featureStart[to]));
    for (let k = from; k <= to; k++) this.#featureStart[k - from] = featureStart[k] - base;
    let staged = -1;
    let last = -1; // the vector that was staged last
    for (let k = from; k < to; k++) {
      const vector = dense[k];
      if (vector >= 0 && vector !== last) {
        staged++;
        last = vector;
        this.#x.set(x.subarray(vector * d, (vector + 1) * d), staged * d);
      }
      this.#dense[k - from] = vector < 0 ? -1 : staged;
    }
  }

  score(ids: Int32Array, n: number, s: Float32Array): void {
    const slots = this.layout.slots.length;
    for (let from = 0; from < n; from += stagedWindows) {
      const count = Math.min(stagedWindows, n - from);
      copy(ids, from * slots, count * slots, this.ids, 0);
      this.team.verbs.scoreIds(count);
      copy(this.#s, 0, count, s, from);
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
    this.run(rows, contexts, from, to, undefined, s, at);
  }

  /**
   * Scores a stream, or screens it if `above` is given, as many centers at a time as fit into the staging
   * areas.
   */
  protected run(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    above: number | undefined,
    s: Float32Array,
    at: number,
  ): void {
    const { verbs } = this.team;
    const around = this.layout.slots.length - contexts.length - 1; // words beside the center
    for (let first = from; first < to; first += stagedWindows) {
      const count = Math.min(stagedWindows, to - first);
      copy(rows, first - around / 2, count + around, this.ids, 0);
      contexts.forEach((context, k) => {
        copy(context, first, count, this.#contexts, k * stagedWindows);
      });
      if (above === undefined) verbs.scoreRun(count, contexts.length);
      else verbs.screenRun(count, contexts.length, above);
      copy(this.#s, 0, count, s, at + first - from);
    }
  }

  close(): void {
    this.team.close();
  }
}

/**
 * Copies numbers in a loop. Runs are often as short as a sentence, and creating a subarray would cost more
 * than the copy.
 */
export function copy(
  source: Int32Array | Float32Array,
  start: number,
  count: number,
  target: Int32Array | Float32Array,
  at: number,
): void {
  for (let k = 0; k < count; k++) target[at + k] = source[start + k];
}
