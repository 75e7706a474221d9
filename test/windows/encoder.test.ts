import { expect, test } from 'vitest';
import { FeatureSet } from '../../src/features/feature-set.js';
import { FeatureSpace } from '../../src/features/feature-space.js';
import { usesMeans } from '../../src/windows/context-input.js';
import { endOf, lowercaseAt, slotsOf, trueCenters, writeWindow } from '../../src/windows/encoded-corpus.js';
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

/** An encoder for words without any features. */
const plainEncoder = (radius: number): Encoder => {
  const features = new FeatureSet(noFeatures, new FeatureSpace([]), new FeatureSpace([]), [], undefined);
  return new Encoder(lookUpOf(words), features, radius);
};

test('types with a class of their own are marked at each token; other types and O are 0', () => {
  const spans = [
    { type: 'PER', start: 0, end: 2 },
    { type: 'LOC', start: 2, end: 3 },
    { type: 'MISC', start: 3, end: 4 },
  ];
  const sentence = { tokens: ['a', 'b', 'Paris', 'York', 'a'], spans, document: 0, file: '', line: 1 };
  const { corpus } = plainEncoder(1).encode([sentence], locations, false, ['LOC', 'PER']);
  // 2 · class, + 1 for the first token: PER is class 2, LOC class 1
  expect([...(corpus.entities ?? [])]).toEqual([0, 5, 4, 3, 0, 0, 0]);
  expect([...corpus.labels]).toEqual([3, 0, 0, 1, 0, 0, 3]);
  expect(plainEncoder(1).encode([sentence], locations, false).corpus.entities).toBeUndefined();
});

test('documents end where the document number changes, also after an empty corpus', () => {
  const { corpus } = encode('a\nb\n\na\n\nb\na', words, 1, { documentMean: true });
  expect([...corpus.documentEnds]).toEqual([2, 3, 5]);
  const [context] = corpus.contexts;
  expect(context).toHaveLength(corpus.rows.length);
  expect([...corpus.labels].every((label, c) => (label === 3) === (context[c] === 0))).toBe(true);
  const empty = plainEncoder(1).encode([], locations, false).corpus;
  expect([empty.tokens, [...empty.starts], [...empty.documentEnds]]).toEqual([0, [1], []]);
});

test('endOf is the position after the last token of a sentence, whatever the radius', () => {
  for (const radius of [0, 1, 3]) {
    const { corpus } = plainEncoder(radius).encode(sentencesOf('a b Paris\nYork'), locations, false);
    const lengths = [0, 1].map((sentence) => endOf(corpus, sentence) - corpus.starts[sentence]);
    expect(lengths).toEqual([3, 1]);
  }
});

test('a form has one row, unless its tokens differ in features', () => {
  const { corpus } = encode('[Paris] a\n\nParis a\n\n[York] [Paris]', words, 1, { lexicon: true });
  const [one, two, three] = [1, 4, 8].map((position) => corpus.rows[position]);
  // Paris is in a location in one of two other documents, then in two of two, then in one of two
  expect([one === three, one === two]).toEqual([true, false]);
  expect(corpus.rows[2]).toBe(corpus.rows[5]);
});

test('the rows of the sentence slot are shared by sentences with the same features', () => {
  const { corpus } = encode('a b\nb a\nPARIS YORK', words, 1, { sentence: true });
  const [context] = corpus.contexts;
  const rowsAt = [1, 2, 4, 5, 7, 8].map((position) => context[position]);
  expect(rowsAt.slice(0, 2)).toEqual(rowsAt.slice(2, 4));
  expect(new Set(rowsAt).size).toBe(4);
});

test('true windows are the tokens of locations, each with its words and then its contexts', () => {
  const options = { sentence: true, documentMean: true };
  const { corpus } = encode('a [Paris York] b\nb', words, 1, options);
  expect([...trueCenters(corpus)]).toEqual([2, 3]);
  expect(slotsOf(corpus)).toBe(5);
  const [sentence, document] = corpus.contexts;
  expect(windowsOf(corpus, [2, 3])).toEqual([
    [...corpus.rows.subarray(1, 4), sentence[2], document[2]],
    [...corpus.rows.subarray(2, 5), sentence[3], document[3]],
  ]);
});

test('the features of a sentence do not depend on the sentences before it', () => {
  const lines = ['PARIS YORK', 'a b a b a b', '1 2 Paris', '. a', 'Paris York a'];
  const { encoder, features } = encode(lines.join('\n'), words, 1, { sentence: true });
  const { corpus } = encoder.encode(sentencesOf(lines.join('\n')), locations, false);
  const { featureStart, features: ids } = encoder.rows.inputs();
  lines.forEach((line, k) => {
    const alone = new Encoder(lookUpOf(words), features, 1);
    const single = alone.encode(sentencesOf(line), locations, false).corpus;
    const inputs = alone.rows.inputs();
    for (let i = 0; i < single.tokens; i++) {
      const [row, own] = [corpus.contexts[0][corpus.starts[k] + i], single.contexts[0][1 + i]];
      expect(ids.subarray(featureStart[row], featureStart[row + 1])).toEqual(
        inputs.features.subarray(inputs.featureStart[own], inputs.featureStart[own + 1]),
      );
    }
  });
});

test('the features of a row are those of its form and of its token, in ascending order', () => {
  const text = 'paris [Paris]\n\nParis\n\n[Paris] York';
  const { corpus, encoder, features } = encode(text, words, 0, { lexicon: true, words: true, shape: true });
  const { featureStart, features: ids } = encoder.rows.inputs();
  const row = corpus.rows[4]; // the second Paris: in a location in two of its two uses elsewhere
  const found = [...ids.subarray(featureStart[row], featureStart[row + 1])];
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  const names = found.map((id) => features.words.names[id]).sort();
  expect(names).toEqual(['rate=4', 'shape=Initial', 'word=paris']);
});

test('a model needs the vectors of all words of a sentence only if a mean is among its features', () => {
  const uses = (more: Partial<typeof noFeatures>) => usesMeans({ ...noFeatures, ...more });
  expect([uses({}), uses({ sentence: true })]).toEqual([false, false]);
  const means = { sentenceMean: true, documentMean: true };
  expect([uses({ sentenceMean: true }), uses({ documentMean: true }), uses(means)]).toEqual([
    true,
    true,
    true,
  ]);
});
