import { expect, test } from 'vitest';
import { timeLeft } from '../../src/cli/progress.js';

test('the time left is that of what was done, for as much as is left', () => {
  expect(timeLeft(10, 20, 40)).toBe('20 s left');
  expect(timeLeft(0.1, 100, 150)).toBe('1 s left');
  expect(timeLeft(60, 1, 2)).toBe('2 min 0 s left');
  expect(timeLeft(3600, 2, 5)).toBe('2 h 30 min left');
});

test('it is unknown before anything is done, and nothing at the end', () => {
  expect(timeLeft(0.5, 0, 100)).toBe('');
  expect(timeLeft(0.5, 100, 0)).toBe('0 s left');
});
