import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta, logGamma, meanAndSd, permutation, welch } from '../../src/compare/significance.js';

test('ln Γ is the logarithm of a factorial, and ½ ln π at ½', () => {
  let factorial = 1;
  for (let n = 1; n < 60; n++) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 10);
    factorial *= n;
  }
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
});

/** ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt by the substitution t = s², which removes the pole at 0 for a ≥ ½; Simpson's rule. */
function betaIntegral(x: number, a: number, b: number): number {
  const steps = 4000;
  const end = Math.sqrt(x);
  const f = (s: number) => 2 * s ** (2 * a - 1) * (1 - s * s) ** (b - 1);
  let sum = f(0) + f(end);
  for (let k = 1; k < steps; k++) sum += (k % 2 === 1 ? 4 : 2) * f((k * end) / steps);
  return (sum * end) / steps / 3;
}

test('the incomplete beta function is the integral that defines it', () => {
  for (const [a, b] of [
    [1, 1],
    [2, 3],
    [0.5, 2],
    [5, 1],
    [4, 7.5],
    [20, 3],
  ])
    for (const x of [0.01, 0.2, 0.5, 0.77, 0.99]) {
      const whole = Math.exp(logGamma(a) + logGamma(b) - logGamma(a + b));
      expect(incompleteBeta(x, a, b)).toBeCloseTo(betaIntegral(x, a, b) / whole, 8);
    }
});

/** p-values of scipy 1.x: stats.ttest_ind(b, a, equal_var=False, alternative=…). */
const published = [
  {
    a: [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4],
    b: [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4],
    p: { different: 0.008071938172194903, higher: 0.004035969086097452, lower: 0.9959640309139025 },
  },
  {
    a: [0.81, 0.82, 0.8],
    b: [0.79, 0.78, 0.795, 0.77],
    p: { different: 0.023939688731047754, higher: 0.9880301556344762, lower: 0.011969844365523877 },
  },
  {
    a: [1, 2],
    b: [3, 9, 4],
    p: { different: 0.16854521551203724, higher: 0.08427260775601862, lower: 0.9157273922439814 },
  },
] as const;

test("Welch's test agrees with scipy", () => {
  for (const { a, b, p } of published)
    for (const alternative of ['different', 'higher', 'lower'] as const)
      expect(welch(a, b, alternative)).toBeCloseTo(p[alternative], 12);
});

test('groups without any variation: equal or not, in the direction asked for', () => {
  expect(welch([1, 1], [1, 1], 'different')).toBe(1);
  expect(welch([1, 1], [2, 2], 'different')).toBe(0);
  expect(welch([1, 1], [2, 2], 'higher')).toBe(0);
  expect(welch([1, 1], [2, 2], 'lower')).toBe(1);
  expect(meanAndSd([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, sd: 0 }); // the sum of three is 0.30000000000000004
});

/** All choices of `size` of `n` indices, as bit masks. */
const choices = (n: number, size: number): number[] =>
  [...Array(2 ** n).keys()].filter((mask) => mask.toString(2).replaceAll('0', '').length === size);

test('the permutation test counts every split', () => {
  const value = fc.integer({ min: -9, max: 9 });
  const group = fc.array(value, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(group, group, (a, b) => {
      const all = [...a, ...b];
      const means = choices(all.length, b.length).map((mask) => {
        const mean = (isIn: boolean) => {
          const own = all.filter((_, k) => (((mask >> k) & 1) === 1) === isIn);
          return own.reduce((sum, one) => sum + one, 0) / own.length;
        };
        return mean(true) - mean(false);
      });
      const observed =
        b.reduce((sum, one) => sum + one, 0) / b.length - a.reduce((sum, one) => sum + one, 0) / a.length;
      const share = (isExtreme: (difference: number) => boolean) =>
        means.filter(isExtreme).length / means.length;
      expect(permutation(a, b, 'higher').p).toBeCloseTo(
        share((d) => d >= observed - 1e-9),
        12,
      );
      expect(permutation(a, b, 'lower').p).toBeCloseTo(
        share((d) => d <= observed + 1e-9),
        12,
      );
      expect(permutation(a, b, 'different').p).toBeCloseTo(
        share((d) => Math.abs(d) >= Math.abs(observed) - 1e-9),
        12,
      );
      expect(permutation(a, b, 'different').smallest).toBe(1 / means.length);
    }),
  );
});

test('many values: random splits, the same for the same seed, near the p of the t-test', () => {
  const [{ a, b, p }] = published;
  const result = permutation(a, b, 'different');
  expect(result).toEqual(permutation(a, b, 'different'));
  expect(result.p).toBeGreaterThan(p.different / 2);
  expect(result.p).toBeLessThan(p.different * 2);
  expect(permutation(a, b, 'different', 2).p).not.toBe(result.p);
});
