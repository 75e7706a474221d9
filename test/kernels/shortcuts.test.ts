/** @file The exact shortcuts: rows projected once a batch, no backward pass for c = 0, sparse features as rows of weights. */
import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../src/kernels/kernel.js';
import { LoopsKernel } from '../../src/kernels/loops.js';
import type { Real } from '../../src/network/parameters.js';
import { makeKernel } from '../../src/simd/make-kernel.js';
import { drawParameters, type Sample, sampleOf } from './sample.js';

/** Few rows and many windows: every row occurs again and again, in all slots. */
const sample = () =>
  sampleOf({
    d: 50,
    H: 30,
    radius: 2,
    wordFeatures: 12,
    sentence: 'sparse',
    document: 'none',
    rows: 25,
    windows: 200,
    activation: 'tanh',
    dropout: 0,
    seed: 5,
  });

function prepared(name: 'auto' | 'loops', { options, random }: Sample): Kernel {
  const kernel = makeKernel(name, options);
  drawParameters(kernel.parameters, options.layout, random);
  return kernel;
}

/** dθ in float64, window after window, rows never gathered; and Σ |terms| of every entry of dW. */
function naive(like: Kernel, { options, ids, coefficients }: Sample) {
  const { layout } = options;
  const kernel = new LoopsKernel({ ...options, capacity: 1 }, 'float64');
  const theta = kernel.parameters;
  theta.W.set(like.parameters.W);
  theta.b.set(like.parameters.b);
  theta.u.set(like.parameters.u);
  theta.S.set(like.parameters.S);
  const dS = new Float64Array(theta.S.length);
  const sum = { W: new Float64Array(theta.W.length), b: new Float64Array(layout.stride), S: dS };
  const size = new Float64Array(theta.W.length);
  const s = new Float64Array(1);
  coefficients.forEach((c, i) => {
    kernel.project(ids.subarray(i * layout.slots.length), 1);
    kernel.score(1, s);
    kernel.accumulate(kernel.marginDelta(Float64Array.of(c), 1));
    const { gradients } = kernel;
    gradients.W.forEach((value, k) => {
      sum.W[k] += value;
      size[k] += Math.abs(value);
    });
    gradients.b.forEach((value, k) => {
      sum.b[k] += value;
    });
    for (let k = 0; k < gradients.touched * layout.stride; k++) {
      const row = gradients.rows[Math.floor(k / layout.stride)];
      dS[row * layout.stride + (k % layout.stride)] += gradients.S[k];
    }
    kernel.clear();
  });
  return { ...sum, size };
}

describe.each(['loops', 'auto'] as const)('%s', (name) => {
  test('forward: a batch produces the same bits as its windows one by one', () => {
    const batch = sample();
    const kernel = prepared(name, batch);
    const slots = batch.options.layout.slots.length;
    const n = batch.coefficients.length;
    const together = new Float32Array(n);
    kernel.project(batch.ids, n);
    kernel.score(n, together);
    const one = new Float32Array(1);
    for (let i = 0; i < n; i++) {
      kernel.project(batch.ids.slice(i * slots, (i + 1) * slots), 1);
      kernel.score(1, one);
      expect(one[0]).toBe(together[i]);
    }
    kernel.close();
  });

  test('backward: |dW − dW₆₄| ≤ 1e-5 Σ |c ∂s/∂W| + 1e-7, db and dS within 1e-4', () => {
    const batch = sample();
    const kernel = prepared(name, batch);
    const n = batch.coefficients.length;
    kernel.project(batch.ids, n);
    kernel.score(n, new Float32Array(n));
    kernel.accumulate(kernel.marginDelta(batch.coefficients, n));
    const exact = naive(kernel, batch);
    const { gradients, layout } = kernel;
    const worst = (found: Real, expected: (k: number) => number, bound: (k: number) => number) => {
      let most = 0;
      for (let k = 0; k < found.length; k++) {
        most = Math.max(most, Math.abs(found[k] - expected(k)) / bound(k));
      }
      return most;
    };
    const bound = (k: number) => 1e-5 * exact.size[k] + 1e-7;
    expect(worst(gradients.W, (k) => exact.W[k], bound)).toBeLessThan(1);
    expect(
      worst(
        gradients.b,
        (k) => exact.b[k],
        () => 1e-4,
      ),
    ).toBeLessThan(1);
    const rowOf = (k: number) => gradients.rows[Math.floor(k / layout.stride)];
    const touched = gradients.S.subarray(0, gradients.touched * layout.stride);
    const exactS = (k: number) => exact.S[rowOf(k) * layout.stride + (k % layout.stride)];
    expect(gradients.touched).toBeGreaterThan(40);
    expect(worst(touched, exactS, () => 1e-4)).toBeLessThan(1);
    kernel.close();
  });
});
