/**
 * @file The softmax classifier on z = Wx + b, one z for each of C classes:
 *
 *   p_k = e^{z_k} / Σ_l e^{z_l}        J = −log p_y = log Σ_l e^{z_l} − z_y        ∂J/∂z = p − e_y
 *
 * e_y is 1 at index y and 0 elsewhere, so dz = ∂J/∂z is the vector of probabilities minus 1 at the true
 * class. With the shape convention ∂J/∂W = dz xᵀ (C, D), ∂J/∂b = dz (C), ∂J/∂x = Wᵀ dz (D).
 *
 * Numerically stable: subtracting the largest z first changes neither p nor J, no e^z
 * overflows, and the sum is at least 1. Everything is computed in float64 and rounded once,
 * when stored, so it works for both precisions.
 */
import { exp } from './exponential.js';
import { log } from './logarithm.js';
import type { Real } from './parameters.js';

/** Returns max z and Σ e^{z_k − max z} of the C numbers at `at`. The sum is between 1 and C. */
function normalizer(z: Real, at: number, C: number): { readonly largest: number; readonly sum: number } {
  let largest = z[at];
  for (let k = 1; k < C; k++) largest = Math.max(largest, z[at + k]);
  let sum = 0;
  for (let k = 0; k < C; k++) sum += exp(z[at + k] - largest);
  return { largest, sum };
}

/** Writes p of the C numbers at `z[at …]` into `p[to …]`. */
export function softmax(z: Real, at: number, C: number, p: Real, to: number): void {
  const { largest, sum } = normalizer(z, at, C);
  for (let k = 0; k < C; k++) p[to + k] = exp(z[at + k] - largest) / sum;
}

/** Returns J = −log p_y of the C numbers at `z[at …]`; never below 0. */
export function crossEntropy(z: Real, at: number, C: number, y: number): number {
  const { largest, sum } = normalizer(z, at, C);
  return log(sum) + (largest - z[at + y]);
}

/** Writes ∂J/∂z = share · (p − e_y) into `dz[to …]`; `share` is the weight of this term in the objective. */
export function crossEntropyDelta(
  z: Real,
  at: number,
  C: number,
  y: number,
  share: number,
  dz: Real,
  to: number,
): void {
  const { largest, sum } = normalizer(z, at, C);
  for (let k = 0; k < C; k++) {
    const p = exp(z[at + k] - largest) / sum;
    dz[to + k] = share * (k === y ? p - 1 : p);
  }
}

/** Returns the class with the largest z; on a tie, the first one. */
export function likeliest(z: Real, at: number, C: number): number {
  let best = 0;
  for (let k = 1; k < C; k++) if (z[at + k] > z[at + best]) best = k;
  return best;
}

/**
 * Returns the log-odds of the classes with u_k > 0 against the others: log Σ_{u_k > 0} p_k − log Σ_{u_k < 0}
 * p_k. With two classes and u = (−1, 1) this is uᵀz = z₁ − z₀.
 */
export function logOdds(u: Real, z: Real, at: number, C: number): number {
  let [inside, outside] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]; // the largest z of each side
  for (let k = 0; k < C; k++) {
    if (u[k] > 0) inside = Math.max(inside, z[at + k]);
    else outside = Math.max(outside, z[at + k]);
  }
  let [insideSum, outsideSum] = [0, 0];
  for (let k = 0; k < C; k++) {
    if (u[k] > 0) insideSum += exp(z[at + k] - inside);
    else outsideSum += exp(z[at + k] - outside);
  }
  return inside - outside + (log(insideSum) - log(outsideSum));
}
