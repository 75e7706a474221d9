import { expect, test } from 'vitest';
import { sparkline } from '../../src/document/sparkline.js';

test('the lowest value is lowest, the highest highest, and what is missing is a gap', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([7, 0, null, Number.NaN, 7])).toBe('█▁  █');
});

test('equal values are a level line; no values are no text', () => {
  expect(sparkline([3, 3, 3])).toBe('▄▄▄');
  expect(sparkline([])).toBe('');
  expect(sparkline([null])).toBe(' ');
});

test('a long curve keeps its shape and its end', () => {
  const values = Array.from({ length: 1000 }, (_, k) => k);
  const line = sparkline(values, 8);
  expect([...line]).toEqual([...'▁▂▃▄▅▆▇█']);
});
