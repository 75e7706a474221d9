import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexWords, isWholeIndex, WordIndex } from '../../src/model/word-index.js';

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
  expect([0, 1, 19_999].map((row) => index.rowOf(list[row]!))).toEqual([0, 1, 19_999]);
  expect(index.rowOf('w1')).toBeUndefined();
  expect(index.rowOf('x'.repeat(1000))).toBeUndefined();
});

test('no words', () => {
  expect(new WordIndex(indexWords([])).rowOf('a')).toBeUndefined();
  expect(isWholeIndex(indexWords([]))).toBe(true);
});

test('damage is seen before a search could run out of bounds or without end', () => {
  const damaged = (change: (index: ReturnType<typeof indexWords>) => void): boolean => {
    const index = indexWords(['Paris', 'London', 'Zürich']);
    expect(isWholeIndex(index)).toBe(true);
    change(index);
    return isWholeIndex(index);
  };
  expect(damaged(({ slots }) => slots.fill(1))).toBe(false);
  expect(damaged(({ slots }) => slots.fill(99))).toBe(false);
  expect(damaged(({ slots }) => slots.fill(-1))).toBe(false);
  expect(damaged(({ starts }) => starts.reverse())).toBe(false);
  expect(damaged(({ starts }) => starts.fill(1000, 3))).toBe(false);
});
