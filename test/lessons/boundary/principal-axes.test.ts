import { expect, test } from 'vitest';
import { projectToPlane } from '../../../src/lessons/boundary/principal-axes.js';
import { Random } from '../../../src/random.js';

test('points on a line in three dimensions: one axis holds all variance', () => {
  // (t, 2t, 2t) has length 3t along (1, 2, 2) / 3; t = −1, 0, 1.
  const { x, shares } = projectToPlane(Float32Array.of(-1, -2, -2, 0, 0, 0, 1, 2, 2), 3);
  [-3, 0, 3].forEach((along, k) => {
    expect(x[2 * k]).toBeCloseTo(along, 12);
    expect(x[2 * k + 1]).toBeCloseTo(0, 12);
  });
  expect(shares[0]).toBeCloseTo(1, 12);
});

test('the coordinates are centered and uncorrelated, their variances the largest there are', () => {
  const random = Random.seeded(5);
  const [n, d] = [200, 12];
  const X = Float32Array.from({ length: n * d }, (_, k) => (random.uniform() - 0.5) * (1 + (k % d)));
  const { x, shares } = projectToPlane(X, d);
  const sum = (f: (row: number) => number): number =>
    Array.from({ length: n }, (_, row) => f(row)).reduce((a, b) => a + b) / n;
  expect(sum((row) => x[2 * row])).toBeCloseTo(0, 10);
  expect(sum((row) => x[2 * row] * x[2 * row + 1])).toBeCloseTo(0, 10);
  const [first, second] = [sum((row) => x[2 * row] ** 2), sum((row) => x[2 * row + 1] ** 2)];
  expect(first).toBeGreaterThanOrEqual(second);
  expect(shares[0] / shares[1]).toBeCloseTo(first / second, 8);
  for (let j = 0; j < d; j++) {
    const mean = sum((row) => X[row * d + j]);
    expect(first).toBeGreaterThanOrEqual(sum((row) => (X[row * d + j] - mean) ** 2) - 1e-9);
  }
});

test('equal points have no variance, and no axis that is not a number', () => {
  const { x, shares } = projectToPlane(new Float32Array(8).fill(1), 4);
  expect([...x, ...shares]).toEqual([0, 0, 0, 0, 0, 0]);
});
