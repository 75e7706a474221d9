import { expect, test } from 'vitest';
import { EpochTable } from '../../src/cli/epoch-table.js';

const perfect = { precision: 1, recall: 1, f1: 1, tp: 1, fp: 0, fn: 0 };

/** A row with the longest value in every column. */
const longest = (loss: number, rate: number) => ({
  network: 64,
  metrics: {
    epoch: 10_000,
    loss,
    insideMargin: 1,
    rate,
    gradientNorm: { W: 1, b: 1, u: 1, S: 1 },
    dev: { token: perfect, entity: perfect, averagePrecision: 1, threshold: 0 },
    best: true,
  },
  timing: { epoch: 10_000, seconds: 1, windowsPerSecond: 99_999_000 },
});

const extremes = [0, 1e-300, 1.5e-5, 0.001, 0.25, 9.99994, 9.99996, 10, 999.9999, 999.99996, 1234.5, 1e300];

test('no line is wider than 80 columns, or than the terminal, with the longest values, and columns line up', () => {
  for (const terminal of [undefined, 200, 80, 60, 40]) {
    for (const isParallel of [false, true]) {
      const table = new EpochTable(isParallel, terminal);
      for (const loss of extremes)
        for (const rate of extremes) {
          const row = table.row(longest(loss, rate));
          expect(row.length).toBeLessThanOrEqual(Math.min(80, terminal ?? 80));
          expect(row).toMatch(/ \*$/);
          expect(row.length - 2).toBe(table.header().length);
        }
    }
  }
});

test('very small and very large numbers keep their leading digits', () => {
  const cells = (loss: number, rate: number) =>
    new EpochTable(false).row(longest(loss, rate)).trim().split(/ +/);
  expect(cells(0.25, 1.5e-5).slice(1, 4)).toEqual(['0.2500', '100.00', '1.5e-5']);
  expect(cells(1234.5, 12).slice(1, 4)).toEqual(['1.2e3', '100.00', '1.2e1']);
});

test('a narrow terminal has fewer columns, and the legend explains those that are there', () => {
  const narrow = new EpochTable(false, 40);
  expect(narrow.header().trim().split(/ +/)).toEqual(['epoch', 'loss', 'token', 'F1']);
  expect(narrow.legend('')).toBe('on dev, %: token F1, entity F1; *: best epoch so far');
});
