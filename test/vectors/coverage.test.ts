import { expect, test } from 'vitest';
import { coverageOf } from '../../src/vectors/coverage.js';

const words = ['paris', 'in'];
const vocabulary = {
  V: words.length,
  rowOf: (word: string) => (words.includes(word) ? words.indexOf(word) : undefined),
};

test('tokens and forms are counted by the lookup step that finds them', () => {
  const forms = new Map([
    ['in', 5],
    ['Paris', 3],
    ['PARIS', 1],
    ['1999', 2],
    ['Xyzzy', 1],
    ['Qux', 4],
  ]);
  expect(coverageOf(forms, vocabulary)).toEqual({
    tokens: 16,
    forms: 6,
    tokenShare: 11 / 16,
    formShare: 4 / 6,
    steps: [
      { step: 'exact', tokens: 5, forms: 1, examples: ['in'] },
      { step: 'lower', tokens: 4, forms: 2, examples: ['Paris', 'PARIS'] },
      { step: 'number', tokens: 2, forms: 1, examples: ['1999'] },
      { step: 'unknown', tokens: 5, forms: 2, examples: ['Qux', 'Xyzzy'] },
    ],
  });
  expect(coverageOf(new Map(), vocabulary)).toMatchObject({
    tokens: 0,
    tokenShare: 0,
    formShare: 0,
    steps: [],
  });
});
