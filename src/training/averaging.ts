/**
 * @file The mean of θ over training steps (Polyak & Juditsky 1992), sampled every few steps
 * from a given epoch on and summed in float64. As soon as there is a sample, the mean is
 * evaluated on dev and stored in the model.
 */

import type { NetworkShape } from '../network/network-shape.js';
import { copyParameters, type Parameters, zeroParameters } from '../network/parameters.js';

export class Averaging {
  samples = 0;
  readonly sum: Parameters;
  readonly #mean: Parameters;

  constructor(layout: NetworkShape) {
    this.sum = zeroParameters(layout, 'float64');
    this.#mean = zeroParameters(layout);
  }

  add(theta: Parameters): void {
    this.samples++;
    for (const name of ['W', 'b', 'u', 'S'] as const) {
      const [sum, from] = [this.sum[name], theta[name]];
      for (let k = 0; k < sum.length; k++) sum[k] += from[k];
    }
  }

  /** Returns the mean so far, or `theta` if there is no sample yet. */
  of(theta: Parameters): Parameters {
    if (this.samples === 0) return theta;
    for (const name of ['W', 'b', 'u', 'S'] as const) {
      const [mean, sum] = [this.#mean[name], this.sum[name]];
      for (let k = 0; k < sum.length; k++) mean[k] = sum[k] / this.samples;
    }
    return this.#mean;
  }

  restore(samples: number, sum: Parameters): void {
    this.samples = samples;
    copyParameters(sum, this.sum);
  }
}
