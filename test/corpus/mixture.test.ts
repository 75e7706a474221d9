import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Corpus } from '../../src/corpus/corpus.js';
import { Mixture } from '../../src/corpus/mixture.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import { corpusOf as sampleOf, sentencesOf } from '../windows/sample.js';

function corpusOf(text: string): Corpus {
  const sentences = sentencesOf(text);
  const counts = {
    sentences: sentences.length,
    tokens: sentences.flatMap(({ tokens }) => tokens).length,
    documents: 1 + Math.max(...sentences.map(({ document }) => document)),
    entities: [],
    warnings: [],
  };
  return { summary: { ...counts, files: [] }, ...sampleOf(sentences) };
}

const none = { lower: 0, upper: 0 };

const read = (corpus: Corpus): Sentence[] => [...corpus.sentences()];

const texts = (sentences: readonly Sentence[]): string[] => sentences.map(({ tokens }) => tokens.join(' '));

test('sources follow each other, and document numbers continue', () => {
  const sources = ['a\n\nb', 'c', 'd\ne'].map((text) => ({
    corpus: corpusOf(text),
    sentences: null,
    weight: 1,
  }));
  const sentences = read(new Mixture(sources, none, 1));
  expect(texts(sentences)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(sentences.map(({ document }) => document)).toEqual([0, 1, 2, 3, 3]);
});

test('a number of sentences is taken exactly, and evenly: no two gaps differ by more than one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), (all, wanted) => {
      const corpus = corpusOf(Array.from({ length: all }, (_, k) => String(k)).join('\n'));
      const mixture = new Mixture([{ corpus, sentences: wanted, weight: 1 }], none, 1);
      const taken = texts(read(mixture)).map(Number);
      expect(taken.length).toBe(Math.min(all, wanted));
      expect(mixture.counts()).toEqual([taken.length]);
      const gaps = taken.slice(1).map((place, k) => place - taken[k]);
      if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a copy follows its sentence, with the same document and spans; no copy if nothing would change', () => {
  const mixture = new Mixture(
    [{ corpus: corpusOf('In [New York]\nsmall\nBIG'), sentences: null, weight: 1 }],
    { lower: 1, upper: 1 },
    1,
  );
  const sentences = read(mixture);
  expect(texts(sentences)).toEqual([
    'In New York',
    'in new york',
    'IN NEW YORK',
    'small',
    'SMALL',
    'BIG',
    'big',
  ]);
  expect(sentences.slice(0, 3).map(({ spans }) => spans)).toEqual(new Array(3).fill(sentences[0].spans));
  expect(mixture.counts()).toEqual([7]);
});

test.each([
  [null, none],
  [2, none],
  [3, none],
  [null, { lower: 1, upper: 0 }],
  [2, { lower: 0.5, upper: 0.5 }],
])(
  'forms are counted over the sentences actually used: %s sentences of the first source, copies %o',
  (wanted, shares) => {
    const first = { corpus: corpusOf('a B a\nc\nd B'), sentences: wanted, weight: 1 };
    const mixture = new Mixture([first, { corpus: corpusOf('E c'), sentences: null, weight: 1 }], shares, 1);
    expect([...mixture.forms()]).toEqual([...sampleOf(read(mixture)).forms()]);
  },
);

test('which sentences are copied depends only on the seed, and their fraction is as configured', () => {
  const corpus = corpusOf(Array.from({ length: 400 }, () => 'Word').join('\n'));
  const mixture = (seed: number): Mixture =>
    new Mixture([{ corpus, sentences: null, weight: 1 }], { lower: 0.25, upper: 0 }, seed);
  const [once, again, other] = [mixture(1), mixture(1), mixture(2)].map(read);
  expect(texts(again)).toEqual(texts(once));
  expect(texts(other)).not.toEqual(texts(once));
  expect(once.length - 400).toBeGreaterThan(70);
  expect(once.length - 400).toBeLessThan(130);
});
