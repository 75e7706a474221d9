import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldOf } from '../../src/evaluation/gold.js';
import { scoreHistogram } from '../../src/evaluation/score-histogram.js';
import { begin, isInLocation, outside, padding } from '../../src/windows/encoded-corpus.js';
import { corpusWith, scored } from './sample.js';

const low = Number.NEGATIVE_INFINITY;

test('counts every true and corrupt window once, in the bin that holds its score, whatever the scale', () => {
  const scales = fc.constantFrom(1e-6, 0.003, 1, 7, 1e4, 1e9);
  fc.assert(
    fc.property(scored, scales, ({ corpus, scores: plain }, scale) => {
      const scores = plain.map((score) => scale * score);
      const { bins, threshold, margin } = scoreHistogram(scores, corpus, goldOf(corpus), 0.5, 1);
      expect([threshold, margin]).toEqual([0.5, 1]);
      const tokens = [...scores.keys()].filter((i) => corpus.labels[i] !== padding);
      for (const [k, { from, to, ...counts }] of bins.entries()) {
        if (k > 0) expect(from).toBe(bins[k - 1].to);
        const isLast = k === bins.length - 1; // rounding may put the highest score on the last edge
        const inside = tokens.filter(
          (i) => scores[i] >= from && (scores[i] < to || (isLast && scores[i] <= to)),
        );
        const isTrue = inside.filter((i) => isInLocation(corpus.labels[i])).length;
        expect(counts).toEqual({ true: isTrue, corrupt: inside.length - isTrue });
      }
      expect(bins.reduce((sum, bin) => sum + bin.true + bin.corrupt, 0)).toBe(tokens.length);
      expect(bins.length).toBeLessThanOrEqual(42);
      const ends = [bins[0], bins[bins.length - 1]].map((bin) => bin.true + bin.corrupt);
      expect(Math.min(...ends)).toBeGreaterThan(0);
    }),
  );
});

test('edges by hand: 40 bins of 0.1 cover 0 to 3.95, and their edges are short decimals', () => {
  const corpus = corpusWith([[begin, outside, outside]]);
  const scores = Float32Array.of(low, 3.95, 0, 0.3125, low);
  const { bins } = scoreHistogram(scores, corpus, goldOf(corpus), 1, null);
  expect(bins).toHaveLength(40);
  expect(bins[3]).toEqual({ from: 0.3, to: 0.4, true: 0, corrupt: 1 });
  expect(bins[39]).toEqual({ from: 3.9, to: 4, true: 1, corrupt: 0 });
});

test('equal scores share one bin, and a score that is not finite is in none', () => {
  const corpus = corpusWith([[begin, outside, outside]]);
  const one = scoreHistogram(Float32Array.of(low, 2, 2, 2, low), corpus, goldOf(corpus), 0, 1);
  expect(one.bins.map((bin) => [bin.true, bin.corrupt])).toEqual([[1, 2]]);
  const two = scoreHistogram(Float32Array.of(low, 2, Infinity, 2, low), corpus, goldOf(corpus), 0, 1);
  expect(two.bins.map((bin) => [bin.true, bin.corrupt])).toEqual([[1, 1]]);
});

test('without tokens there are no bins', () => {
  const corpus = corpusWith([]);
  expect(scoreHistogram(Float32Array.of(low), corpus, goldOf(corpus), 0.5, null)).toEqual({
    bins: [],
    threshold: 0.5,
    margin: null,
  });
});
