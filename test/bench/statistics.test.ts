import { describe, expect, test } from 'vitest';
import { median, ratio, thousands } from './statistics.js';

describe('statistics', () => {
  test('the median is the middle number, the upper of two; it sorts numerically and does not change its argument', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
    expect(median([4, 1, 3, 2])).toBe(3);
    expect(median([])).toBeNaN();
  });

  test('ratios are computed round by round, not from medians', () => {
    // rounds: 2/1 = 2, 9/3 = 3, 4/4 = 1; the ratio of the medians would be 4/3
    expect(ratio([2, 9, 4], [1, 3, 4])).toBe('2.00× (1.00 – 3.00)');
  });

  test('thousands', () => {
    expect(thousands(12_345)).toBe('12.3k');
  });
});
