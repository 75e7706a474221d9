import { expect, test } from 'vitest';
import { evaluateTypes, scoreTypes } from '../../src/evaluation/type-evaluation.js';
import type { Model } from '../../src/model/model.js';
import { layoutFor } from '../../src/model/model.js';
import { zeroParameters } from '../../src/network/parameters.js';
import { classOfMark, entityMark, isFirstMark } from '../../src/windows/encoded-corpus.js';
import { encode } from '../windows/sample.js';

const [B1, I1, B2, I2] = [
  entityMark(1, true),
  entityMark(1, false),
  entityMark(2, true),
  entityMark(2, false),
];

test('marks keep class and place', () => {
  expect([B1, I1, B2, I2].map(classOfMark)).toEqual([1, 1, 2, 2]);
  expect([B1, I1, B2, I2].map(isFirstMark)).toEqual([true, false, true, false]);
  expect([classOfMark(0), isFirstMark(0)]).toEqual([0, false]);
});

test('two types by hand', () => {
  // gold      PER PER  O  LOC LOC(new)  O  PER
  // predicted PER PER  O  LOC LOC       O  LOC
  const gold = Uint8Array.of(0, B1, I1, 0, B2, B2, 0, B1, 0);
  const predicted = Uint8Array.of(0, 1, 1, 0, 2, 2, 0, 2, 0);
  const { PER, LOC } = scoreTypes(predicted, gold, ['O', 'PER', 'LOC']) as Required<
    ReturnType<typeof scoreTypes>
  >;
  // PER: 2 of 2 tokens right, 1 missed; the first entity is found whole, the second is not.
  expect(PER.token).toMatchObject({ tp: 2, fp: 0, fn: 1, precision: 1, recall: 2 / 3 });
  expect(PER.entity).toMatchObject({ tp: 1, fp: 0, fn: 1 });
  // LOC: two entities side by side become one run, which is neither; the last is false.
  expect(LOC.token).toMatchObject({ tp: 2, fp: 1, fn: 0 });
  expect(LOC.entity).toMatchObject({ tp: 0, fp: 2, fn: 2, f1: 0 });
});

test('a run that is longer or shorter than the entity is not a hit', () => {
  const gold = Uint8Array.of(0, B1, I1, 0, 0);
  const entity = (predicted: number[]) =>
    scoreTypes(Uint8Array.from(predicted), gold, ['O', 'PER']).PER.entity;
  expect(entity([0, 1, 1, 0, 0])).toMatchObject({ tp: 1, fp: 0, fn: 0 });
  expect(entity([0, 1, 0, 0, 0])).toMatchObject({ tp: 0, fp: 1, fn: 1 });
  expect(entity([0, 1, 1, 1, 0])).toMatchObject({ tp: 0, fp: 1, fn: 1 });
  expect(entity([0, 0, 1, 0, 0])).toMatchObject({ tp: 0, fp: 1, fn: 1 });
});

test('the types of a model are scored at the likeliest class of each token', () => {
  const { corpus, encoder, features } = encode('Paris saw', ['Paris', 'saw'], 0); // vectors (1, 0) and (2, 0)
  const layout = layoutFor(2, 3, 0, features);
  const parameters = zeroParameters(layout);
  parameters.W.set([0, -1, 1]); // z = x₁ · (0, −1, 1): class 2 everywhere
  const header = { classes: ['O', 'PER', 'LOC'] } as unknown as Model['header'];
  const entities = Uint8Array.of(0, B2, 0, 0);
  const model = { header, layout, parameters };
  const { LOC, PER } = evaluateTypes(model, encoder.rows.inputs(), { ...corpus, entities }) ?? {};
  expect(LOC.token).toMatchObject({ tp: 1, fp: 1, fn: 0 });
  expect(LOC.entity).toMatchObject({ tp: 0, fp: 1, fn: 1 }); // one run of two words
  expect(PER.token).toMatchObject({ tp: 0, fp: 0, fn: 0 });
  expect(evaluateTypes(model, encoder.rows.inputs(), corpus)).toBeUndefined();
});

test('an entity ends before the next one of its type, a run only before another class', () => {
  const gold = Uint8Array.of(0, B1, B1, I1, B2);
  const entity = (predicted: number[]) => scoreTypes(Uint8Array.from(predicted), gold, ['O', 'A', 'B']);
  expect(entity([0, 1, 1, 1, 2]).A.entity).toMatchObject({ tp: 0, fp: 1, fn: 2 });
  expect(entity([0, 1, 0, 0, 2]).A.entity).toMatchObject({ tp: 1, fp: 0, fn: 1 });
  expect(entity([0, 0, 1, 1, 2]).A.entity).toMatchObject({ tp: 1, fp: 0, fn: 1 });
  expect(entity([0, 0, 1, 1, 2]).B.entity).toMatchObject({ tp: 1, fp: 0, fn: 0 });
});
