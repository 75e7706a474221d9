import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chart } from '../../src/document/chart.js';
import { domainOf, scaleOf } from '../../src/document/chart-axes.js';

const labels = (least: number, most: number, count: number, whole = false): string[] =>
  domainOf({ label: '', whole }, [least, most], count).ticks.map(({ label }) => label);

test('round numbers with the decimals of their step', () => {
  expect(labels(0, 1, 5)).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  expect(labels(0.123, 0.131, 4)).toEqual(['0.122', '0.124', '0.126', '0.128', '0.130', '0.132']);
  expect(labels(-3, 4, 4)).toEqual(['−4', '−2', '0', '2', '4']);
  expect(labels(0, 3e-7, 3)).toEqual(['0', '1e−7', '2e−7', '3e−7']);
  expect(labels(0, 2.5e7, 5)).toEqual(['0', '5.0e+6', '1.0e+7', '1.5e+7', '2.0e+7', '2.5e+7']);
  expect(labels(0, 4000, 4)).toEqual(['0', '1,000', '2,000', '3,000', '4,000']);
});

test('signs of numbers and of exponents are both minus signs', () => {
  expect(labels(-2e-7, 0, 2)).toEqual(['−2e−7', '−1e−7', '0']);
});

test('ticks at whole numbers only, inside the data', () => {
  expect(labels(1, 3, 10, true)).toEqual(['1', '2', '3']);
  expect(labels(1, 20, 5, true)).toEqual(['5', '10', '15', '20']);
  expect(labels(7, 7, 5, true)).toEqual(['7']);
});

test('a single value is in the middle, with room around it', () => {
  for (const value of [0, 5, -0.3]) {
    const { ticks, at } = scaleOf(domainOf({ label: '' }, [value], 4), 0, 100);
    expect(ticks.length).toBeGreaterThan(1);
    expect(at(value)).toBeGreaterThan(0);
    expect(at(value)).toBeLessThan(100);
  }
  expect(scaleOf(domainOf({ label: '', whole: true }, [3], 4), 0, 100).at(3)).toBe(50);
});

test('an axis encloses its data, its ticks rise by equal steps, and each label is the value of its tick', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
      fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (least, size, count) => {
        fc.pre(size > 1e-6 * Math.abs(least));
        const most = least + size;
        const { ticks, at } = scaleOf(domainOf({ label: '' }, [least, most], count), 0, 1);
        expect(at(least)).toBeGreaterThanOrEqual(-1e-9);
        expect(at(most)).toBeLessThanOrEqual(1 + 1e-9);
        expect(ticks.length).toBeLessThanOrEqual(2 * count + 2);
        const values = ticks.map(({ value }) => value);
        const step = (values[values.length - 1] - values[0]) / (values.length - 1);
        ticks.forEach(({ value, label }, k) => {
          expect(value).toBeCloseTo(values[0] + k * step, 3 - Math.ceil(Math.log10(step)));
          const read = Number(label.replaceAll('−', '-').replaceAll(',', ''));
          expect(Math.abs(read - value)).toBeLessThan(step / 2);
        });
      },
    ),
  );
});

test('the bytes of a chart are the same on every machine and engine', () => {
  const series = [0.1, 0.3, 0.7].map((rate, k) => ({
    name: `rate ${rate}`,
    points: Array.from({ length: 30 }, (_, i) => [i + 1, (7 * rate) / (i + k + 3)] as const),
  }));
  const svg = chart({ title: 'loss', x: { label: 'epoch', whole: true }, y: { label: 'loss' }, series });
  expect(createHash('sha256').update(svg).digest('hex').slice(0, 16)).toBe('2af86ed927e8dc7a');
});
