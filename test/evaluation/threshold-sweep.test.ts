import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluation/evaluate.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { bestThreshold } from '../../src/evaluation/threshold.js';
import { pointWith, type SweepPoint, ThresholdSweep } from '../../src/evaluation/threshold-sweep.js';
import { scored } from './sample.js';

const models = fc.constantFrom(
  { start: 0.5, extend: 0.5 },
  { start: 1, extend: 0.25 },
  { start: 1, extend: 0.25, edge: 1 },
);

test('every point has the scores that evaluation gives at its thresholds', () => {
  fc.assert(
    fc.property(scored, models, ({ corpus, scores }, model) => {
      const gold = goldOf(corpus);
      const sweep = new ThresholdSweep(scores, corpus, gold, model);
      for (const point of [...sweep.searched(), sweep.evaluate(model)]) {
        const { token, entity } = evaluate(scores, corpus, gold, point.thresholds);
        expect(point).toMatchObject(entity);
        expect(point.token).toEqual({ precision: token.precision, recall: token.recall, f1: token.f1 });
        const { start, extend } = point.thresholds;
        expect(start).toBeGreaterThanOrEqual(extend);
      }
    }),
  );
});

test('with one threshold, the points hold the best F1, and reach what any threshold reaches', () => {
  fc.assert(
    fc.property(scored, fc.constantFrom(0.25, 0.5, 0.9, 1), ({ corpus, scores }, least) => {
      const gold = goldOf(corpus);
      fc.pre(gold.entities > 0);
      const points = new ThresholdSweep(scores, corpus, gold, { start: 0, extend: 0 }).searched();
      expect(Math.max(...points.map(({ f1 }) => f1))).toBe(bestThreshold(scores, corpus, gold, 'entity').f);
      // by definition: every score as a threshold, and one below all
      const all = [...new Set([...scores].filter(Number.isFinite)), -9].map((score) =>
        evaluate(scores, corpus, gold, { start: score, extend: score }),
      );
      for (const [metric, other] of [
        ['precision', 'recall'],
        ['recall', 'precision'],
      ] as const) {
        const found = all.map(({ entity }) => entity).filter(({ tp, fp }) => tp + fp > 0);
        const good = found.filter((entity) => entity[metric] >= least);
        const { reached, best } = pointWith(points, metric, least);
        const most = Math.max(0, ...good.map((entity) => entity[other]));
        expect(reached?.[other] ?? 0).toBe(most);
        expect(best?.[metric] ?? 0).toBe(Math.max(0, ...found.map((entity) => entity[metric])));
      }
    }),
  );
});

test('no more than the wanted number of points, from high to low, the ends included', () => {
  fc.assert(
    fc.property(scored, models, ({ corpus, scores }, model) => {
      const sweep = new ThresholdSweep(scores, corpus, goldOf(corpus), model);
      const all = sweep.points();
      const few = sweep.points(3);
      expect(few.length).toBe(Math.min(3, all.length));
      const starts = few.map(({ thresholds }) => thresholds.start);
      expect(starts).toEqual([...starts].sort((a, b) => b - a));
      expect([few[0], few.at(-1)]).toEqual([all[0], all.at(-1)]);
    }),
  );
});

test('of points with equal precision and recall, the one with the higher threshold is taken', () => {
  const point = (start: number, precision: number, recall: number): SweepPoint => ({
    thresholds: { start, extend: start },
    ...{ tp: 1, fp: 1, fn: 1, precision, recall, f1: 0.5 },
    token: { precision, recall, f1: 0.5 },
  });
  const points = [point(3, 0.9, 0.4), point(2, 0.8, 0.5), point(1, 0.8, 0.5), point(0, 0.7, 0.6)];
  const { reached, best } = pointWith(points, 'precision', 0.8);
  expect([reached?.thresholds.start, best?.thresholds.start]).toEqual([2, 3]);
});
