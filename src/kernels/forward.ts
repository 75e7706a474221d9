/**
 * @file The forward pass of one row and of one window, in plain loops; additions are in
 * the order defined in `kernel.ts`.
 */
import type { Scalar } from '../network/activation.js';
import type { NetworkShape, Slot } from '../network/network-shape.js';
import type { Parameters, Real } from '../network/parameters.js';

/**
 * Writes P = W_p x + Σ_f S_f of one row in one slot into `P[at … at + stride − 1]`. `x`
 * is undefined if there is none.
 */
export function projectRow(
  { W, S }: Parameters,
  { d, H, stride }: NetworkShape,
  slot: Slot,
  x: Float32Array | undefined,
  features: Int32Array,
  featureFrom: number,
  featureTo: number,
  P: Real,
  at: number,
  round: Scalar,
): void {
  P.fill(0, at, at + stride);
  if (x) {
    for (let j = 0; j < d; j++) {
      const column = (slot.column + j) * stride;
      const xj = x[j];
      for (let i = 0; i < H; i++) P[at + i] += round(W[column + i] * xj);
    }
  }
  for (let k = featureFrom; k < featureTo; k++) {
    const weights = (slot.sparse + features[k]) * stride;
    for (let i = 0; i < H; i++) P[at + i] += S[weights + i];
  }
}

/**
 * Computes h = f(z) in place and s = uᵀh of the window at `h[at …]`; `sums` is
 * scratch for the eight running sums.
 */
export function scoreWindow(
  u: Real,
  H: number,
  h: Real,
  at: number,
  f: Scalar,
  round: Scalar,
  sums: Real,
): number {
  sums.fill(0, 0, 8);
  for (let i = 0; i < H; i++) {
    h[at + i] = f(h[at + i]);
    sums[i % 8] += round(u[i] * h[at + i]);
  }
  const t = (k: number): number => round(sums[k] + sums[k + 4]);
  return round(round(t(0) + t(2)) + round(t(1) + t(3)));
}
