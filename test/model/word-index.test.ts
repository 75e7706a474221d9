import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IndexedWords, indexWords, isIndex, WordIndex } from '../../src/model/word-index.js';

const words = fc.uniqueArray(fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 12 })), {
  maxLength: 60,
});

test('every word is found at its row, and no other', () => {
  fc.assert(
    fc.property(words, fc.string({ unit: 'grapheme' }), (list, other) => {
      const index = new WordIndex(indexWords(list));
      list.forEach((word, row) => void expect(index.rowOf(word)).toBe(row));
      if (!list.includes(other)) expect(index.rowOf(other)).toBeUndefined();
      expect(index.list()).toEqual(list);
    }),
  );
});

test('an index of thousands of words', () => {
  const list = Array.from({ length: 20_000 }, (_, k) => `w${k * 7}`);
  const indexed = indexWords(list);
  const index = new WordIndex(indexed);
  expect(indexed.slots).toHaveLength(32_768);
  expect([0, 1, 19_999].map((row) => index.rowOf(list[row]))).toEqual([0, 1, 19_999]);
  expect(index.rowOf('w1')).toBeUndefined();
  expect(index.rowOf('x'.repeat(1000))).toBeUndefined();
});

test('no words', () => {
  expect(new WordIndex(indexWords([])).rowOf('a')).toBeUndefined();
  expect(isIndex(indexWords([]))).toBe(true);
});

test('every search ends in a damaged index', () => {
  const damages = [
    ({ slots }: IndexedWords) => slots.fill(1),
    ({ slots }: IndexedWords) => slots.fill(99),
    ({ slots }: IndexedWords) => slots.fill(-1),
    ({ starts }: IndexedWords) => starts.reverse(),
    ({ starts }: IndexedWords) => starts.fill(2 ** 31 - 1),
  ];
  for (const damage of damages) {
    const words = indexWords(['Paris', 'London', 'Zürich']);
    damage(words);
    expect(isIndex(words)).toBe(true);
    expect(new WordIndex(words).rowOf('Nice')).toBeUndefined();
  }
  expect(isIndex({ ...indexWords(['Paris']), slots: new Int32Array(64) })).toBe(false);
});
