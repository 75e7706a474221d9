import { describe, expect, test } from 'vitest';
import { compare } from '../../../src/lessons/gradcheck/gradient-comparison.js';
import { coordinateSlopes, directionSlopes } from '../../../src/lessons/gradcheck/numeric.js';
import { Random } from '../../../src/random.js';

const list = (...values: number[]): Float64Array => Float64Array.of(...values);
const smooth = (J: (theta: Float64Array) => number) => (theta: Float64Array) => ({ J: J(theta), sides: [] });

describe('slopes', () => {
  const cubes = smooth((theta) => theta.reduce((sum, value) => sum + value ** 3, 0));

  test('of θ³ along every coordinate: 3θ², exact to rounding, for the error of order ε² is taken out', () => {
    const theta = list(1, -2, 0.5);
    const { numeric, expected, numbers } = coordinateSlopes(theta, list(3, 12, 0.75), cubes);
    numeric.forEach((slope, k) => void expect(slope).toBeCloseTo(expected[k], 11));
    expect(numbers).toEqual([0, 1, 2]);
    expect([...theta]).toEqual([1, -2, 0.5]);
  });

  test('along directions of length 1', () => {
    const theta = Float64Array.from({ length: 64 }, (_, k) => k / 64);
    const gradient = theta.map((value) => 3 * value ** 2);
    const slopes = directionSlopes(theta, gradient, cubes, 5, Random.seeded(1));
    expect(slopes.numbers).toEqual([0, 1, 2, 3, 4]);
    slopes.numeric.forEach((slope, k) => void expect(slope).toBeCloseTo(slopes.expected[k], 11));
    const wrong = directionSlopes(
      theta,
      gradient.map((g) => 1.001 * g),
      cubes,
      5,
      Random.seeded(1),
    );
    expect(Math.abs(wrong.numeric[0] / wrong.expected[0] - 1)).toBeCloseTo(0.001 / 1.001, 9);
  });

  const relu = (theta: Float64Array) => ({
    J: theta.reduce((sum, value) => sum + Math.max(0, value), 0),
    sides: [...theta].map(Math.sign),
  });

  test('near a kink come from smaller steps; at the kink there are none', () => {
    const { numeric, numbers, aside } = coordinateSlopes(list(1e-4, -3e-5, 0, 2), list(1, 0, 0, 1), relu);
    expect([numbers, aside]).toEqual([[0, 1, 3], 1]);
    numeric.forEach((slope, k) => void expect(slope).toBeCloseTo([1, 0, 1][k], 9));
    const none = directionSlopes(list(0, 0), list(0, 0), relu, 3, Random.seeded(1));
    expect([none.numbers, none.aside]).toEqual([[], 12]);
  });
});

describe('a comparison', () => {
  test('by hand: ‖(0, 0.1)‖ / (5 + 5.08) and the entry that differs', () => {
    const { error, worst, worstError } = compare(list(3, 4), list(3, 4.1), 0, 0);
    expect(error).toBeCloseTo(0.1 / (5 + Math.hypot(3, 4.1)), 12);
    expect(worst).toBe(1);
    expect(worstError).toBeCloseTo(0.1 / 8.1, 12);
  });

  test('0/0 is 0: two gradients that are both zero agree', () => {
    expect(compare(list(0, 0), list(0, 0), 0, 0)).toEqual({ error: 0, worst: 0, worstError: 0 });
  });

  test('what cancels to rounding is measured against the least size', () => {
    expect(compare(list(1e-17), list(-1e-17), 0, 0).error).toBe(1);
    expect(compare(list(1e-17), list(-1e-17), 1e-2, 0).error).toBeCloseTo(2e-15, 20);
  });

  test('what is not a number is the worst entry', () => {
    const { error, worst, worstError } = compare(list(1, Number.NaN, 2), list(1, 1, 3), 0, 0);
    expect([error, worst, worstError]).toEqual([Number.NaN, 1, Number.NaN]);
  });
});
