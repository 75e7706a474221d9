/** @file The table of epochs that `train` prints: one row per epoch, at most 80 columns wide, narrower on a narrow terminal. */

import { percent } from '../document/number-format.js';
import { maximum } from '../extremes.js';
import type { EpochMetrics, EpochTiming } from '../training/metrics.js';

/** What a row shows. */
export interface EpochRow {
  /** Number of the network, 1-based. */
  readonly network: number;
  readonly metrics: EpochMetrics;
  readonly timing: EpochTiming;
}

interface Column {
  readonly name: string;
  /** Width of the longest value, in columns. */
  readonly width: number;
  readonly value: (row: EpochRow) => string;
  /** Columns with a higher number are left out first on a narrow terminal; those with 0 never. */
  readonly rank: number;
}

/** Widest table; networks, and epochs of a config, have at most 2 and 5 digits. */
const widest = 80;

const network: Column = { name: 'net', width: 3, rank: 0, value: (row) => String(row.network) };

const columns: readonly Column[] = [
  { name: 'epoch', width: 5, rank: 0, value: ({ metrics }) => String(metrics.epoch) },
  { name: 'loss', width: 8, rank: 1, value: ({ metrics }) => compact(metrics.loss, 1000) },
  { name: 'inside', width: 6, rank: 5, value: ({ metrics }) => percent(metrics.insideMargin) },
  { name: 'rate', width: 6, rank: 6, value: ({ metrics }) => compact(metrics.rate, 10) },
  { name: 'token', width: 6, rank: 2, value: ({ metrics }) => percent(metrics.dev.token.f1) },
  { name: 'P', width: 6, rank: 3, value: ({ metrics }) => percent(metrics.dev.entity.precision) },
  { name: 'R', width: 6, rank: 3, value: ({ metrics }) => percent(metrics.dev.entity.recall) },
  { name: 'F1', width: 6, rank: 0, value: ({ metrics }) => percent(metrics.dev.entity.f1) },
  { name: 'AP', width: 6, rank: 4, value: ({ metrics }) => percent(metrics.dev.averagePrecision) },
  { name: 'win/s', width: 6, rank: 7, value: ({ timing }) => thousands(timing.windowsPerSecond) },
];

/** Four decimals from 0.001 to `limit`, otherwise one digit or two and an exponent: 0.2500, 1.5e-5, 2e300. */
function compact(value: number, limit: number): string {
  if (value === 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < limit - 5e-5)) return value.toFixed(4);
  const isExtreme = Math.abs(Math.log10(Math.abs(value))) >= 99;
  return value.toExponential(isExtreme ? 0 : 1).replace('e+', 'e');
}

const thousands = (perSecond: number): string => {
  const count = Math.round(perSecond / 1000);
  return count < 100_000 ? `${count}k` : `${Math.round(count / 1000)}M`;
};

export class EpochTable {
  readonly #columns: readonly Column[];

  /** `isParallel`: networks are trained at the same time, so each row names its own. `terminal` is the width of the terminal, if there is one. */
  constructor(isParallel: boolean, terminal = widest) {
    let shown = isParallel ? [network, ...columns] : [...columns];
    const limit = Math.min(widest, terminal);
    while (widthOf(shown) > limit && shown.some(({ rank }) => rank > 0)) {
      const last = maximum(shown.map(({ rank }) => rank));
      shown = shown.filter(({ rank }) => rank !== last);
    }
    this.#columns = shown;
  }

  /** Explains the columns; `share` says what `inside` counts. */
  legend(share: string): string {
    const has = (name: string): boolean => this.#columns.some((column) => column.name === name);
    return [
      ...(has('inside') ? [`inside: ${share}, %`] : []),
      ...(has('rate') ? ['rate: learning rate'] : []),
      `on dev, %: ${[
        ...(has('token') ? ['token F1'] : []),
        ...(has('P') ? ['entity P, R and F1'] : ['entity F1']),
        ...(has('AP') ? ['average precision (AP)'] : []),
      ].join(', ')}`,
      ...(has('win/s') ? ['win/s: windows per second'] : []),
      '*: best epoch so far',
    ].join('; ');
  }

  header(): string {
    return this.#columns.map(({ name, width }) => name.padStart(width)).join(' ');
  }

  row(row: EpochRow): string {
    const cells = this.#columns.map(({ value, width }) => value(row).padStart(width)).join(' ');
    return row.metrics.best ? `${cells} *` : cells;
  }
}

/** The width of a row with its mark. */
const widthOf = (shown: readonly Column[]): number => shown.reduce((sum, { width }) => sum + width + 1, 1);
