import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestOnGrid, bestWithEdges } from '../../src/evaluation/edge-threshold.js';
import { evaluate } from '../../src/evaluation/evaluate.js';
import { goldOf } from '../../src/evaluation/gold.js';
import type { Scores } from '../../src/evaluation/scores.js';
import { bestThreshold, bestTwoThresholds } from '../../src/evaluation/threshold.js';
import { begin, inside, padding } from '../../src/windows/encoded-corpus.js';
import { corpusWith, type Scored, scored } from './sample.js';

/** The sample with a row for each position, some of which are lowercase words. */
const withSmall = scored.chain(({ corpus, scores }) => {
  const { length } = corpus.labels;
  return fc.uint8Array({ min: 0, max: 1, minLength: length, maxLength: length }).map(
    (small): Scored => ({
      corpus: { ...corpus, rows: Int32Array.from(small.keys()), small },
      scores,
    }),
  );
});

const fOf = ({ tp, fp, fn }: Scores, beta: number): number =>
  tp === 0 ? 0 : ((1 + beta ** 2) * tp) / ((1 + beta ** 2) * tp + beta ** 2 * fn + fp);

const fBeta = ({ corpus, scores }: Scored, start: number, extend: number, beta: number): number => {
  const { entity } = evaluate(scores, corpus, goldOf(corpus), { start, extend, edge: start });
  return fOf(entity, beta);
};

/**
 * Thresholds just below the scores of the lowest four fifths of the gold tokens, those that admit at most three times as many tokens as
 * are gold.
 */
function candidatesOf({ corpus: { labels }, scores }: Scored): Float32Array {
  const own = scores.filter((_, i) => labels[i] === begin || labels[i] === inside).sort();
  const candidates = own.subarray(0, 1 + Math.floor(0.8 * (own.length - 1))).map((score) => score - 0.01);
  const admitted = (threshold: number): number => scores.filter((score) => score > threshold).length;
  return candidates.filter((threshold) => admitted(threshold) <= 3 * own.length);
}

test('no other pair of candidate thresholds is better, and the reported F is correct', () => {
  fc.assert(
    fc.property(withSmall, fc.constantFrom(0.5, 1, 2), (sample, beta) => {
      const { corpus, scores } = sample;
      const gold = goldOf(corpus);
      fc.pre(gold.tokens > 0);
      const { f, thresholds } = bestWithEdges(scores, corpus, gold, beta);
      const { entity } = evaluate(scores, corpus, gold, thresholds);
      expect(fOf(entity, beta)).toBeCloseTo(f, 12);
      const tried = candidatesOf(sample);
      for (const start of tried)
        for (const extend of tried)
          if (extend <= start) expect(fBeta(sample, start, extend, beta)).toBeLessThanOrEqual(f + 1e-12);
    }),
  );
});

test.each(['one', 'two', 'edges'] as const)(
  'with a tolerance, thresholds %s have the highest start, then the lowest extend, whose F is close enough to the best',
  (rule) => {
    fc.assert(
      fc.property(withSmall, fc.constantFrom(0.02, 0.1, 0.3), (sample, tolerance) => {
        const { corpus, scores } = sample;
        const gold = goldOf(corpus);
        fc.pre(gold.tokens > 0);
        const at = (start: number, extend: number): number => {
          const pair = rule === 'edges' ? { start, extend, edge: start } : { start, extend };
          return fOf(evaluate(scores, corpus, gold, pair).entity, 1);
        };
        const best = bestOnGrid(scores, corpus, gold, { thresholds: rule, tolerance: 0 });
        const { f, thresholds } = bestOnGrid(scores, corpus, gold, { thresholds: rule, tolerance });
        expect(at(thresholds.start, thresholds.extend)).toBeCloseTo(f, 12);
        expect(f).toBeGreaterThanOrEqual(best.f - tolerance);
        expect(thresholds.start).toBeGreaterThanOrEqual(best.thresholds.start);
        if (rule !== 'edges') expect(thresholds).not.toHaveProperty('edge');
        if (rule === 'one') expect(thresholds.extend).toBe(thresholds.start);
        const tried = candidatesOf(sample);
        const isHigher = (candidate: number): boolean =>
          scores.some((score) => score > thresholds.start && score <= candidate);
        const isLower = (candidate: number): boolean =>
          scores.some((score) => score > candidate && score <= thresholds.extend);
        if (rule !== 'one')
          for (const extend of tried.filter(isLower))
            expect(at(thresholds.start, extend)).toBeLessThan(best.f - tolerance + 1e-12);
        for (const start of tried.filter(isHigher)) {
          const lower = rule === 'one' ? [start] : tried.filter((candidate) => candidate <= start);
          for (const extend of lower) expect(at(start, extend)).toBeLessThan(best.f - tolerance + 1e-12);
        }
      }),
    );
  },
);

test.each(['one', 'two', 'edges'] as const)(
  'without a tolerance, thresholds %s have the highest extend, then the highest start, of the best',
  (rule) => {
    fc.assert(
      fc.property(withSmall, (sample) => {
        const { corpus, scores } = sample;
        const gold = goldOf(corpus);
        fc.pre(gold.tokens > 0);
        const { f, thresholds } = bestOnGrid(scores, corpus, gold, { thresholds: rule, tolerance: 0 });
        const isAbove = (candidate: number, threshold: number): boolean =>
          scores.some((score) => score > threshold && score <= candidate);
        const candidates = candidatesOf(sample);
        for (const extend of candidates)
          for (const start of rule === 'one' ? [extend] : candidates.filter((higher) => higher >= extend)) {
            const isEqual = !isAbove(extend, thresholds.extend) && !isAbove(thresholds.extend, extend);
            if (!isAbove(extend, thresholds.extend) && !(isEqual && isAbove(start, thresholds.start)))
              continue;
            const pair = rule === 'edges' ? { start, extend, edge: start } : { start, extend };
            expect(fOf(evaluate(scores, corpus, gold, pair).entity, 1)).toBeLessThan(f - 1e-12);
          }
      }),
    );
  },
);

test('separates lowercase words at the ends of names from those inside, although the former score higher', () => {
  const corpus = corpusWith([
    [0, begin],
    [begin, inside, inside],
  ]);
  const low = Number.NEGATIVE_INFINITY;
  const scores = Float32Array.of(low, 0.6, 3, low, 3, 0.5, 3, low); // southern Sudan, Gulf of Mexico
  const small = Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0);
  const gold = goldOf(corpus);
  expect(bestTwoThresholds(scores, corpus, gold).f).toBeLessThan(1);
  const { f, thresholds } = bestWithEdges(
    scores,
    { ...corpus, rows: Int32Array.from(small.keys()), small },
    gold,
  );
  expect(f).toBe(1);
  expect(thresholds.extend).toBeLessThan(0.5);
  expect(thresholds.edge).toBeGreaterThan(0.6);
});

test('without locations, the result is the best single threshold', () => {
  const corpus = corpusWith([[0, 0]]);
  const scores = Float32Array.of(Number.NEGATIVE_INFINITY, 1, 2, Number.NEGATIVE_INFINITY);
  const gold = goldOf(corpus);
  expect(bestWithEdges(scores, corpus, gold)).toEqual(bestThreshold(scores, corpus, gold, 'entity'));
});

test('a location of very many words', () => {
  const corpus = corpusWith([Array.from({ length: 200_000 }, (_, i) => (i === 0 ? begin : inside))]);
  const scores = Float32Array.from(corpus.labels, (label) => (label === padding ? -Infinity : 1));
  expect(bestWithEdges(scores, corpus, goldOf(corpus)).f).toBe(1);
});
