import { expect, test } from 'vitest';
import { visible } from '../../src/dataset/predictions.js';

test.each([
  ['Paris', 'Paris'],
  ['l\nx', 'l\\nx'],
  ['a\r\n', 'a\\r\\n'],
  ['New York', 'New\\u0020York'],
  ['a\tb', 'a\\tb'],
  ['New\u00a0York', 'New\\u00a0York'],
  ['\u3000', '\\u3000'],
  ['a\u2028b', 'a\\u2028b'],
  ['a\u0085b', 'a\\u0085b'],
  ['a\u0000', 'a\\u0000'],
  ['\u200bx', '\\u200bx'],
  ['C:\\new', 'C:\\new'],
  ['C:\\new\n', 'C:\\\\new\\n'],
  ['', '_'],
])('%j is written as %s', (word, expected) => {
  expect(visible(word)).toBe(expected);
  expect(visible(word)).toMatch(/^[^\s\p{Cc}]+$/u);
});
