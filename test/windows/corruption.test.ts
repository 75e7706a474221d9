import { describe, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { Random } from '../../src/random.js';
import { Corrupter, type Strategy } from '../../src/windows/corruption.js';
import { type EncodedCorpus, writeWindow } from '../../src/windows/encoded-corpus.js';
import { encode } from './sample.js';

const { corpus } = encode('a b [Paris] c\nd [York]\n[Rome]\ne f', [...'abcdef', 'Paris', 'York', 'Rome'], 1);
// positions: 0 padding, 1 a, 2 b, 3 Paris, 4 c, 5 padding, 6 d, 7 York, 8 padding, 9 Rome, 10 padding, 11 e, 12 f, 13 padding
const outsides = [1, 2, 4, 6, 11, 12];

const windowOf = (of: EncodedCorpus, center: number): string => {
  const ids = new Int32Array(3);
  writeWindow(of, center, ids, 0);
  return ids.join();
};

/** How often each window is drawn. */
function draws(corrupter: Corrupter, center: number, times = 3000): Map<string, number> {
  const random = Random.seeded(5);
  const counts = new Map<string, number>();
  const ids = new Int32Array(6);
  for (let k = 0; k < times; k++) {
    corrupter.corrupt(center, random, ids, 1);
    const window = ids.subarray(3).join();
    counts.set(window, (counts.get(window) ?? 0) + 1);
  }
  return counts;
}

const windows = (centers: readonly number[]): Set<string> => new Set(centers.map((c) => windowOf(corpus, c)));
const drawn = (strategy: Strategy, center: number): Set<string> =>
  new Set(draws(new Corrupter(corpus, strategy, 0.5), center).keys());

describe('the windows that a strategy draws are exactly', () => {
  test('uniform: all non-location windows', () => expect(drawn('uniform', 3)).toEqual(windows(outsides)));
  test('sentence: those of the same sentence', () => {
    expect(drawn('sentence', 3)).toEqual(windows([1, 2, 4]));
    expect(drawn('sentence', 7)).toEqual(windows([6]));
  });
  test('sentence, where there is none: all', () => expect(drawn('sentence', 9)).toEqual(windows(outsides)));
  test('replace-center: the true window with the centers of non-location windows', () => {
    const { rows } = corpus;
    const expected = outsides.map((c) => [rows[2], rows[c], rows[4]].join());
    expect(drawn('replace-center', 3)).toEqual(new Set(expected));
  });
  test('hard, before anything is mined: all', () => expect(drawn('hard', 3)).toEqual(windows(outsides)));
});

test('hard: the fraction of mined windows is as configured', () => {
  const corrupter = new Corrupter(corpus, 'hard', 0.75);
  corrupter.mined = Int32Array.of(11);
  const times = 6000;
  const share = (draws(corrupter, 3, times).get(windowOf(corpus, 11)) ?? 0) / times;
  expect(share).toBeCloseTo(0.75 + 0.25 / outsides.length, 1);
  const only = new Corrupter(corpus, 'hard', 1);
  only.mined = Int32Array.of(11, 12);
  expect(new Set(draws(only, 3).keys())).toEqual(windows([11, 12]));
});

test('uniform windows are drawn in proportion to the weight of their part', () => {
  const parts = [
    { end: 6, weight: 1 },
    { end: 14, weight: 4 },
  ];
  const counts = draws(new Corrupter(corpus, 'uniform', 0, parts), 3, 15_000);
  const shares = outsides.map((c) => (counts.get(windowOf(corpus, c)) ?? 0) / 15_000);
  const expected = [1, 1, 1, 4, 4, 4].map((weight) => weight / 15);
  shares.forEach((share, k) => {
    expect(share).toBeCloseTo(expected[k], 1.5);
  });
});

test('a corpus of locations only is refused', () => {
  const { corpus: all } = encode('[Paris]', ['Paris'], 1);
  expect(() => new Corrupter(all, 'uniform', 0)).toThrow(NerwinError);
});
