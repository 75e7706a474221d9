import { expect, test } from 'vitest';
import { encodeWith } from '../../src/dataset/encode-with.js';
import { everything, plain, randomSentences, toyModel } from '../tagging/toy-model.js';
import { corpusOf } from '../windows/sample.js';

test.each([
  ['features of forms', plain],
  ['means over sentences and documents', everything],
])('only the vectors that a corpus uses are decoded, and they are those of the model: %s', (_, features) => {
  const model = toyModel({ features });
  const { words, vectors, d, unknown, number, padding } = model.lexicon;
  const inMemory = { ...model, lexicon: { words, vectors, d, unknown, number, padding } };
  const corpus = corpusOf(randomSentences(3, 8));
  const [read, whole] = [encodeWith(model, corpus), encodeWith(inMemory, corpus)];
  expect(read.corpus.rows).toEqual(whole.corpus.rows);
  expect(read.rungs).toEqual(whole.rungs);
  const [some, all] = [read.rows.inputs(), whole.rows.inputs()];
  expect(some.dense).toEqual(all.dense);
  const used = new Set<number>();
  for (const dense of some.dense) {
    if (dense < 0) continue;
    used.add(dense);
    const rowOf = (X: Float32Array): Float32Array => X.subarray(dense * d, (dense + 1) * d);
    expect(rowOf(some.X)).toEqual(rowOf(all.X));
  }
  const isZero = (row: number): boolean => some.X.subarray(row * d, (row + 1) * d).every((x) => x === 0);
  const left = words.map((_word, row) => row).filter((row) => !used.has(row) && isZero(row));
  expect(left.length).toBeGreaterThan(0); // words of no sentence, and in no mean
});
