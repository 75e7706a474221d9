import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate, reliability } from '../../src/evaluation/calibration.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { probability } from '../../src/model/calibration.js';
import { Random } from '../../src/random.js';
import { begin, outside } from '../../src/windows/encoded-corpus.js';
import { corpusWith, type Scored, scored } from './sample.js';

/** −Σ t log P + (1 − t) log(1 − P) with Platt's targets, by `Math`. */
function loss({ corpus, scores }: Scored, a: number, b: number): number {
  const { positions, tokens, endOf } = goldOf(corpus);
  const others = positions.length - tokens;
  let sum = 0;
  let end = 0;
  for (const i of positions) {
    end = Math.max(end, endOf[i]);
    const t = i < end ? (tokens + 1) / (tokens + 2) : 1 / (others + 2);
    const z = a * scores[i] + b;
    sum += t * Math.log1p(Math.exp(-z)) + (1 - t) * Math.log1p(Math.exp(z));
  }
  return sum;
}

test('a and b minimize the loss: no nearby values are better', () => {
  fc.assert(
    fc.property(scored, (sample) => {
      const { a, b } = calibrate(sample.scores, sample.corpus, goldOf(sample.corpus));
      const least = loss(sample, a, b);
      for (const da of [-1e-3, 0, 1e-3]) {
        for (const db of [-1e-3, 0, 1e-3]) {
          expect(loss(sample, a + da, b + db)).toBeGreaterThanOrEqual(least - 1e-9);
        }
      }
    }),
  );
});

test('a and b minimize the loss also where a full step of Newton would overshoot: scores far apart', () => {
  const far = fc.tuple(scored, fc.constantFrom(20, 300), fc.integer({ min: -50, max: 50 }));
  fc.assert(
    fc.property(far, ([{ corpus, scores }, factor, shift]) => {
      const sample = { corpus, scores: scores.map((score) => factor * score + shift) };
      const { a, b } = calibrate(sample.scores, corpus, goldOf(corpus));
      const least = loss(sample, a, b);
      for (const [da, db] of [
        [-1e-3, 0],
        [1e-3, 0],
        [0, -1e-3],
        [0, 1e-3],
      ])
        expect(loss(sample, a + da / factor, b + db)).toBeGreaterThanOrEqual(least - 1e-9);
    }),
  );
});

test('recovers known probabilities', () => {
  const random = Random.seeded(3);
  const truth = { a: 2, b: -1 };
  const scores: number[] = [];
  const labels = Array.from({ length: 20_000 }, () => {
    const s = 4 * random.uniform() - 2;
    scores.push(s);
    return random.uniform() < probability(s, truth) ? begin : outside;
  });
  const corpus = corpusWith([labels]);
  const low = Number.NEGATIVE_INFINITY;
  const all = Float32Array.of(low, ...scores, low);
  const found = calibrate(all, corpus, goldOf(corpus));
  expect(Math.abs(found.a - truth.a)).toBeLessThan(0.1);
  expect(Math.abs(found.b - truth.b)).toBeLessThan(0.1);
  expect(reliability(all, corpus, goldOf(corpus), found).error).toBeLessThan(0.02);
});

test('separable scores leave a and b finite, and the same every time', () => {
  const corpus = corpusWith([[begin, outside, outside]]);
  const low = Number.NEGATIVE_INFINITY;
  const scores = Float32Array.of(low, 5, -5, -4, low);
  const found = calibrate(scores, corpus, goldOf(corpus));
  expect(Number.isFinite(found.a) && Number.isFinite(found.b)).toBe(true);
  expect(found.a).toBeGreaterThan(0);
  expect(calibrate(scores, corpus, goldOf(corpus))).toEqual(found);
});

test('reliability by hand: two bins of two tokens', () => {
  const corpus = corpusWith([[begin, outside, outside, outside]]);
  const low = Number.NEGATIVE_INFINITY;
  const logit = (p: number): number => Math.log(p / (1 - p));
  const scores = Float32Array.of(low, logit(0.85), logit(0.83), logit(0.11), logit(0.13), low);
  const { error, bins } = reliability(scores, corpus, goldOf(corpus), { a: 1, b: 0 });
  expect(bins.map(({ tokens }) => tokens)).toEqual([0, 2, 0, 0, 0, 0, 0, 0, 2, 0]);
  expect(bins[8].probability).toBeCloseTo(0.84, 6);
  expect(bins[8].share).toBe(0.5);
  expect(bins[1].probability).toBeCloseTo(0.12, 6);
  expect(bins[1].share).toBe(0);
  expect(error).toBeCloseTo(0.5 * (0.84 - 0.5) + 0.5 * 0.12, 6);
});

test('reliability has ten bins of equal width; probability 1 is in the last one, a bin without tokens has 0', () => {
  const corpus = corpusWith([[begin, outside]]);
  const scores = Float32Array.of(Number.NEGATIVE_INFINITY, 1000, -1000, Number.NEGATIVE_INFINITY);
  const { error, bins } = reliability(scores, corpus, goldOf(corpus), { a: 1, b: 0 });
  expect(bins.map(({ from, to }) => [from, to])).toEqual(
    Array.from({ length: 10 }, (_, k) => [k / 10, (k + 1) / 10]),
  );
  expect(bins[9]).toMatchObject({ tokens: 1, probability: 1, share: 1 });
  expect(bins[0]).toMatchObject({ tokens: 1, share: 0 });
  expect(bins[4]).toMatchObject({ tokens: 0, probability: 0, share: 0 });
  expect(error).toBeCloseTo(0, 12);
});
