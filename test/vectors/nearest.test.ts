import { expect, test } from 'vitest';
import { nearestWords } from '../../src/vectors/nearest.js';

const table = {
  words: ['east', 'north', 'northeast', 'west', 'zero', 'far-east'],
  d: 2,
  vectors: Float32Array.of(1, 0, 0, 1, 1, 1, -1, 0, 0, 0, 5, 0),
};

test('words by falling cosine, the first of the table first; zeros and skipped rows are left out', () => {
  const found = nearestWords(table, Float32Array.of(2, 0), 10, new Set([0]));
  expect(found.map(({ word }) => word)).toEqual(['far-east', 'northeast', 'north', 'west']);
  expect(found.map(({ similarity }) => similarity)).toEqual([1, expect.closeTo(Math.SQRT1_2, 12), 0, -1]);
  expect(nearestWords(table, Float32Array.of(1, 0), 1, new Set())).toEqual([{ word: 'east', similarity: 1 }]);
});
