import { describe, expect, test } from 'vitest';
import { LoopsKernel } from '../../src/kernels/loops.js';
import type { Activation } from '../../src/network/activation.js';
import { networkShapeOf } from '../../src/network/network-shape.js';
import type { Real } from '../../src/network/parameters.js';
import type { Inputs } from '../../src/windows/inputs.js';
import { drawParameters, objective, type Shape, sampleOf } from './sample.js';

/** Three words of one dimension, the third with feature 0 and no vector. */
const inputs: Inputs = {
  d: 1,
  X: Float32Array.of(2, 3),
  dense: Int32Array.of(0, 1, -1),
  featureStart: Int32Array.of(0, 0, 0, 1),
  features: Int32Array.of(0),
};

/** Two hidden units, three words a window, weights that are whole numbers. */
function tiny(activation: Activation) {
  const layout = networkShapeOf({ d: 1, H: 2, radius: 1, wordFeatures: 1 });
  const kernel = new LoopsKernel({ layout, activation, inputs, capacity: 2, dropout: 0 });
  const { W, b, u, S } = kernel.parameters;
  W.set([1, -1], 0); // first word
  W.set([2, 1], 8); // center
  W.set([-1, 3], 16); // last word
  b.set([1, -2]);
  u.set([3, -1]);
  S.set([5, 7], 8); // feature 0 in the center
  return kernel;
}

describe('a network worked out by hand', () => {
  test('forward: z = b + Σ P, s = uᵀh', () => {
    const kernel = tiny('identity');
    const s = new Float32Array(2);
    kernel.project(Int32Array.of(0, 1, 0, 1, 2, 1), 2);
    // Window (2, 3, 2): z₀ = 1 + 1·2 + 2·3 − 1·2 = 7, z₁ = −2 − 1·2 + 1·3 + 3·2 = 5.
    expect([...kernel.h.subarray(0, 2)]).toEqual([7, 5]);
    // Window (3, feature 0, 3): z₀ = 1 + 3 + 5 − 3 = 6, z₁ = −2 − 3 + 7 + 9 = 11.
    expect([...kernel.h.subarray(8, 10)]).toEqual([6, 11]);
    kernel.score(2, s);
    expect([...s]).toEqual([3 * 7 - 5, 3 * 6 - 11]);
  });

  test('backward: a word twice in a window, a feature, and a window that is skipped', () => {
    const kernel = tiny('identity');
    const ids = Int32Array.of(0, 1, 0, 1, 2, 1);
    const s = new Float32Array(2);
    kernel.project(ids, 2);
    kernel.score(2, s);
    expect(kernel.marginDelta(Float32Array.of(-1, 0), 2)).toBe(1);
    kernel.accumulate(1);
    const { W, b, u, touched } = kernel.gradients;
    expect([...u.subarray(0, 2)]).toEqual([-7, -5]); // c h
    expect([...b.subarray(0, 2)]).toEqual([-3, 1]); // δ = c u
    expect([...W.subarray(0, 2)]).toEqual([-6, 2]); // δ · 2
    expect([...W.subarray(8, 10)]).toEqual([-9, 3]); // δ · 3
    expect([...W.subarray(16, 18)]).toEqual([-6, 2]); // the same word again, in its own slot
    expect(touched).toBe(0);
    expect(kernel.marginDelta(Float32Array.of(0, 1), 2)).toBe(1);
    kernel.accumulate(1);
    expect(kernel.gradients.touched).toBe(1);
    expect(kernel.gradients.rows[0]).toBe(1);
    expect([...kernel.gradients.S.subarray(0, 2)]).toEqual([3, -1]);
  });

  test('descend: θ ← θ − α dθ, and dθ is zero afterwards', () => {
    const kernel = tiny('identity');
    kernel.project(Int32Array.of(1, 2, 0), 1);
    kernel.score(1, new Float32Array(1));
    kernel.step(kernel.marginDelta(Float32Array.of(1), 1), 0.5);
    const { W, b, S } = kernel.parameters;
    expect([...b.subarray(0, 2)]).toEqual([1 - 1.5, -2 + 0.5]);
    expect([...W.subarray(0, 2)]).toEqual([1 - 0.5 * 3 * 3, -1 + 0.5 * 3]);
    expect([...W.subarray(8, 10)]).toEqual([2, 1]); // the center has no vector
    expect([...S.subarray(8, 10)]).toEqual([5 - 1.5, 7 + 0.5]);
    expect(kernel.gradients.W.every((value) => value === 0)).toBe(true);
    expect(kernel.gradients.touched).toBe(0);
  });
});

const shape: Shape = {
  d: 3,
  H: 5,
  radius: 1,
  wordFeatures: 4,
  sentence: 'dense',
  document: 'sparse',
  rows: 6,
  windows: 7,
  activation: 'tanh',
  dropout: 0.3,
  seed: 1,
};

test.each(['tanh', 'sigmoid', 'identity'] as const)(
  'float64, %s: every gradient of Σ c s is within 1e-7 of its central difference',
  (activation) => {
    const sample = sampleOf({ ...shape, activation });
    const { layout } = sample.options;
    const kernel = new LoopsKernel(sample.options, 'float64');
    drawParameters(kernel.parameters, layout, sample.random);
    objective(kernel, sample);
    kernel.accumulate(kernel.marginDelta(sample.coefficients, shape.windows));
    const { gradients, parameters } = kernel;
    const dS = new Float64Array(parameters.S.length);
    for (let k = 0; k < gradients.touched; k++) {
      dS.set(
        gradients.S.subarray(k * layout.stride, (k + 1) * layout.stride),
        gradients.rows[k] * layout.stride,
      );
    }
    const pairs: [Real, Real][] = [
      [parameters.W, gradients.W],
      [parameters.b, gradients.b],
      [parameters.u, gradients.u],
      [parameters.S, dS],
    ];
    for (const [theta, dtheta] of pairs) {
      for (let k = 0; k < theta.length; k++) {
        if (k % layout.stride >= layout.H) continue;
        const kept = theta[k];
        theta[k] = kept + 1e-5;
        const above = objective(kernel, sample);
        theta[k] = kept - 1e-5;
        const below = objective(kernel, sample);
        theta[k] = kept;
        expect(Math.abs((above - below) / 2e-5 - dtheta[k])).toBeLessThan(1e-7);
      }
    }
  },
);

test('float32 stays within 1e-5 of float64, forward and backward', () => {
  const sample = sampleOf({ ...shape, H: 19, d: 30, dropout: 0 });
  const exact = new LoopsKernel(sample.options, 'float64');
  const rounded = new LoopsKernel(sample.options);
  drawParameters(rounded.parameters, sample.options.layout, sample.random);
  exact.parameters.W.set(rounded.parameters.W);
  exact.parameters.b.set(rounded.parameters.b);
  exact.parameters.u.set(rounded.parameters.u);
  exact.parameters.S.set(rounded.parameters.S);
  for (const kernel of [exact, rounded]) {
    objective(kernel, sample);
    kernel.accumulate(kernel.marginDelta(sample.coefficients, shape.windows));
  }
  rounded.gradients.W.forEach((value, k) => {
    expect(Math.abs(value - exact.gradients.W[k])).toBeLessThan(1e-5);
  });
});
