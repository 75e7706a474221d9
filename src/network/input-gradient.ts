/**
 * @file The gradient of a score with respect to its input. Training does not need it, because x is
 * fixed; explaining a score does.
 */
import type { NetworkShape } from './network-shape.js';
import type { Parameters, Real } from './parameters.js';

/** ∂s/∂x = Wᵀ δ.   W (H, D), δ (H) at `delta[at …]` → dx (D), in float64 and in the order of x. */
export function inputGradient(
  { W }: Pick<Parameters, 'W'>,
  { D, H, stride }: NetworkShape,
  delta: Real,
  at: number,
): Float64Array {
  const dx = new Float64Array(D);
  for (let j = 0; j < D; j++) {
    for (let i = 0; i < H; i++) dx[j] += W[j * stride + i] * delta[at + i]; // ∂s/∂x = Wᵀ δ
  }
  return dx;
}
