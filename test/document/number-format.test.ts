import { expect, test } from 'vitest';
import { duration, percent, significant } from '../../src/document/number-format.js';
import { grouped } from '../../src/plural.js';

test('numbers as people read them', () => {
  expect(percent(0.84375)).toBe('84.38');
  expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect(significant(0.1 + 0.2)).toBe('0.3');
  expect(significant(2.220446049250313e-16, 3)).toBe('2.22e-16');
});

test('durations never show 60 seconds or 60 minutes', () => {
  expect([0, 5.25, 59.94, 59.96, 75, 3599.6, 4000, 7199].map(duration)).toEqual([
    '0.0 s',
    '5.3 s',
    '59.9 s',
    '1 min 0 s',
    '1 min 15 s',
    '1 h 0 min',
    '1 h 7 min',
    '2 h 0 min',
  ]);
});
