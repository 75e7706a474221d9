import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, thresholdsFor } from '../../src/evaluation/decision.js';
import { evaluate } from '../../src/evaluation/evaluate.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { rankByScore } from '../../src/evaluation/ranking.js';
import type { Scores } from '../../src/evaluation/scores.js';
import { bestThreshold, bestTwoThresholds, type F1Unit } from '../../src/evaluation/threshold.js';
import type { Thresholds } from '../../src/model/thresholds.js';
import { Random } from '../../src/random.js';
import { begin, inside, outside, padding } from '../../src/windows/encoded-corpus.js';
import { corpusWith, type Scored, scored } from './sample.js';

const fBeta = ({ tp, fp, fn }: Scores, beta: number): number =>
  tp === 0 ? 0 : ((1 + beta ** 2) * tp) / ((1 + beta ** 2) * tp + beta ** 2 * fn + fp);

const valueAt = ({ corpus, scores }: Scored, thresholds: Thresholds, goal: F1Unit, beta: number): number =>
  fBeta(evaluate(scores, corpus, goldOf(corpus), thresholds)[goal], beta);

/** The best value over a threshold below each distinct score. */
function bruteForce(sample: Scored, goal: F1Unit, beta: number): number {
  const distinct = [...new Set(sample.scores)].filter(Number.isFinite);
  const values = distinct.map((score) => {
    const at = score - 0.01;
    return valueAt(sample, { start: at, extend: at }, goal, beta);
  });
  return Math.max(...values);
}

describe.each(['entity', 'token'] as const)('one threshold by %s', (goal) => {
  test.each([0.5, 1, 2])('is as good as brute force, for β = %d, including ties', (beta) => {
    fc.assert(
      fc.property(scored, (sample) => {
        const { corpus, scores } = sample;
        const { f, thresholds } = bestThreshold(scores, corpus, goldOf(corpus), goal, beta);
        expect(f).toBeCloseTo(bruteForce(sample, goal, beta), 12);
        expect(valueAt(sample, thresholds, goal, beta)).toBeCloseTo(f, 12);
      }),
    );
  });
});

test('on a tie, the highest threshold is chosen, halfway to the next score', () => {
  const corpus = corpusWith([[begin, 0, 0, 0]]);
  const low = Number.NEGATIVE_INFINITY;
  const scores = Float32Array.of(low, 4, 2, 0, 0, low);
  const { thresholds, f } = bestThreshold(scores, corpus, goldOf(corpus), 'token');
  expect([f, thresholds]).toEqual([1, { start: 3, extend: 3 }]);
});

test('two thresholds are never worse than one, and the reported F is correct', () => {
  fc.assert(
    fc.property(scored, fc.constantFrom(0.5, 1, 2), (sample, beta) => {
      const { corpus, scores } = sample;
      const gold = goldOf(corpus);
      const two = bestTwoThresholds(scores, corpus, gold, beta);
      expect(two.f).toBeGreaterThanOrEqual(bestThreshold(scores, corpus, gold, 'entity', beta).f);
      expect(two.thresholds.extend).toBeLessThanOrEqual(two.thresholds.start);
      expect(valueAt(sample, two.thresholds, 'entity', beta)).toBeCloseTo(two.f, 12);
    }),
  );
});

test('no upper threshold is better than the chosen two, for any lower one that admits 0.6 to 3 times the gold tokens', () => {
  fc.assert(
    fc.property(scored, fc.constantFrom(0.5, 1, 2), (sample, beta) => {
      const { corpus, scores } = sample;
      const gold = goldOf(corpus);
      fc.pre(gold.positions.length > 1);
      const { f } = bestTwoThresholds(scores, corpus, gold, beta);
      const falling = [...gold.positions].map((position) => scores[position]).sort((a, b) => b - a);
      for (let step = 0; step <= 60; step++) {
        const admitted = Math.round(gold.tokens * (0.6 + (2.4 * step) / 60));
        const rank = Math.min(falling.length - 1, Math.max(1, admitted));
        const extend = (falling[rank - 1] + falling[rank]) / 2;
        for (const start of [...new Set([extend, ...falling.map((score) => score - 0.01)])].filter(
          (t) => t >= extend,
        ))
          expect(valueAt(sample, { start, extend }, 'entity', beta)).toBeLessThanOrEqual(f + 1e-12);
      }
    }),
  );
});

