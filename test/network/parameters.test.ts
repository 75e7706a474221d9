import { describe, expect, test } from 'vitest';
import { networkShapeOf } from '../../src/network/network-shape.js';
import { areFinite, copyParameters, initialize, zeroParameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';

describe('the sizes of a network', () => {
  test('radius 1 with a sparse sentence slot and a dense document slot', () => {
    const sentence = { dense: false, features: 3 };
    const document = { dense: true, features: 0 };
    const shape = networkShapeOf({ d: 5, H: 9, radius: 1, wordFeatures: 4, sentence, document });
    expect(shape).toEqual({
      ...{ d: 5, H: 9, stride: 16 },
      D: 20, // three words and the document
      F: 15, // four features for each of three words, and three of the sentence
      slots: [
        { name: 'word−1', column: 0, sparse: 0, features: 4 },
        { name: 'center', column: 5, sparse: 4, features: 4 },
        { name: 'word+1', column: 10, sparse: 8, features: 4 },
        { name: 'sentence', column: -1, sparse: 12, features: 3 },
        { name: 'document', column: 15, sparse: 15, features: 0 },
      ],
    });
  });

  test.each([
    [1, 8],
    [8, 8],
    [9, 16],
    [100, 104],
  ])('%d hidden units take %d numbers, a multiple of 8', (H, stride) => {
    expect(networkShapeOf({ d: 1, H, radius: 0, wordFeatures: 0 }).stride).toBe(stride);
  });
});

const layout = networkShapeOf({ d: 30, H: 20, radius: 1, wordFeatures: 10 });

describe('the initial θ', () => {
  const theta = zeroParameters(layout);
  theta.b.fill(7);
  initialize(theta, layout, 0.5, Random.seeded(3));
  const units = (values: typeof theta.W): number[] =>
    [...values].filter((_, k) => k % layout.stride < layout.H);

  test.each([
    ['W', Math.sqrt(6 / (90 + 20))],
    ['u', Math.sqrt(6 / (20 + 1))],
    ['S', 0.5 * Math.sqrt(6 / (90 + 20))],
  ] as const)('%s is uniform in ±%f', (part, bound) => {
    const values = units(theta[part]).map((value) => value / bound);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    const deviation = 1 / Math.sqrt(values.length);
    expect(Math.abs(mean)).toBeLessThan(3 * deviation * Math.sqrt(1 / 3));
    expect(Math.abs(square - 1 / 3)).toBeLessThan(3 * deviation * Math.sqrt(4 / 45));
  });

  test('b and the padding of every row are 0', () => {
    expect(theta.b.every((value) => value === 0)).toBe(true);
    for (const part of [theta.W, theta.u, theta.S])
      expect(part.every((value, k) => k % layout.stride < layout.H || value === 0)).toBe(true);
  });

  test('is drawn in this order: W by hidden unit, then u, then S by row', () => {
    const random = Random.seeded(3);
    const next = (bound: number): number => Math.fround((2 * random.uniform() - 1) * bound);
    const { D, H, F, stride } = layout;
    const inner = Math.sqrt(6 / (D + H));
    for (let i = 0; i < H; i++) for (let j = 0; j < D; j++) expect(theta.W[j * stride + i]).toBe(next(inner));
    for (let i = 0; i < H; i++) expect(theta.u[i]).toBe(next(Math.sqrt(6 / (H + 1))));
    for (let r = 0; r < F; r++)
      for (let i = 0; i < H; i++) expect(theta.S[r * stride + i]).toBeCloseTo(next(inner) / 2, 7);
  });
});

test('θ is finite only if every number of W, b, u and S is', () => {
  const theta = zeroParameters(layout);
  theta.W.fill(1e38);
  expect(areFinite(theta)).toBe(true);
  for (const part of ['W', 'b', 'u', 'S'] as const) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const place of [0, theta[part].length - 1]) {
        const kept = theta[part][place];
        theta[part][place] = value;
        expect(areFinite(theta)).toBe(false);
        theta[part][place] = kept;
      }
    }
  }
});

test('a copy has the same numbers, in its own precision', () => {
  const [from, to] = [zeroParameters(layout, 'float64'), zeroParameters(layout)];
  initialize(from, layout, 1, Random.seeded(1));
  from.b.fill(0.1);
  copyParameters(from, to);
  for (const part of ['W', 'b', 'u', 'S'] as const) {
    expect(to[part]).toBeInstanceOf(Float32Array);
    expect(to[part]).toEqual(Float32Array.from(from[part]));
    expect(from[part]).toBeInstanceOf(Float64Array);
  }
});

test('the initial weights are uniform within the bounds of Glorot & Bengio, drawn unit by unit: W, u, S', () => {
  const shape = networkShapeOf({ d: 2, H: 3, radius: 1, wordFeatures: 2 });
  const parameters = zeroParameters(shape);
  initialize(parameters, shape, 0.5, Random.seeded(7));
  const random = Random.seeded(7);
  const drawn = (bound: number): number => Math.fround(bound * (2 * random.uniform() - 1));
  const [inner, outer] = [Math.sqrt(6 / (6 + 3)), Math.sqrt(6 / (3 + 1))];
  const W = Array.from({ length: 3 }, () => Array.from({ length: 6 }, () => drawn(inner)));
  W.forEach((row, i) => void row.forEach((w, j) => void expect(parameters.W[j * 8 + i]).toBe(w)));
  for (let i = 0; i < 3; i++) expect(parameters.u[i]).toBe(drawn(outer));
  for (let row = 0; row < 6; row++)
    for (let i = 0; i < 3; i++) expect(parameters.S[row * 8 + i]).toBeCloseTo(drawn(inner) / 2, 7);
  for (const part of [parameters.W, parameters.S, parameters.u])
    part.forEach((weight, k) => void (k % 8 >= 3 && expect(weight).toBe(0)));
});
