import { expect, test } from 'vitest';
import { bootstrapIntervals, compareSystems } from '../../src/evaluation/resampling.js';

const counts = (list: readonly (readonly [number, number, number])[]) => ({
  tp: Uint32Array.from(list, ([tp]) => tp),
  fp: Uint32Array.from(list, ([, fp]) => fp),
  fn: Uint32Array.from(list, ([, , fn]) => fn),
});

test('the interval of a share is that of the binomial distribution', () => {
  // 400 sentences with one gold entity each, found in 300: recall 0.75, standard error √(0.75 · 0.25 / 400) = 0.0217.
  const list = Array.from({ length: 400 }, (_, k) =>
    k % 4 === 0 ? ([0, 0, 1] as const) : ([1, 0, 0] as const),
  );
  const { recall, precision, level } = bootstrapIntervals(counts(list));
  expect(level).toBe(0.95);
  expect(recall[0]).toBeCloseTo(0.75 - 1.96 * 0.0217, 1.9);
  expect(recall[1]).toBeCloseTo(0.75 + 1.96 * 0.0217, 1.9);
  expect(precision).toEqual([1, 1]);
  expect(bootstrapIntervals(counts(list))).toEqual(bootstrapIntervals(counts(list)));
  expect(bootstrapIntervals(counts(list), { seed: 2 })).not.toEqual(bootstrapIntervals(counts(list)));
});

test('equal systems differ by 0 with p = 1', () => {
  const one = counts([
    [1, 0, 1],
    [0, 1, 0],
    [2, 0, 0],
  ]);
  expect(compareSystems(one, one)).toMatchObject({ difference: 0, interval: [0, 0], p: 1 });
});

test('p is the share of the exchanges that are as extreme, all 2ⁿ of them if one could count them', () => {
  // In each of 6 sentences, the second system finds one entity that the first misses: only "all" and "none" are as extreme.
  const [none, all] = [counts(Array(6).fill([1, 0, 1])), counts(Array(6).fill([2, 0, 0]))];
  const { difference, p } = compareSystems(none, all);
  expect(difference).toBeCloseTo(1 - 2 / 3, 12);
  expect(p).toBeGreaterThan(2 / 64 - 0.006);
  expect(p).toBeLessThan(2 / 64 + 0.006);
  expect(compareSystems(all, none).difference).toBeCloseTo(2 / 3 - 1, 12);
});

test('the interval of a difference is that of all 2² ways to draw two sentences', () => {
  // F1 differs by 1 − ½ if the first sentence is drawn twice, by ½ − 1 if the second is, and by 0 if both are.
  const one = counts([
    [1, 0, 2],
    [3, 0, 0],
  ]);
  const other = counts([
    [3, 0, 0],
    [1, 0, 2],
  ]);
  const [low, high] = compareSystems(one, other).interval;
  expect([low, high]).toEqual([-0.5, 0.5]);
});

test('the end of an interval is the ⌈share · samples⌉-th smallest score: of 4, the first and the third for one half', () => {
  const column = (...counts: number[]): Uint32Array => Uint32Array.from(counts);
  const counts = {
    tp: column(9, 1, 4, 7, 2, 5, 8, 3),
    fp: column(0, 5, 2, 1, 6, 3, 1, 2),
    fn: column(1, 3, 5, 0, 2, 4, 1, 6),
  };
  const at = (level: number) => bootstrapIntervals(counts, { samples: 4, level }).f1;
  const [lowest, highest] = at(1);
  const [low, high] = at(0.5);
  expect(low).toBe(lowest);
  expect(high).toBeGreaterThan(low);
  expect(high).toBeLessThan(highest);
});