test('of all pairs on the grid, the one with the highest lower and then the highest upper threshold is taken', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0.5, 1, 2), (seed, beta) => {
      const sample = spread(seed);
      const { corpus, scores } = sample;
      const gold = goldOf(corpus);
      const falling = [...gold.positions].map((position) => scores[position]).sort((a, b) => b - a);
      const single = bestThreshold(scores, corpus, gold, 'entity', beta);
      let best = single;
      for (let step = 0; step <= 60; step++) {
        const admitted = Math.round(gold.tokens * (0.6 + (2.4 * step) / 60));
        const rank = Math.min(falling.length - 1, Math.max(1, admitted));
        const extend = (falling[rank - 1] + falling[rank]) / 2;
        const tops = topsOfRuns(sample, extend);
        for (const [k, top] of tops.entries()) {
          const start = (top + (tops[k + 1] ?? extend)) / 2;
          const f = valueAt(sample, { start, extend }, 'entity', beta);
          if (f > best.f + 1e-12) best = { ...best, f, thresholds: { start, extend } };
        }
      }
      expect(bestTwoThresholds(scores, corpus, gold, beta).thresholds).toEqual(best.thresholds);
    }),
    { numRuns: 40 },
  );
});

/**
 * Sentences with scores that are all different. The first word of a location mostly scores high, the others less high, so that two
 * thresholds are often better than one.
 */
function spread(seed: number): Scored {
  const random = Random.seeded(seed);
  const corpus = corpusWith(
    Array.from({ length: 10 }, () => {
      const [before, words, after] = [random.below(4), 1 + random.below(3), random.below(4)];
      const location = [begin, ...new Array<number>(words - 1).fill(inside)];
      return [
        ...new Array<number>(before).fill(outside),
        ...location,
        ...new Array<number>(after).fill(outside),
      ];
    }),
  );
  const bonus = (label: number): number => (label === begin ? 70 : label === inside ? 30 : 0);
  const order = [...corpus.labels.entries()]
    .map(([position, label]) => ({ position, key: random.below(100) + bonus(label) + position / 1000 }))
    .sort((a, b) => a.key - b.key);
  const scores = new Float32Array(corpus.labels.length);
  for (const [rank, { position }] of order.entries())
    scores[position] = corpus.labels[position] === padding ? Number.NEGATIVE_INFINITY : rank;
  return { corpus, scores };
}

/** The highest score of each run of tokens above a threshold, falling. */
function topsOfRuns({ scores }: Scored, threshold: number): number[] {
  const tops: number[] = [];
  let isOpen = false;
  for (const score of scores) {
    if (!(score > threshold)) isOpen = false;
    else if (isOpen) tops[tops.length - 1] = Math.max(tops[tops.length - 1], score);
    else {
      tops.push(score);
      isOpen = true;
    }
  }
  return tops.sort((a, b) => b - a);
}

test('one threshold: of equally good ones the highest, halfway between two neighboring scores', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom('entity' as const, 'token' as const), (seed, goal) => {
      const sample = spread(seed);
      const { corpus, scores } = sample;
      const falling = [...goldOf(corpus).positions].map((position) => scores[position]).sort((a, b) => b - a);
      let best = { f: -1, at: 0 };
      for (const [k, score] of falling.entries()) {
        const at = (score + (falling[k + 1] ?? score - 1)) / 2;
        const f = valueAt(sample, { start: at, extend: at }, goal, 1);
        if (f > best.f + 1e-12) best = { f, at };
      }
      const { thresholds } = bestThreshold(scores, corpus, goldOf(corpus), goal);
      expect(thresholds).toEqual({ start: best.at, extend: best.at });
    }),
    { numRuns: 80 },
  );
});

test('two thresholds are better if a name extends over a low score', () => {
  const corpus = corpusWith([
    [begin, inside, 0, 0],
    [0, 0, begin, inside],
  ]);
  const low = Number.NEGATIVE_INFINITY;
  // 1.5 and 1.2 stand alone and are no locations; both names have a word over 2 and go on over 0
  const scores = Float32Array.of(low, 3, 1, -1, 1.5, low, 1.2, -1, 3, 1, low);
  const gold = goldOf(corpus);
  expect(bestTwoThresholds(scores, corpus, gold).f).toBe(1);
  expect(bestThreshold(scores, corpus, gold, 'entity').f).toBeLessThan(1);
});

