import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from '../../src/network/exponential.js';
import { log } from '../../src/network/logarithm.js';

/** Distance in units in the last place of `expected`. */
function ulps(found: number, expected: number): number {
  const magnitude = Math.max(Math.abs(expected), 2 ** -1022);
  return Math.abs(found - expected) / 2 ** (Math.floor(Math.log2(magnitude)) - 52);
}

test('log x is within 2 units in the last place over all positive numbers', () => {
  fc.assert(
    fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), (x) => {
      expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(2);
    }),
    { numRuns: 2000 },
  );
});

test('log x is within 2 units in the last place near 1, where cancellation would lose digits', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => {
      expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(2);
    }),
    { numRuns: 2000 },
  );
  expect(log(1 + 2 ** -52)).toBe(2 ** -52 - 2 ** -105);
});

test('log undoes exp', () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(x)));
    }),
  );
});

test('log of 0, ∞, NaN and negative, subnormal and exact arguments', () => {
  expect(log(1)).toBe(0);
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(-0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(log(-1)).toBeNaN();
  expect(log(Number.NaN)).toBeNaN();
  expect(log(2)).toBe(Math.LN2);
  expect(log(Number.MIN_VALUE)).toBeCloseTo(-744.4400719213812, 12);
});
