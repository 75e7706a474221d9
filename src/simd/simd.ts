/**
 * @file The SIMD kernel: calls the WebAssembly code in `assembly/`, which processes four hidden units per
 * instruction. Parameters, gradients, h and dz are views of its memory. Its bits equal those of `loops.ts`.
 */

import { dropoutThreshold } from '../kernels/dropout.js';
import type { Kernel, KernelOptions } from '../kernels/kernel.js';
import { maxTouchedRows } from '../kernels/loops.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Gradients, Parameters, Real } from '../network/parameters.js';
import type { MemoryMap } from './memory-map.js';
import { requireModule } from './module.js';
import { ThreadChoice } from './thread-choice.js';
import { ThreadPool } from './thread-pool.js';
import { layTraining } from './training-memory.js';

/** A float32 kernel in WebAssembly. */
export class SimdKernel implements Kernel {
  readonly name = 'simd';
  readonly layout: NetworkShape;
  readonly parameters: Parameters;
  readonly gradients: Gradients;
  readonly h: Float32Array;
  readonly dz: Float32Array;
  readonly active: Int32Array;
  readonly #plan: MemoryMap;
  readonly #team: ThreadPool;
  readonly #ids: Int32Array; // (capacity, slots)
  readonly #s: Float32Array; // (capacity)
  readonly #ds: Float32Array; // (capacity), ∂J/∂s
  readonly #hasDropout: boolean;
  readonly #choice: ThreadChoice;

  /** Throws 'config' if the module is not built, the engine doesn't accept it, or there isn't enough memory. */
  constructor(options: KernelOptions) {
    const module = requireModule();
    const { layout, inputs, capacity, threads = 1 } = options;
    const { slots, stride, D, F } = layout;
    const touchable = F === 0 ? 0 : maxTouchedRows(layout, inputs, capacity);
    const { memory, plan } = layTraining(options, touchable, threads);
    this.layout = layout;
    this.parameters = {
      W: plan.realsOf('W', D * stride),
      b: plan.realsOf('b', stride),
      u: plan.realsOf('u', stride),
      S: plan.realsOf('S', F * stride),
    };
    this.gradients = {
      W: plan.realsOf('dW', D * stride),
      b: plan.realsOf('db', stride),
      u: plan.realsOf('du', stride),
      S: plan.realsOf('dS', touchable * stride),
      rows: plan.intsOf('touchedRows', touchable),
      get touched() {
        return plan.get('touched');
      },
    };
    this.h = plan.realsOf('h', capacity * stride);
    this.dz = plan.realsOf('dz', capacity * stride);
    this.active = plan.intsOf('active', capacity);
    this.#plan = plan;
    this.#ids = plan.intsOf('ids', capacity * slots.length);
    this.#s = plan.realsOf('s', capacity);
    this.#ds = plan.realsOf('ds', capacity);
    this.#hasDropout = dropoutThreshold(options.dropout) > 0;
    this.#choice = new ThreadChoice(threads, () => performance.now());
    this.#team = new ThreadPool(module, memory, plan.address, threads);
  }

  project(ids: Int32Array, n: number, dropoutSeed?: number): void {
    const count = n * this.layout.slots.length;
    const own = this.#ids;
    for (let k = 0; k < count; k++) own[k] = ids[k];
    const hasDropout = this.#hasDropout && dropoutSeed !== undefined;
    this.#plan.set('dropout', hasDropout ? 1 : 0);
    if (hasDropout) this.#plan.set('seed', dropoutSeed);
    this.#plan.set('sharing', this.#choice.next(n));
    this.#team.verbs.project(n);
  }

  score(n: number, s: Real): void {
    this.#team.verbs.score(n);
    for (let i = 0; i < n; i++) s[i] = this.#s[i];
  }

  marginDelta(ds: Real, n: number): number {
    for (let i = 0; i < n; i++) this.#ds[i] = ds[i];
    return this.#team.verbs.marginDelta(n);
  }

  accumulate(count: number): void {
    this.#team.verbs.accumulate(count);
  }

  descend(alpha: number, sparseAlpha = alpha): void {
    this.#team.verbs.descend(alpha, sparseAlpha);
  }

  step(count: number, alpha: number, sparseAlpha = alpha): void {
    this.#team.verbs.step(count, alpha, sparseAlpha);
  }

  clear(): void {
    this.#team.verbs.clear();
  }

  close(): void {
    this.#team.close();
  }
}
