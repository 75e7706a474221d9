import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyDropout, dropoutScale, dropoutThreshold } from '../../src/kernels/dropout.js';

const thinned = (x: Float32Array, seed: number, row: number, slot: number, rate: number): number[] => {
  const out = new Float32Array(x.length);
  applyDropout(x, seed, row, slot, rate, out);
  return [...out];
};

test('what is dropped depends only on seed, row, slot and j, not on the values or their number', () => {
  const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  fc.assert(
    fc.property(whole, whole, fc.nat(9), fc.integer({ min: 1, max: 40 }), (seed, row, slot, d) => {
      const ones = thinned(new Float32Array(50).fill(1), seed, row, slot, 0.4);
      const twos = thinned(new Float32Array(d).fill(2), seed, row, slot, 0.4);
      expect(twos).toEqual(ones.slice(0, d).map((value) => 2 * value));
    }),
  );
});

test('the dropped fraction equals the rate, and the mean is preserved', () => {
  const x = new Float32Array(100).fill(1);
  for (const rate of [0.1, 0.25, 0.5, 0.75]) {
    let dropped = 0;
    let sum = 0;
    for (let row = 0; row < 1000; row++) {
      for (const value of thinned(x, 42, row, row % 5, rate)) {
        if (value === 0) dropped++;
        sum += value;
      }
    }
    expect(Math.abs(dropped / 1e5 - dropoutThreshold(rate) / 256)).toBeLessThan(0.006);
    expect(Math.abs(sum / 1e5 - 1)).toBeLessThan(0.02);
    const kept = 1 - dropoutThreshold(rate) / 256; // the probability that a component is kept, exactly
    expect(Math.abs(kept * dropoutScale(rate) - 1)).toBeLessThanOrEqual(2 ** -24);
  }
});

test('another seed, row or slot thins differently', () => {
  const x = new Float32Array(64).fill(1);
  const first = thinned(x, 1, 1, 1, 0.5);
  expect(thinned(x, 2, 1, 1, 0.5)).not.toEqual(first);
  expect(thinned(x, 1, 2, 1, 0.5)).not.toEqual(first);
  expect(thinned(x, 1, 1, 2, 0.5)).not.toEqual(first);
});
