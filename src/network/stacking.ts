/**
 * @file Stacks networks into one whose score is the mean of theirs: their hidden units side by side, u divided by
 * their number.
 *
 * The scores differ from the mean only by rounding: |s − mean s_k| ≤ (γ(⌈ΣH/8⌉ + 5) + γ(⌈max H/8⌉ + 3)) · mean Σ|u h|,
 * with γ(n) = n ε / (1 − n ε), ε = 2⁻²⁴ (Higham 2002, §3.1). A term u h of a score is rounded once as a product, at most
 * ⌈H/8⌉ − 1 times in its running sum (the first addition, to 0, is exact), and 3 times when the eight sums are added. In
 * the combined network, u/N is rounded once more.
 */
import type { NetworkShape } from './network-shape.js';
import { type Parameters, type Real, zeroParameters } from './parameters.js';

/** A network: its sizes and its weights. */
export interface Network {
  readonly layout: NetworkShape;
  readonly parameters: Parameters;
}

/**
 * Returns the network whose score is the mean of the networks' scores. All have the
 * same d and slots; H can differ.
 */
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
