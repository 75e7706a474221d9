/**
 * @file Combines several networks into one: the mean of N scores is the score of one network with all their
 * hidden units,
 *
 *   1/N Σ_k u_kᵀ f(W_k x + b_k) = [u_1/N … u_N/N]ᵀ f([W_1 … W_N] x + [b_1 … b_N]).
 *
 * Every hidden unit gets the same bits as in its own network, because its z is summed in the same order. Only
 * s is summed in a different order, so the scores agree up to rounding: with γ(n) = n ε / (1 − n ε) and
 * ε = 2⁻²⁴,
 *
 *   |s − 1/N Σ s_k| ≤ (γ(⌈ΣH/8⌉ + 5) + γ(⌈max H/8⌉ + 3)) · A,    A = 1/N Σ_k Σ_i |u_ki h_ki|.
 *
 * Derivation (Higham 2002, §3.1): a term u h of a score is rounded once as a product, at most ⌈H/8⌉ − 1 times
 * in its running sum, whose first addition to 0 is exact, and 3 times where the eight sums meet; in the stack
 * once more, for u/N.
 */
import type { NetworkShape } from './network-shape.js';
import { type Parameters, type Real, zeroParameters } from './parameters.js';

/** A network: its sizes and its weights. */
export interface Network {
  readonly layout: NetworkShape;
  readonly parameters: Parameters;
}

/** The network whose score is the mean of the members' scores. All have the same d and slots; H may differ. */
export function stack(members: readonly Network[]): Network {
  const { layout: first } = members[0];
  const H = members.reduce((sum, { layout }) => sum + layout.H, 0);
  const layout: NetworkShape = { ...first, H, stride: Math.ceil(H / 8) * 8 };
  const parameters = zeroParameters(layout);
  let unit = 0;
  for (const { layout: part, parameters: theta } of members) {
    const copy = (from: Real, to: Real, rows: number): void => {
      for (let row = 0; row < rows; row++) {
        to.set(from.subarray(row * part.stride, row * part.stride + part.H), row * layout.stride + unit);
      }
    };
    copy(theta.W, parameters.W, layout.D);
    copy(theta.S, parameters.S, layout.F);
    copy(theta.b, parameters.b, 1);
    for (let i = 0; i < part.H; i++) parameters.u[unit + i] = theta.u[i] / members.length;
    unit += part.H;
  }
  return { layout, parameters };
}
