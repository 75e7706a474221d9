import { expect, test } from 'vitest';
import type { TaggedEntity } from '../../src/evaluation/seqeval.js';
import { sentenceCounts, standardsOf } from '../../src/evaluation/standards.js';

const loc = (start: number, end: number): TaggedEntity => ({ type: 'LOC', start, end });
const pairs = {
  gold: [[loc(0, 1), loc(3, 5)], [loc(2, 3)], [], [loc(0, 2)]],
  predicted: [[loc(0, 1)], [loc(2, 4)], [loc(1, 2), loc(4, 5)]],
};

test('counts of each sentence by hand; a sentence without predictions misses all', () => {
  const { tp, fp, fn } = sentenceCounts(pairs);
  expect([...tp]).toEqual([1, 0, 0, 0]);
  expect([...fp]).toEqual([0, 1, 2, 0]);
  expect([...fn]).toEqual([1, 1, 0, 1]);
});

test('scores by hand: one of four is found, and one more has one border right', () => {
  const { seqeval, nervaluate } = standardsOf({ ...pairs, predicted: [...pairs.predicted, []] });
  const { tp, fp, fn, precision, recall } = seqeval.default;
  expect({ tp, fp, fn, precision, recall }).toEqual({ tp: 1, fp: 3, fn: 3, precision: 0.25, recall: 0.25 });
  expect(seqeval.strict).toEqual(seqeval.default);
  expect([seqeval.version, seqeval.scheme, nervaluate.version]).toEqual(['1.2', 'IOB2', '1.1']);
  expect(nervaluate.strict).toMatchObject({ correct: 1, incorrect: 1, missed: 2, spurious: 2 });
  expect(nervaluate.partial).toMatchObject({ correct: 1, partial: 1, missed: 2, spurious: 2 });
  expect(nervaluate.type).toMatchObject({ correct: 2, incorrect: 0, missed: 2, spurious: 2 });
});
