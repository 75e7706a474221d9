import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sigmoid } from '../../src/network/exponential.js';
import { crossEntropy, crossEntropyDelta, likeliest, logOdds, softmax } from '../../src/network/softmax.js';

/** C numbers and a class among them. */
const scored = fc
  .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 2, maxLength: 9 })
  .chain((z) => fc.tuple(fc.constant(Float64Array.from(z)), fc.nat(z.length - 1)));

const deltaOf = (z: Float64Array, y: number): Float64Array => {
  const delta = new Float64Array(z.length);
  crossEntropyDelta(z, 0, z.length, y, 1, delta, 0);
  return delta;
};

test('three classes by hand: z = (0, log 2, log 5)', () => {
  // e^z = 1, 2, 5, their sum 8: p = 1/8, 2/8, 5/8; J of class 1 = log 4; δ = p − (0, 1, 0).
  const z = Float64Array.of(9, 0, Math.LN2, Math.log(5));
  const p = new Float64Array(4);
  softmax(z, 1, 3, p, 1);
  [0, 1 / 8, 2 / 8, 5 / 8].forEach((value, c) => void expect(p[c]).toBeCloseTo(value, 15));
  expect(crossEntropy(z, 1, 3, 1)).toBeCloseTo(Math.log(4), 15);
  const delta = new Float64Array(4);
  crossEntropyDelta(z, 1, 3, 1, 0.5, delta, 1);
  [0, 1 / 16, -3 / 8, 5 / 16].forEach((value, c) => void expect(delta[c]).toBeCloseTo(value, 15));
  expect(likeliest(z, 1, 3)).toBe(2);
  // Classes 1 and 2 count as location: log (7/8) − log (1/8) = log 7.
  expect(logOdds(Float64Array.of(-1, 1, 1), z, 1, 3)).toBeCloseTo(Math.log(7), 15);
});

describe('laws', () => {
  test('probabilities are positive, sum to 1, and do not change if a constant is added to all z', () => {
    fc.assert(
      fc.property(scored, fc.double({ min: -700, max: 700, noNaN: true }), ([z], shift) => {
        const p = new Float64Array(z.length);
        const moved = new Float64Array(z.length);
        softmax(z, 0, z.length, p, 0);
        softmax(
          z.map((value) => value + shift),
          0,
          z.length,
          moved,
          0,
        );
        expect(p.every((value) => value > 0)).toBe(true);
        expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 13);
        p.forEach((value, c) => void expect(moved[c]).toBeCloseTo(value, 9));
      }),
    );
  });

  test('the loss is −log p of the class, and never below 0', () => {
    fc.assert(
      fc.property(scored, ([z, y]) => {
        const p = new Float64Array(z.length);
        softmax(z, 0, z.length, p, 0);
        const loss = crossEntropy(z, 0, z.length, y);
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(Math.abs(loss + Math.log(p[y]))).toBeLessThan(1e-12);
      }),
    );
  });

  test('δ is within 1e-8 of the central difference of the loss, and sums to 0', () => {
    fc.assert(
      fc.property(scored, ([z, y]) => {
        const delta = deltaOf(z, y);
        expect(Math.abs(delta.reduce((sum, value) => sum + value))).toBeLessThan(1e-14);
        for (let c = 0; c < z.length; c++) {
          const at = (step: number): number =>
            crossEntropy(
              z.map((value, k) => (k === c ? value + step : value)),
              0,
              z.length,
              y,
            );
          expect(Math.abs((at(1e-5) - at(-1e-5)) / 2e-5 - delta[c])).toBeLessThan(1e-8);
        }
      }),
    );
  });

  test('two classes are logistic regression: p₁ = σ(z₁ − z₀), δ₁ = σ(z₁ − z₀) − y', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), fc.nat(1), (difference, y) => {
        const z = Float64Array.of(-1.5, difference - 1.5);
        const p = new Float64Array(2);
        softmax(z, 0, 2, p, 0);
        expect(p[1]).toBeCloseTo(sigmoid(z[1] - z[0]), 14);
        expect(deltaOf(z, y)[1]).toBeCloseTo(sigmoid(z[1] - z[0]) - y, 14);
        expect(logOdds(Float64Array.of(-1, 1), z, 0, 2)).toBe(z[1] - z[0]);
      }),
    );
  });

  test('the log-odds equal the log ratio of the probabilities of both sides', () => {
    fc.assert(
      fc.property(scored, ([z, y]) => {
        const u = z.map((_, c) => (c === y ? 1 : -1));
        const p = new Float64Array(z.length);
        softmax(z, 0, z.length, p, 0);
        const rest = p.reduce((sum, value, c) => sum + (c === y ? 0 : value), 0);
        expect(Math.abs(logOdds(u, z, 0, z.length) - Math.log(p[y] / rest))).toBeLessThan(1e-12);
      }),
    );
  });
});

test('values of z far beyond the range of e^z', () => {
  const z = Float64Array.of(1e4, 0, -1e4);
  expect(crossEntropy(z, 0, 3, 0)).toBe(0);
  expect(crossEntropy(z, 0, 3, 2)).toBe(2e4);
  expect([...deltaOf(z, 1)]).toEqual([1, -1, 0]);
  expect(logOdds(Float64Array.of(-1, 1, 1), z, 0, 3)).toBe(-1e4);
});

test('a NaN in z is not ignored', () => {
  for (const place of [0, 1, 2]) {
    const z = Float64Array.of(0, 1, 2);
    z[place] = Number.NaN;
    expect(crossEntropy(z, 0, 3, 1)).toBeNaN();
    expect(logOdds(Float64Array.of(-1, 1, 1), z, 0, 3)).toBeNaN();
  }
});

test('the likeliest class has the largest z, and is the first of equals', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 9 }), (z) => {
      const guarded = Float64Array.from([9, ...z, 9]); // larger numbers around it
      expect(likeliest(guarded, 1, z.length)).toBe(z.indexOf(Math.max(...z)));
    }),
  );
});

test('large z overflow nowhere: e^1001 has no float64', () => {
  const z = Float64Array.of(1000, 1001);
  const [p, dz] = [new Float64Array(3), new Float64Array(3)];
  softmax(z, 0, 2, p, 0);
  expect(p[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 15);
  expect(crossEntropy(z, 0, 2, 0)).toBeCloseTo(Math.log(1 + Math.E), 12);
  crossEntropyDelta(z, 0, 2, 0, 1, dz, 0);
  expect([p[2], dz[2]]).toEqual([0, 0]); // nothing is written behind the classes
});
