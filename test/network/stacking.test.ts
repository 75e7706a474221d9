import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { networkShapeOf } from '../../src/network/network-shape.js';
import { copyParameters, zeroParameters } from '../../src/network/parameters.js';
import { stack } from '../../src/network/stacking.js';
import { drawParameters, sampleOf } from '../kernels/sample.js';

const epsilon = 2 ** -24;
const gamma = (n: number): number => (n * epsilon) / (1 - n * epsilon);

const sizes = fc.array(fc.integer({ min: 1, max: 21 }), { minLength: 1, maxLength: 4 });
const activation = fc.constantFrom('tanh' as const, 'relu' as const, 'hardtanh' as const);

test('|s − mean s_k| ≤ (γ(⌈ΣH/8⌉ + 5) + γ(⌈max H/8⌉ + 3)) · mean Σ|u h|, for all sizes', () => {
  fc.assert(
    fc.property(sizes, activation, fc.integer({ min: 0, max: 1e6 }), (H, f, seed) => {
      const sample = sampleOf({
        d: 3,
        H: 1,
        radius: 1,
        wordFeatures: 4,
        sentence: 'sparse',
        document: 'dense',
        rows: 9,
        windows: 6,
        activation: f,
        dropout: 0,
        seed,
      });
      const n = sample.coefficients.length;
      const means = new Float64Array(n);
      const magnitudes = new Float64Array(n);
      const networks = H.map((units) => {
        const layout = { ...sample.options.layout, H: units, stride: Math.ceil(units / 8) * 8 };
        const kernel = new LoopsKernel({ ...sample.options, layout });
        drawParameters(kernel.parameters, layout, sample.random);
        const s = new Float32Array(n);
        kernel.project(sample.ids, n);
        kernel.score(n, s);
        for (let i = 0; i < n; i++) {
          means[i] += s[i] / H.length;
          for (let k = 0; k < units; k++) {
            magnitudes[i] += Math.abs(kernel.parameters.u[k] * kernel.h[i * layout.stride + k]) / H.length;
          }
        }
        return { layout, parameters: kernel.parameters };
      });
      const merged = stack(networks);
      const kernel = new LoopsKernel({ ...sample.options, layout: merged.layout });
      copyParameters(merged.parameters, kernel.parameters);
      const s = new Float32Array(n);
      kernel.project(sample.ids, n);
      kernel.score(n, s);
      const total = H.reduce((sum, units) => sum + units, 0);
      expect(merged.layout.H).toBe(total);
      const bound = gamma(Math.ceil(total / 8) + 5) + gamma(Math.ceil(Math.max(...H) / 8) + 3);
      for (let i = 0; i < n; i++) {
        expect(Math.abs(s[i] - means[i])).toBeLessThanOrEqual(bound * magnitudes[i]);
      }
    }),
    { numRuns: 60 },
  );
});

test('the rows of a stack have the fewest numbers, and zeros behind its units', () => {
  const layout = networkShapeOf({ d: 2, H: 3, radius: 1, wordFeatures: 2 });
  const parameters = zeroParameters(layout);
  for (const part of [parameters.W, parameters.b, parameters.u, parameters.S]) part.fill(1); // its padding too
  const whole = stack([3, 3, 3].map(() => ({ layout, parameters })));
  expect([whole.layout.H, whole.layout.stride]).toEqual([9, 16]);
  expect([...whole.parameters.u]).toEqual([...Array(9).fill(Math.fround(1 / 3)), ...Array(7).fill(0)]);
  for (const part of [whole.parameters.W, whole.parameters.S])
    part.forEach((weight, k) => void expect(weight).toBe(k % 16 < 9 ? 1 : 0));
});
