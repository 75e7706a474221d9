import { expect, test } from 'vitest';
import { merge } from '../../src/model/merge.js';
import type { Model } from '../../src/model/model.js';
import { meanPoints, meanThresholds } from '../../src/model/thresholds.js';
import { plain, toyModel } from '../tagging/toy-model.js';

const model = toyModel({ features: plain });
const named = (calibration: Model['header']['calibration']) => {
  const { calibration: _, ...header } = model.header;
  return {
    name: 'a model',
    model: { ...model, header: { ...header, ...(calibration ? { calibration } : {}) } },
  };
};

test('a merged model has the mean calibration if all models have one, otherwise none', () => {
  const [one, other] = [named({ a: 1, b: -3 }), named({ a: 2, b: 1 })];
  expect(merge([one, other]).header.calibration).toEqual({ a: 1.5, b: -1 });
  expect(merge([one, other, named(undefined)]).header).not.toHaveProperty('calibration');
});

test('mean thresholds: a missing edge counts as extend, and only points that all models have are kept', () => {
  const [one, other] = [
    { start: 3, extend: 1 },
    { start: 5, extend: 2, edge: 4 },
  ];
  expect(meanThresholds([one, other])).toEqual({ start: 4, extend: 1.5, edge: 2.5 });
  expect(meanThresholds([one, one])).toEqual(one);
  const points: Record<string, typeof one>[] = [{ precise: one, own: other }, { precise: one }];
  expect(meanPoints(points)).toEqual({ precise: one });
});
