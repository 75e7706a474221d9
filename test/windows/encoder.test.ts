import { expect, test } from 'vitest';
import { FeatureSet } from '../../src/features/feature-set.js';
import { FeatureSpace } from '../../src/features/feature-space.js';
import { lowercaseAt, slotsOf, trueCenters, writeWindow } from '../../src/windows/encoded-corpus.js';
import { Encoder } from '../../src/windows/encoder.js';
import { encode, locations, lookUpOf, noFeatures, sentencesOf } from './sample.js';

const words = ['a', 'b', 'Paris', 'York'];

function windowsOf(corpus: Awaited<ReturnType<typeof encode>>['corpus'], centers: readonly number[]) {
  return centers.map((center) => {
    const ids = new Int32Array(slotsOf(corpus));
    writeWindow(corpus, center, ids, 0);
    return [...ids];
  });
}

test('two sentences, radius 1: rows by first appearance, one padding row between them', () => {
  const { corpus } = encode('[Paris] a\nb', words, 1);
  expect([...corpus.rows]).toEqual([0, 1, 2, 0, 3, 0]);
  expect([...corpus.labels]).toEqual([3, 1, 0, 3, 0, 3]);
  expect([...corpus.starts]).toEqual([1, 4, 6]);
  expect(corpus.tokens).toBe(3);
  expect([...trueCenters(corpus)]).toEqual([1]);
  expect(windowsOf(corpus, [1, 2, 4])).toEqual([
    [0, 1, 2],
    [1, 2, 0],
    [0, 3, 0],
  ]);
});

test('all windows of five words, radius 2', () => {
  const { corpus } = encode('a b [Paris York] a', words, 2);
  expect([...corpus.labels]).toEqual([3, 3, 0, 0, 1, 2, 0, 3, 3]);
  expect(windowsOf(corpus, [2, 3, 4, 5, 6])).toEqual([
    [0, 0, 1, 2, 3],
    [0, 1, 2, 3, 4],
    [1, 2, 3, 4, 1],
    [2, 3, 4, 1, 0],
    [3, 4, 1, 0, 0],
  ]);
});

test('radius 0 still keeps sentences apart', () => {
  const { corpus } = encode('[Paris]\n[York]', words, 0);
  expect([...corpus.rows]).toEqual([0, 1, 0, 2, 0]);
  expect(windowsOf(corpus, [1, 3])).toEqual([[1], [2]]);
});

test('adjacent locations stay separate', () => {
  const { corpus } = encode('[Paris] [York]', words, 1);
  expect([...corpus.labels]).toEqual([3, 1, 1, 3]);
});

test.each([
  ['" a b', [false, true, false]],
  ['. " .', [true, false, false]],
])('%s: the first word and the other words have different rows in the sentence slot', (text, isFirst) => {
  const { corpus, encoder } = encode(text, words, 1, { sentence: true });
  const [context] = corpus.contexts;
  const { featureStart, features } = encoder.rows.inputs();
  const featuresAt = (position: number): number[] => {
    const row = context[position];
    return [...features.subarray(featureStart[row], featureStart[row + 1])];
  };
  const first = encoder.features.sentences.idsOf(['first'])[0];
  expect([1, 2, 3].map((position) => featuresAt(position).includes(first))).toEqual(isFirst);
  expect(encoder.rows.inputs().dense[context[1]]).toBe(-1);
});

test('means of sentence and document are means of the rows of their tokens', () => {
  const { corpus, encoder } = encode('a b\nParis\n\nYork', words, 1, {
    sentenceMean: true,
    documentMean: true,
  });
  const { X, dense } = encoder.rows.inputs();
  const vectorsOf = (slot: number): number[] =>
    [1, 2, 4, 6].map((position) => X[2 * dense[corpus.contexts[slot][position]]]);
  expect(vectorsOf(0)).toEqual([1.5, 1.5, 3, 4]);
  expect(vectorsOf(1)).toEqual([2, 2, 2, 4]);
  expect([...corpus.documentEnds]).toEqual([2, 3]);
});

test('rungs are counted by token, not by form', () => {
  const features = new FeatureSet(noFeatures, new FeatureSpace([]), new FeatureSpace([]), [], undefined);
  const encoder = new Encoder(lookUpOf(words), features, 1);
  const { rungs } = encoder.encode(sentencesOf('a a B grumpf 12'), locations, false);
  expect(Object.fromEntries(rungs)).toEqual({ exact: 2, lower: 1, unknown: 1, number: 1 });
});

test('lowercase words are marked; words with uppercase letters or digits are not', () => {
  const features = new FeatureSet(noFeatures, new FeatureSpace([]), new FeatureSpace([]), [], undefined);
  const encoder = new Encoder(lookUpOf(words), features, 1);
  const { corpus } = encoder.encode(sentencesOf('a B 12 , grumpf'), locations, false);
  expect([1, 2, 3, 4, 5].map(lowercaseAt(corpus))).toEqual([true, false, false, true, true]);
});