test('average precision is the mean of the precision at each gold token, with ties taken together', () => {
  fc.assert(
    fc.property(scored, ({ corpus, scores }) => {
      const gold = goldOf(corpus);
      const { averagePrecision } = bestThreshold(scores, corpus, gold, 'token');
      const isGold = (i: number): boolean => corpus.labels[i] === begin || corpus.labels[i] === inside;
      let sum = 0;
      for (const i of gold.positions) {
        if (!isGold(i)) continue;
        const above = [...gold.positions].filter((other) => scores[other] >= scores[i]);
        sum += above.filter(isGold).length / above.length;
      }
      expect(averagePrecision).toBeCloseTo(gold.tokens === 0 ? 0 : sum / gold.tokens, 12);
    }),
  );
});

test('ranking is a stable sort by falling score', () => {
  const values = fc.array(fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, 1, -1, -Infinity)));
  fc.assert(
    fc.property(values, (list) => {
      const scores = Float32Array.from(list, (value) => (value === 0 ? 0 : value)); // −0 and 0 are equal, but differ in bits
      const positions = Int32Array.from(list.keys());
      const expected = [...positions].sort((a, b) =>
        scores[a] === scores[b] ? a - b : scores[b] > scores[a] ? 1 : -1,
      );
      expect([...rankByScore(scores, positions)]).toEqual(expected);
    }),
  );
});

test('operating points: precise and sensitive are best by F½ and F₂ of entities', () => {
  fc.assert(
    fc.property(
      scored,
      fc.constantFrom('one' as const, 'two' as const, 'edges' as const),
      (sample, thresholds) => {
        const { corpus, scores } = sample;
        const rule = { thresholds, goal: 'entity' as const };
        const { operatingPoints, ...decision } = decide(scores, corpus, rule);
        const best = (beta: number): number => thresholdsFor(scores, corpus, goldOf(corpus), rule, beta).f;
        expect(valueAt(sample, decision.thresholds, 'entity', 1)).toBeCloseTo(best(1), 12);
        expect(valueAt(sample, operatingPoints.precise, 'entity', 0.5)).toBeCloseTo(best(0.5), 12);
        expect(valueAt(sample, operatingPoints.sensitive, 'entity', 2)).toBeCloseTo(best(2), 12);
      },
    ),
  );
});

test('operating points are chosen by entities, even where the balanced point is chosen by tokens', () => {
  fc.assert(
    fc.property(scored, (sample) => {
      const { corpus, scores } = sample;
      const { operatingPoints, ...decision } = decide(scores, corpus, { thresholds: 'one', goal: 'token' });
      const { precise, sensitive } = operatingPoints;
      expect(valueAt(sample, decision.thresholds, 'token', 1)).toBeCloseTo(
        bruteForce(sample, 'token', 1),
        12,
      );
      expect(valueAt(sample, precise, 'entity', 0.5)).toBeCloseTo(bruteForce(sample, 'entity', 0.5), 12);
      expect(valueAt(sample, sensitive, 'entity', 2)).toBeCloseTo(bruteForce(sample, 'entity', 2), 12);
    }),
  );
});

test('without gold locations nothing is a hit: F and average precision are 0', () => {
  const corpus = corpusWith([[0, 0]]);
  const scores = Float32Array.of(Number.NEGATIVE_INFINITY, 1, 2, Number.NEGATIVE_INFINITY);
  for (const goal of ['entity', 'token'] as const)
    expect(bestThreshold(scores, corpus, goldOf(corpus), goal)).toMatchObject({ averagePrecision: 0 });
});

test('below the lowest score, the threshold is one less', () => {
  const corpus = corpusWith([[begin, inside]]);
  const scores = Float32Array.of(Number.NEGATIVE_INFINITY, 4, 2, Number.NEGATIVE_INFINITY);
  const { f, thresholds } = bestThreshold(scores, corpus, goldOf(corpus), 'entity');
  expect([f, thresholds]).toEqual([1, { start: 1.5, extend: 1.5 }]);
});

test('ranking a part of the positions keeps to them', () => {
  expect([...rankByScore(Float32Array.of(5, 1, 7, 3), Int32Array.of(3, 0, 1))]).toEqual([0, 3, 1]);
});

test('the search ends even if scores are NaN', () => {
  const corpus = corpusWith([[begin, inside]]);
  const scores = new Float32Array(corpus.labels.length).fill(Number.NaN);
  expect(bestThreshold(scores, corpus, goldOf(corpus), 'entity').averagePrecision).toBeGreaterThan(0);
});
