/** @file A float64 training kernel that records the windows an objective asks for. */

import type { KernelOptions } from '../../kernels/kernel.js';
import { LoopsKernel } from '../../kernels/loops.js';
import type { Real } from '../../network/parameters.js';

/** Windows as an objective passed them to its kernel. */
export interface Windows {
  readonly ids: Int32Array; // (count, slots)
  readonly count: number;
  readonly dropoutSeed: number | undefined;
}

/** A float64 {@link LoopsKernel} that records windows, z and scores. */
export class RecordingKernel extends LoopsKernel {
  windows: Windows = { ids: new Int32Array(0), count: 0, dropoutSeed: undefined };
  readonly z: Float64Array; // (capacity, stride)
  readonly scores: Float64Array; // (capacity); an objective's own scores are float32

  constructor(options: KernelOptions) {
    super(options, 'float64');
    this.z = new Float64Array(this.h.length);
    this.scores = new Float64Array(options.capacity);
  }

  override project(ids: Int32Array, n: number, dropoutSeed?: number): void {
    super.project(ids, n, dropoutSeed);
    this.windows = { ids: ids.slice(0, n * this.layout.slots.length), count: n, dropoutSeed };
    this.z.set(this.h);
  }

  override score(n: number, s: Real): void {
    super.score(n, this.scores);
    s.set(this.scores.subarray(0, n));
  }
}
