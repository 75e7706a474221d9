import { expect, test } from 'vitest';
import { guessOf } from '../../src/cli/guess.js';

test('the closest name, if it is close enough', () => {
  expect(guessOf('trian', ['tag', 'train'])).toBe('train');
  expect(guessOf('boundaries', ['tag', 'train'])).toBeUndefined();
});

test('no names, as in vectors without words', () => {
  expect(guessOf('Paris', [])).toBeUndefined();
});
