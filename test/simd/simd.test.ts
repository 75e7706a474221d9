import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kernel } from '../../src/kernels/kernel.js';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { activations } from '../../src/network/activation.js';
import { copyParameters, type Real } from '../../src/network/parameters.js';
import { SimdKernel } from '../../src/simd/simd.js';
import { drawParameters, type Sample, type Shape, sampleOf } from '../kernels/sample.js';

/** The bits of float32 numbers, so that NaN and −0 count. */
const bitsOf = (values: Real, length = values.length): Int32Array => {
  const copy = Float32Array.from(values.subarray(0, length));
  return new Int32Array(copy.buffer);
};

/** Rows of hidden units without their padding. */
function unpadded(rows: Real, count: number, { layout }: Kernel): Int32Array {
  const kept = new Float32Array(count * layout.H);
  for (let k = 0; k < count; k++) {
    kept.set(rows.subarray(k * layout.stride, k * layout.stride + layout.H), k * layout.H);
  }
  return new Int32Array(kept.buffer);
}

/** Everything that a batch leaves behind, as bits: one list of arrays for a kernel. */
function traces(kernel: Kernel, sample: Sample, batches: number): Int32Array[] {
  const found: Int32Array[] = [];
  const n = sample.coefficients.length;
  const s = new Float32Array(n);
  const theta = () => Object.values(kernel.parameters).map((values) => bitsOf(values));
  for (let batch = 0; batch < batches; batch++) {
    kernel.project(sample.ids, n, batch % 2 === 0 ? batch * 77 : undefined);
    found.push(unpadded(kernel.h, n, kernel));
    kernel.score(n, s);
    found.push(bitsOf(s), unpadded(kernel.h, n, kernel));
    const count = kernel.marginDelta(sample.coefficients, n);
    found.push(Int32Array.of(count), kernel.active.slice(0, count), unpadded(kernel.dz, count, kernel));
    if (batch % 3 === 1) {
      kernel.step(count, 0.1, 0.3);
    } else {
      kernel.accumulate(count);
      const { W, b, u, S, rows, touched } = kernel.gradients;
      found.push(bitsOf(W), bitsOf(b), bitsOf(u), bitsOf(S, touched * kernel.layout.stride));
      found.push(rows.slice(0, touched));
      kernel.descend(0.1, 0.03);
    }
    found.push(...theta());
  }
  return found;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  d: fc.integer({ min: 1, max: 40 }),
  H: fc.integer({ min: 1, max: 45 }),
  radius: fc.integer({ min: 0, max: 4 }),
  wordFeatures: fc.constantFrom(0, 0, 1, 9),
  sentence: fc.constantFrom('none', 'dense', 'sparse'),
  document: fc.constantFrom('none', 'dense', 'sparse'),
  rows: fc.integer({ min: 1, max: 120 }),
  windows: fc.integer({ min: 1, max: 150 }),
  activation: fc.constantFrom(...activations),
  dropout: fc.constantFrom(0, 0.1, 0.5),
  seed: fc.nat(),
});

/** A SIMD and a loops kernel with the same θ. */
function twins(sample: Sample, threads = 1): [SimdKernel, LoopsKernel] {
  const loops = new LoopsKernel(sample.options);
  const simd = new SimdKernel({ ...sample.options, threads });
  drawParameters(loops.parameters, sample.options.layout, sample.random);
  copyParameters(loops.parameters, simd.parameters);
  return [simd, loops];
}

describe('SIMD against loops', () => {
  test('the same bits: z, h, s, δ, dW, db, du, dS, θ, for any sizes, features, slots and dropout', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const sample = sampleOf(shape);
        const [simd, loops] = twins(sample);
        const expected = traces(loops, sample, 4);
        expect(traces(simd, sample, 4)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test.each([1, 2, 3, 64, 65, 128, 200])('the same bits for a batch of %i distinct rows', (windows) => {
    const sample = sampleOf({
      d: 100,
      H: 100,
      radius: 2,
      wordFeatures: 0,
      sentence: 'none',
      document: 'none',
      rows: 4000,
      windows,
      activation: 'tanh',
      dropout: 0,
      seed: windows,
    });
    const [simd, loops] = twins(sample);
    expect(traces(simd, sample, 2)).toEqual(traces(loops, sample, 2));
  });

  test.each([
    [64, 30],
    [128, 33],
  ])('the same bits if rows map to the same cache lines: H = %i, d = %i', (H, d) => {
    const sample = sampleOf({
      d,
      H,
      radius: 1,
      wordFeatures: 0,
      sentence: 'none',
      document: 'none',
      rows: 100,
      windows: 150,
      activation: 'tanh',
      dropout: 0.1,
      seed: H,
    });
    const [simd, loops] = twins(sample);
    expect(traces(simd, sample, 2)).toEqual(traces(loops, sample, 2));
  });
});
