/**
 * @file The gradient of a batch by the lecture's page, `lecture/window.ts`, one pair at a time. The page knows one
 * model and one loss: s = uᵀ f(Wx + b) and max(0, margin − s + s_c). Softmax, the anchored loss and ∂J/∂x are
 * not on it.
 *
 * A sparse feature is an input that is 1, so to the page the rows of S are further columns of W.
 */
import { type Activation, combine, pair, type Theta } from '../../lecture/window.js';
import { activationOf, derivativeOf } from '../../network/activation.js';
import type { Values } from './gradient-block.js';
import type { Problem } from './problem.js';
import type { Touched } from './touched.js';

/** What the page does not cover, for reports. */
export const notOnPage: readonly string[] = ['softmax', 'the anchored loss', '∂J/∂x'];

/**
 * Returns ∂J/∂W, ∂J/∂b, ∂J/∂u and ∂J/∂S of the batch of `touched`, at `values`; empty
 * if its loss is not on the page.
 */
export function pageGradient(
  problem: Problem,
  { windows, vectors, features }: Touched,
  values: Values,
): Values {
  const { classes, layout, settings, activation } = problem;
  if (classes || settings.loss.kind !== 'margin') return new Map();
  const { H, D, slots } = layout;
  const F = features.length;
  const f: Activation = {
    value: activationOf(activation, 'float64'),
    derivative: derivativeOf(activation, 'float64'),
  };
  const entry = (name: string, k: number): number => values.get(name)?.[k] ?? Number.NaN;
  const units = Array.from({ length: H }, (_, i) => i);
  const columns = Array.from({ length: D + F }, (_, j) => j);
  const theta: Theta = {
    W: units.map((i) => columns.map((j) => (j < D ? entry('W', i * D + j) : entry('S', (j - D) * H + i)))),
    b: units.map((i) => entry('b', i)),
    u: units.map((i) => entry('u', i)),
  };
  const x = windows.map((window) => {
    const dense = new Array<number>(D + F).fill(0);
    window.forEach(({ vector, features }, p) => {
      if (vector !== undefined) {
        for (const [j, x_j] of vectors[vector].x.entries()) dense[slots[p].column + j] = x_j;
      }
      for (const feature of features) dense[D + feature] = 1;
    });
    return dense;
  });
  const { batch: B } = settings.training;
  const { perTrue: K } = settings.corruption;
  const share = settings.loss.reduction === 'mean' ? 1 / (B * K) : 1;
  let sum = combine(0, theta, 0, theta);
  for (let c = B; c < x.length; c++) {
    const { J, gradient } = pair(theta, x[Math.floor((c - B) / K)], x[c], settings.loss.margin, f);
    if (J > 0) sum = combine(1, sum, share, gradient);
  }
  return new Map([
    ['W', Float64Array.from(sum.W.flatMap((row) => row.slice(0, D)))],
    ['b', Float64Array.from(sum.b)],
    ['u', Float64Array.from(sum.u)],
    ...(F > 0
      ? [['S', Float64Array.from(columns.slice(D).flatMap((j) => sum.W.map((row) => row[j])))] as const]
      : []),
  ]);
}
