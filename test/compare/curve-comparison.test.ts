import { expect, test } from 'vitest';
import { comparisonJson } from '../../src/compare/comparison-json.js';
import { comparisonTable, verdict } from '../../src/compare/comparison-table.js';
import type { Curve } from '../../src/compare/curve.js';
import { compareCurves } from '../../src/compare/curve-comparison.js';

const curve = (name: string, ...values: number[]): Curve => ({
  name,
  values: new Map(values.map((value, index) => [index + 1, value])),
});
const exact = { rtol: 0, atol: 0 };

test('equal curves', () => {
  const comparison = compareCurves('loss', [curve('a', 1, 0.5), curve('b', 1, 0.5)], exact);
  expect(comparisonJson(comparison)).toEqual({ equal: true, metric: 'loss', firstDifference: null });
  expect(verdict(comparison)).toBe('loss: equal in 2 epochs, largest difference 0');
});

test('the first difference, with all digits', () => {
  const comparison = compareCurves('loss', [curve('a', 1, 0.1 + 0.2, 5), curve('b', 1, 0.3, 4)], exact);
  expect(comparisonJson(comparison)).toEqual({
    equal: false,
    metric: 'loss',
    firstDifference: { epoch: 2, values: [0.30000000000000004, 0.3], difference: 0.30000000000000004 - 0.3 },
  });
  expect(verdict(comparison)).toBe(
    'loss: first difference in epoch 2: 0.30000000000000004 vs. 0.3 (difference 5.55e-17)',
  );
});

test('equal if |v − b| ≤ atol + rtol · |b|, where b is the value of the first run', () => {
  const equal = (a: number, b: number, rtol: number, atol: number) =>
    compareCurves('x', [curve('a', a), curve('b', b)], { rtol, atol }).equal;
  expect(equal(1, 1.5, 0, 0.5)).toBe(true);
  expect(equal(1, 1.5, 0, 0.49)).toBe(false);
  expect(equal(3, 4, 0.25, 0)).toBe(false); // 1 > 0.25 · 3
  expect(equal(4, 3, 0.25, 0)).toBe(true); // 1 ≤ 0.25 · 4
  expect(equal(3, 4, 0.25, 0.25)).toBe(true);
  expect(equal(100, 0.1, 1, 0)).toBe(true);
  expect(equal(0.1, 100, 1, 0)).toBe(false);
  expect(equal(0, 1e-9, 1, 0)).toBe(false); // a baseline of 0 leaves only atol
  expect(equal(-4, 4, 1, 0)).toBe(false);
});

test('an epoch missing in one run counts as a difference', () => {
  const comparison = compareCurves('loss', [curve('a', 1, 2), curve('b', 1, 2, 3)], { rtol: 1, atol: 9 });
  expect(comparisonJson(comparison).firstDifference).toEqual({
    epoch: 3,
    values: [null, 3],
    difference: null,
  });
  expect(verdict(comparison)).toBe('loss: first difference in epoch 3: no such epoch vs. 3');
});

test('each later run is compared with the first', () => {
  const comparison = compareCurves('loss', [curve('a', 10), curve('b', 11), curve('c', 8)], {
    rtol: 0,
    atol: 1,
  });
  expect(comparison.first).toMatchObject({ epoch: 1, values: [10, 11, 8], difference: 2, equal: false });
});

test('a short table has every epoch and marks what differs', () => {
  const comparison = compareCurves('loss', [curve('run/a', 1, 0.5, 0.25), curve('b', 1, 0.75)], exact);
  expect(comparisonTable(comparison)).toBe(
    [
      'loss',
      'A     run/a',
      'B     b',
      '',
      'epoch          A          B  |A − B|',
      '    1   1.000000   1.000000        0',
      '    2  0.5000000  0.7500000     0.25  ≠',
      '    3  0.2500000          –        –  ≠ missing',
      '',
      'loss: first difference in epoch 2: 0.5 vs. 0.75 (difference 0.25)',
      '',
    ].join('\n'),
  );
  expect(comparisonTable(comparison, { emphasis: (text) => `*${text}*` }).match(/\*≠/g)).toHaveLength(2);
});

test('a long table leaves out equal epochs in the middle, unless all are asked for', () => {
  const values = Array.from({ length: 100 }, (_, index) => index);
  const other = values.map((value) => (value === 49 ? -1 : value));
  const comparison = compareCurves('loss', [curve('a', ...values), curve('b', ...other)], exact);
  const epochs = (text: string) => [...text.matchAll(/^ *(\d+|⋮) .*$/gm)].map(([, first]) => first);
  const text = comparisonTable(comparison);
  expect(epochs(text)).toEqual(['1', '2', '3', '⋮', '50', '⋮', '98', '99', '100']);
  expect(text).toContain('46 more, all equal');
  expect(epochs(comparisonTable(comparison, { all: true }))).toHaveLength(100);
});

test('a long table of differences shows the first ten and counts the others', () => {
  const values = Array.from({ length: 50 }, () => 1);
  const comparison = compareCurves(
    'loss',
    [curve('a', ...values), curve('b', ...values.map(() => 2))],
    exact,
  );
  expect(comparisonTable(comparison)).toContain('37 more, 37 differ');
});
