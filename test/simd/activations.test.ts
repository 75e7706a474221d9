import { describe, expect, test } from 'vitest';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { type Activation, activations } from '../../src/network/activation.js';
import { networkShapeOf } from '../../src/network/network-shape.js';
import { Random } from '../../src/random.js';
import { SimdKernel } from '../../src/simd/simd.js';

const random = Random.seeded(1);

/** Zeros of both signs, kinks and their neighbors, tiny and huge numbers, then 400 ordinary ones. */
const z = Float32Array.from([
  ...[0, 1, 1 - 2 ** -24, 1 + 2 ** -23, 1e-40, 1e-20, 9.02, 87, 88.5, 1e10, 2 ** 60, 3e38, Infinity].flatMap(
    (size) => [size, -size],
  ),
  Number.NaN,
  ...Array.from({ length: 400 }, () => 20 * random.uniform() - 10),
]);

/** One window whose z is the bias alone. */
function optionsFor(activation: Activation) {
  const layout = networkShapeOf({ d: 1, H: z.length, radius: 0, wordFeatures: 0 });
  const inputs = {
    d: 1,
    X: new Float32Array(0),
    dense: Int32Array.of(-1),
    featureStart: new Int32Array(2),
    features: new Int32Array(0),
  };
  return { layout, activation, inputs, capacity: 1, dropout: 0 };
}

describe('an activation in WebAssembly', () => {
  test.each(activations)('%s: f and f′ have the bits of plain loops, for special and ordinary z', (name) => {
    const [simd, loops] = [new SimdKernel(optionsFor(name)), new LoopsKernel(optionsFor(name))];
    for (const kernel of [simd, loops]) {
      kernel.parameters.b.set(z);
      kernel.parameters.u.fill(1);
      kernel.project(Int32Array.of(0), 1);
      kernel.score(1, new Float32Array(1));
      expect(kernel.marginDelta(Float32Array.of(1), 1)).toBe(1);
    }
    for (const part of ['h', 'dz'] as const) {
      expect([...simd[part].slice(0, z.length)]).toEqual([...loops[part].slice(0, z.length)]);
    }
  });

  test('of an unknown number traps, in the forward and the backward pass', () => {
    const kernel = new SimdKernel(optionsFor('none' as Activation));
    kernel.project(Int32Array.of(0), 1);
    expect(() => kernel.score(1, new Float32Array(1))).toThrow('unreachable');
    expect(() => kernel.marginDelta(Float32Array.of(1), 1)).toThrow('unreachable');
  });
});
