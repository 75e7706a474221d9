import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fourWays, ways } from '../../src/evaluation/nervaluate.js';
import { defaultEntities, type TaggedEntity } from '../../src/evaluation/seqeval.js';

const entity = (type: string, start: number, end: number): TaggedEntity => ({ type, start, end });

test.each([
  ['the same', entity('LOC', 2, 4), ['correct', 'correct', 'correct', 'correct']],
  ['another type', entity('ORG', 2, 4), ['incorrect', 'correct', 'correct', 'incorrect']],
  ['other borders', entity('LOC', 3, 6), ['incorrect', 'incorrect', 'partial', 'correct']],
  ['other borders and type', entity('ORG', 1, 3), ['incorrect', 'incorrect', 'partial', 'incorrect']],
])('a pair with %s', (_, predicted, expected) => {
  const scores = fourWays([[entity('LOC', 2, 4)]], [[predicted]]);
  for (const [k, way] of ways.entries())
    expect(scores[way]).toMatchObject({ [expected[k]]: 1, missed: 0, spurious: 0, possible: 1, actual: 1 });
});

test('missed, spurious, and half credit also over several sentences', () => {
  const gold = [[entity('LOC', 0, 2)], [entity('LOC', 0, 2)], [entity('LOC', 5, 6)]];
  const predicted = [[entity('LOC', 0, 1)], [entity('LOC', 0, 2), entity('LOC', 3, 4)], []];
  const { partial } = fourWays(gold, predicted);
  expect(partial).toMatchObject({ correct: 1, partial: 1, missed: 1, spurious: 1, possible: 3, actual: 3 });
  expect([partial.precision, partial.recall, partial.f1]).toEqual([0.5, 0.5, 0.5]);
});

test('two predictions on one gold entity: the second is spurious; one over two: the second is missed', () => {
  expect(fourWays([[entity('LOC', 0, 4)]], [[entity('LOC', 0, 1), entity('LOC', 2, 4)]]).type).toMatchObject({
    correct: 1,
    spurious: 1,
  });
  expect(fourWays([[entity('LOC', 0, 1), entity('LOC', 2, 4)]], [[entity('LOC', 0, 4)]]).type).toMatchObject({
    correct: 1,
    missed: 1,
  });
});

test('types that are not listed are left out first: a wrong type is then spurious', () => {
  const [gold, predicted] = [[[entity('ORG', 0, 1)]], [[entity('LOC', 0, 1)]]];
  expect(fourWays(gold, predicted).strict).toMatchObject({ incorrect: 1, spurious: 0 });
  expect(fourWays(gold, predicted, ['LOC']).strict).toMatchObject({ incorrect: 0, spurious: 1, possible: 0 });
});

test('an overlap below 1 % of the gold entity is none; no entity at all gives 0', () => {
  expect(fourWays([[entity('LOC', 0, 101)]], [[entity('LOC', 100, 102)]]).partial).toMatchObject({
    missed: 1,
    spurious: 1,
  });
  expect(fourWays([[entity('LOC', 50, 251)]], [[entity('LOC', 249, 260)]]).partial).toMatchObject({
    missed: 1,
  });
  expect(fourWays([[entity('LOC', 50, 250)]], [[entity('LOC', 248, 260)]]).partial).toMatchObject({
    partial: 1,
  });
  expect(fourWays([[entity('LOC', 0, 100)]], [[entity('LOC', 99, 102)]]).partial).toMatchObject({
    partial: 1,
  });
  expect(fourWays([[]], [[]]).strict).toMatchObject({ precision: 0, recall: 0, f1: 0 });
});

test('possible counts the gold entities, actual the predicted ones; strict is seqeval on its hits', () => {
  const tags = fc.array(fc.constantFrom('O', 'B-LOC', 'I-LOC', 'B-ORG', 'I-ORG'), {
    minLength: 8,
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(tags, tags), { maxLength: 4 }), (sentences) => {
      const gold = sentences.map(([one]) => defaultEntities(one));
      const predicted = sentences.map(([, other]) => defaultEntities(other));
      const scores = fourWays(gold, predicted);
      for (const way of ways)
        expect(scores[way]).toMatchObject({ possible: gold.flat().length, actual: predicted.flat().length });
      const { strict, exact, type, partial } = scores;
      expect(strict.correct).toBeLessThanOrEqual(Math.min(exact.correct, type.correct));
      expect(partial.correct).toBe(exact.correct);
      expect(partial.partial).toBe(exact.incorrect);
    }),
  );
});
