/**
 * @file The softmax classifier on z = Wx + b, a z for each of C classes:
 *
 *   p_c = e^{z_c} / Σ_k e^{z_k}        J = −log p_y = log Σ_k e^{z_k} − z_y        ∂J/∂z = p − e_y
 *
 * e_y is 1 at index y and 0 elsewhere, so δ = ∂J/∂z is the vector of probabilities, minus 1 at the true
 * class. With the shape convention ∂J/∂W = δ xᵀ (C, D), ∂J/∂b = δ (C), ∂J/∂x = Wᵀ δ (D).
 *
 * Numerically stable: subtracting the largest z first changes neither p nor J, no e^z overflows, and the sum
 * is at least 1. Everything is computed in float64 and rounded once, when stored, so it works for both
 * precisions.
 */
import { exp } from './exponential.js';
import { log } from './logarithm.js';
import type { Real } from './parameters.js';

/** max z and Σ e^{z_c − max z} of the C numbers at `at`. The sum is 1 … C. */
function normalizer(z: Real, at: number, C: number): { readonly largest: number; readonly sum: number } {
  let largest = z[at];
  for (let c = 1; c < C; c++) largest = Math.max(largest, z[at + c]);
  let sum = 0;
  for (let c = 0; c < C; c++) sum += exp(z[at + c] - largest);
  return { largest, sum };
}

/** p of the C numbers at `z[at …]`, into `p[to …]`. */
export function softmax(z: Real, at: number, C: number, p: Real, to: number): void {
  const { largest, sum } = normalizer(z, at, C);
  for (let c = 0; c < C; c++) p[to + c] = exp(z[at + c] - largest) / sum;
}

/** J = −log p_y of the C numbers at `z[at …]`; never below 0. */
export function crossEntropy(z: Real, at: number, C: number, y: number): number {
  const { largest, sum } = normalizer(z, at, C);
  return log(sum) + (largest - z[at + y]);
}

/** δ = share · (p − e_y), into `delta[to …]`; `share` is the weight of this term in the objective. */
export function crossEntropyDelta(
  z: Real,
  at: number,
  C: number,
  y: number,
  share: number,
  delta: Real,
  to: number,
): void {
  const { largest, sum } = normalizer(z, at, C);
  for (let c = 0; c < C; c++) {
    const p = exp(z[at + c] - largest) / sum;
    delta[to + c] = share * (c === y ? p - 1 : p);
  }
}

/** Returns the class with the largest z; on a tie, the first one. */
export function likeliest(z: Real, at: number, C: number): number {
  let best = 0;
  for (let c = 1; c < C; c++) if (z[at + c] > z[at + best]) best = c;
  return best;
}

/**
 * The log-odds of the classes with u_c > 0 against the others: log Σ_{u_c > 0} p_c − log Σ_{u_c < 0} p_c. With two classes
 * and u = (−1, 1) this is uᵀz = z₁ − z₀.
 */
export function logOdds(u: Real, z: Real, at: number, C: number): number {
  let [inside, outside] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]; // the largest z of each side
  for (let c = 0; c < C; c++) {
    if (u[c] > 0) inside = Math.max(inside, z[at + c]);
    else outside = Math.max(outside, z[at + c]);
  }
  let [insideSum, outsideSum] = [0, 0];
  for (let c = 0; c < C; c++) {
    if (u[c] > 0) insideSum += exp(z[at + c] - inside);
    else outsideSum += exp(z[at + c] - outside);
  }
  return inside - outside + (log(insideSum) - log(outsideSum));
}
