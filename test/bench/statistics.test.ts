import { describe, expect, test } from 'vitest';
import { median, ratio, thousands } from './statistics.js';

describe('statistics', () => {
  test('the median is the middle one, the upper of two; it sorts by number and leaves its argument as it was', () => {
    const values = [10, 9, 100];
    expect(median(values)).toBe(10);
    expect(values).toEqual([10, 9, 100]);
    expect(median([4, 1, 3, 2])).toBe(3);
    expect(median([])).toBeNaN();
  });

  test('ratios are taken round by round, not of medians', () => {
    // rounds: 2/1 = 2, 9/3 = 3, 4/4 = 1; the medians alone would give 4/3
    expect(ratio([2, 9, 4], [1, 3, 4])).toBe('2.00× (1.00 – 3.00)');
  });

  test('thousands', () => {
    expect(thousands(12_345)).toBe('12.3k');
  });
});
