/**
 * @file The mean of θ over the steps (Polyak & Juditsky 1992): sampled every so many steps from a given epoch on, summed in float64.
 * It is what the dev split judges and what the model holds, once there is a sample.
 */

import type { Layout } from '../network/layout.js';
import { copyParameters, type Parameters, zeroParameters } from '../network/parameters.js';

export class Averaging {
  samples = 0;
  readonly sum: Parameters;
  readonly #mean: Parameters;

  constructor(layout: Layout) {
    this.sum = zeroParameters(layout, 'float64');
    this.#mean = zeroParameters(layout);
  }

  add(theta: Parameters): void {
    this.samples++;
    for (const name of ['W', 'b', 'u', 'S'] as const) {
      const [sum, from] = [this.sum[name], theta[name]];
      for (let k = 0; k < sum.length; k++) sum[k]! += from[k]!;
    }
  }

  /** The mean so far, or `theta` as long as there is no sample. */
  of(theta: Parameters): Parameters {
    if (this.samples === 0) return theta;
    for (const name of ['W', 'b', 'u', 'S'] as const) {
      const [mean, sum] = [this.#mean[name], this.sum[name]];
      for (let k = 0; k < sum.length; k++) mean[k] = sum[k]! / this.samples;
    }
    return this.#mean;
  }

  restore(samples: number, sum: Parameters): void {
    this.samples = samples;
    copyParameters(sum, this.sum);
  }
}
