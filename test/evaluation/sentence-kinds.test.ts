import { expect, test } from 'vitest';
import { binomial, SentenceKinds } from '../../src/evaluation/sentence-kinds.js';
import { Random } from '../../src/random.js';

/** Returns how often each outcome of `draw` came up, as shares. */
function shares(draws: number, draw: () => string | number): Map<string, number> {
  const found = new Map<string, number>();
  for (let k = 0; k < draws; k++) {
    const outcome = String(draw());
    found.set(outcome, (found.get(outcome) ?? 0) + 1 / draws);
  }
  return found;
}

/** Expects the same outcomes, and their shares of so many draws within four standard errors. */
function expectShares(
  found: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
  draws: number,
): void {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [outcome, share] of expected)
    expect(Math.abs((found.get(outcome) ?? 0) - share)).toBeLessThan(4 * Math.sqrt(share / draws));
}

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

test('Bin(n, a/b) has the probabilities C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ, within four standard errors of 40,000 draws', () => {
  const random = Random.seeded(7);
  for (const [n, a, b] of [
    [1, 1, 3],
    [5, 1, 2],
    [6, 3, 7],
    [4, 1, 1000],
    [40, 39, 40],
  ]) {
    const found = shares(40_000, () => binomial(random, n, a, b));
    const p = a / b;
    for (let k = 0; k <= n; k++) {
      const expected = choose(n, k) * p ** k * (1 - p) ** (n - k);
      const error = 4 * Math.sqrt((expected * (1 - expected)) / 40_000);
      expect(Math.abs((found.get(String(k)) ?? 0) - expected)).toBeLessThanOrEqual(error + 1e-4);
    }
  }
});

test('certain and impossible outcomes, and no trials', () => {
  const random = Random.seeded(1);
  expect([binomial(random, 100, 5, 5), binomial(random, 100, 0, 5), binomial(random, 0, 2, 5)]).toEqual([
    100, 0, 0,
  ]);
});

test('100,003 trials have the mean n p and the variance n p (1 − p)', () => {
  const random = Random.seeded(3);
  const list = Array.from({ length: 2000 }, () => binomial(random, 100_003, 2, 7));
  const mean = list.reduce((sum, value) => sum + value / list.length, 0);
  const variance = list.reduce((sum, value) => sum + (value - mean) ** 2 / list.length, 0);
  const expected = { mean: (100_003 * 2) / 7, variance: (100_003 * 2 * 5) / 49 };
  expect(Math.abs(mean - expected.mean)).toBeLessThan(4 * Math.sqrt(expected.variance / 2000));
  expect(Math.abs(variance / expected.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
});

const columns = [Uint32Array.of(1, 0, 1, 4), Uint32Array.of(0, 2, 0, 5)];

test('all 4⁴ ways to draw four sentences are equally likely', () => {
  const [first, second] = columns;
  const expected = new Map<string, number>();
  for (let way = 0; way < 256; way++) {
    const drawn = [way & 3, (way >> 2) & 3, (way >> 4) & 3, way >> 6];
    const sums = [first, second].map((column) => drawn.reduce((sum, i) => sum + column[i], 0));
    expected.set(String(sums), (expected.get(String(sums)) ?? 0) + 1 / 256);
  }
  const kinds = new SentenceKinds(columns);
  const [random, sums] = [Random.seeded(5), new Float64Array(2)];
  const found = shares(40_000, () => {
    kinds.resample(random, sums);
    return String([...sums]);
  });
  expectShares(found, expected, 40_000);
});

test('all 2⁴ ways to exchange four sentences are equally likely', () => {
  const [first, second] = columns;
  const expected = new Map<string, number>();
  for (let way = 0; way < 16; way++) {
    let sums = [0, 0];
    for (let i = 0; i < 4; i++) {
      const [a, b] = way & (1 << i) ? [second, first] : [first, second];
      sums = [sums[0] + a[i], sums[1] + b[i]];
    }
    expected.set(String(sums), (expected.get(String(sums)) ?? 0) + 1 / 16);
  }
  const kinds = new SentenceKinds(columns);
  expect([...kinds.totals]).toEqual([6, 7]);
  const [random, sums] = [Random.seeded(5), new Float64Array(2)];
  const found = shares(40_000, () => {
    kinds.exchange(random, sums);
    return String([...sums]);
  });
  expectShares(found, expected, 40_000);
});

test('no sentences: all sums are 0', () => {
  const kinds = new SentenceKinds([new Uint32Array(0)]);
  const sums = Float64Array.of(7);
  kinds.resample(Random.seeded(1), sums);
  expect([...sums]).toEqual([0]);
});

test('ones(n) counts the bits that bits() would have drawn, and leaves the same state', () => {
  for (const n of [0, 1, 31, 32, 33, 64, 1000]) {
    const [counted, drawn] = [Random.seeded(9), Random.seeded(9)];
    let text = '';
    while (text.length < n) text += drawn.bits().toString(2).padStart(32, '0');
    expect(counted.ones(n)).toBe(text.slice(0, n).replaceAll('0', '').length);
    expect(counted.state).toEqual(drawn.state);
  }
});
