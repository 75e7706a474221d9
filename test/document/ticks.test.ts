import fc from 'fast-check';
import { expect, test } from 'vitest';
import { niceTicks } from '../../src/document/ticks.js';

test('round numbers with the decimals of their step', () => {
  expect(niceTicks(0, 1, 5)).toEqual({
    values: [0, 0.2, 0.4, 0.6, 0.8, 1],
    labels: ['0', '0.2', '0.4', '0.6', '0.8', '1.0'],
  });
  expect(niceTicks(0.123, 0.131, 4).labels).toEqual(['0.122', '0.124', '0.126', '0.128', '0.130', '0.132']);
  expect(niceTicks(-3, 4, 4).labels).toEqual(['−4', '−2', '0', '2', '4']);
  expect(niceTicks(0, 3e-7, 3).labels).toEqual(['0', '1e−7', '2e−7', '3e−7']);
  expect(niceTicks(0, 2.5e7, 5).labels).toEqual(['0', '5.0e+6', '1.0e+7', '1.5e+7', '2.0e+7', '2.5e+7']);
});

test('signs of numbers and of exponents are both minus signs', () => {
  expect(niceTicks(-2e-7, 0, 2).labels).toEqual(['−2e−7', '−1e−7', '0']);
});

test('whole ticks', () => {
  expect(niceTicks(1, 3, 10, true).values).toEqual([1, 2, 3]);
  expect(niceTicks(1, 20, 5, true).values).toEqual([0, 5, 10, 15, 20]);
});

test('a single value gets room around it', () => {
  expect(niceTicks(0, 0, 4).values.at(0)).toBeLessThan(0);
  expect(niceTicks(5, 5, 4).values.at(-1)).toBeGreaterThan(5);
});

test('ticks enclose the data, are ascending, and at most three more than requested', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });
  fc.assert(
    fc.property(
      finite,
      fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      (least, size, count) => {
        const most = least + size;
        fc.pre(size > 1e-6 * Math.abs(least));
        const { values, labels } = niceTicks(least, most, count);
        const slack = 1e-8 * size + 1e-11 * Math.abs(least);
        expect(values[0]).toBeLessThanOrEqual(least + slack);
        expect(values.at(-1)!).toBeGreaterThanOrEqual(most - slack);
        expect(values.length).toBeLessThanOrEqual(count + 3);
        for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThan(values[i - 1]);
        expect(labels).toHaveLength(values.length);
      },
    ),
  );
});
