import { describe, expect, test } from 'vitest';
import { copyParameters, zeroParameters } from '../../src/network/parameters.js';
import { Averaging } from '../../src/training/averaging.js';
import { boundBelow, mineHard, type ScoreCorpus } from '../../src/training/mining.js';
import { rateAt } from '../../src/training/schedule.js';
import { corpusWith } from '../evaluation/sample.js';
import { kernelFor, settings } from './sample.js';

describe('the learning rate', () => {
  test('constant, and linear over all steps', () => {
    expect(rateAt({ schedule: 'constant', start: 0.5 }, 7, 10, 3)).toBe(0.5);
    const linear = { schedule: 'linear', start: 1, end: 0.5 } as const;
    expect([0, 5, 10].map((step) => rateAt(linear, step, 10, 0))).toEqual([1, 0.75, 0.5]);
  });

  test('inverse-time and step by epoch', () => {
    const inverse = { schedule: 'inverse-time', start: 1, decay: 0.5 } as const;
    expect([0, 1, 2].map((epoch) => rateAt(inverse, 0, 1, epoch))).toEqual([1, 1 / 1.5, 0.5]);
    const steps = { schedule: 'step', start: 1, factor: 0.5, every: 2 } as const;
    expect([0, 1, 2, 3, 4].map((epoch) => rateAt(steps, 0, 1, epoch))).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });
});

test('averaging returns the mean of the samples; before the first sample, θ itself', () => {
  const { layout } = kernelFor(settings);
  const averaging = new Averaging(layout);
  const theta = zeroParameters(layout);
  expect(averaging.of(theta)).toBe(theta);
  for (const value of [1, 2, 6]) {
    theta.W.fill(value);
    theta.u.fill(2 * value);
    averaging.add(theta);
  }
  const mean = averaging.of(theta);
  expect([mean.W[0], mean.u[0], mean.b[0]]).toEqual([3, 6, 0]);
  const again = new Averaging(layout);
  const sum = zeroParameters(layout, 'float64');
  copyParameters(averaging.sum, sum);
  again.restore(3, sum);
  expect(again.of(theta)).toEqual(mean);
});

test.each([
  [5, 0.25, 2],
  [5, 0.3, 2],
  [5, 0.45, 2],
  [5, 1, 5],
  [6, 0.5, 3],
  [1, 0.9, 1],
])(
  'of the scores 1 … %d, the quantile %d is %d: between two scores, the lower one',
  (n, quantile, expected) => {
    const scores = Float32Array.from({ length: n }, (_, k) => n - k);
    expect(boundBelow(scores, 0, quantile)).toBe(expected);
    expect(boundBelow(scores, 2, quantile)).toBe(expected - 2);
  },
);

describe('mined windows', () => {
  const low = Number.NEGATIVE_INFINITY;
  const corpus = corpusWith([
    [1, 1, 1, 1, 1],
    [0, 0, 0, 0],
  ]);
  const scores = Float32Array.of(low, 5, 1, 2, 3, 4, low, 0.9, 1.1, 4, -3, low);
  const truth = Int32Array.of(1, 2, 3, 4, 5);

  /** Tells of scores that are not over `above` only that. */
  const scoring: ScoreCorpus = (above) => scores.map((score) => (score > above ? score : above - 0.25));
  const guesses = [low, -4, 0, 0.95, 1, 1.05, 3, 9];
  const mined = (guess: number, quantile: number, minimum: number): number[] => [
    ...mineHard(scoring, guess, corpus, truth, { margin: 1, quantile, minimum }),
  ];

  test.each(guesses)(
    'are those above the quantile of the true scores minus the margin, for any guess: %f',
    (guess) => {
      // true scores 1 … 5, the quarter at 2; less the margin: over 1
      expect(mined(guess, 0.25, 1)).toEqual([8, 9]);
      expect(mined(guess, 1, 0)).toEqual([]);
    },
  );

  test.each(guesses)(
    'are at least `minimum`, the highest-scoring ones, in order of position; guess %f',
    (guess) => {
      expect(mined(guess, 0.25, 3)).toEqual([7, 8, 9]);
      expect(mined(guess, 0.25, 99)).toEqual([7, 8, 9, 10]);
    },
  );

  test('too few above the bound: the highest-scoring ones by their exact scores, even those that were screened', () => {
    // a scoring that says only that all windows but one are not above its bound
    const screened: ScoreCorpus = (above) =>
      above === low ? scores : scores.map((score, c) => (score > above || c < 6 ? score : above - c));
    const found = mineHard(screened, 0.5, corpus, truth, { margin: -1, quantile: 0.25, minimum: 2 });
    expect([...found]).toEqual([8, 9]);
    const swapped = scores.slice();
    [swapped[7], swapped[10]] = [-5, 2];
    const asked: ScoreCorpus = (above) => swapped.map((score) => (score > above ? score : above - 1));
    const one = mineHard(asked, 2.5, corpus, truth, { margin: -1, quantile: 0.25, minimum: 2 });
    expect([...one]).toEqual([9, 10]);
  });

  test('one call is enough if enough windows are above the bound, and the bound above the guess', () => {
    const calls: number[] = [];
    const counted: ScoreCorpus = (above) => {
      calls.push(above);
      return scoring(above);
    };
    mineHard(counted, 0.5, corpus, truth, { margin: 1, quantile: 0.25, minimum: 2 });
    expect(calls).toEqual([0.5]);
    mineHard(counted, 1, corpus, truth, { margin: 1, quantile: 0.25, minimum: 2 }); // the bound is 1 as well
    expect(calls.slice(1)).toEqual([1, low]);
  });
});
