/** @file A comparison for the terminal: legend, table of epochs, verdict; one line per metric for single values. */

import { curveTable } from '../document/curve-table.js';
import { significant } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import type { ComparedEpoch, CurveComparison } from './compared.js';
import { metricText } from './failure.js';
import { verdictOf } from './verdict.js';

export interface ComparisonTableOptions {
  /** Prints every epoch, however many there are. */
  readonly all?: boolean;
  /** Highlights the rows of epochs that differ. */
  readonly emphasis?: (text: string) => string;
  /** Width of the terminal, if there is one. */
  readonly columns?: number | undefined;
}

/**
 * Without `all`, a table with more epochs than this shows only the first and last few epochs and the first
 * few that differ.
 */
const longest = 20;
const edge = 3;
const maxDiffering = 10;

/** Returns the table; runs are called A, B, C … in it, and the legend above says which is which. */
export function comparisonTable(comparison: CurveComparison, options: ComparisonTableOptions = {}): string {
  const { names, epochs } = comparison;
  const letters = names.map((_, index) => letter(index));
  const rows: (readonly string[])[] = [];
  const marked = new Set<number>();
  let expected = 0;
  for (const index of options.all ? epochs.keys() : shown(epochs)) {
    if (index > expected)
      rows.push(['⋮', ...names.map(() => '⋮'), '⋮', omitted(epochs.slice(expected, index))]);
    if (isMarked(epochs[index])) marked.add(rows.length);
    rows.push(cells(epochs[index]));
    expected = index + 1;
  }
  const emphasis = options.emphasis ?? ((text: string) => text);
  const difference = names.length === 2 ? '|A − B|' : names.length === 1 ? '' : 'largest |A − …|';
  const table = plainTable(['epoch', ...letters, difference, ''], rows, {
    align: ['right', ...letters.map(() => 'right' as const), 'right', 'left'],
    style: (text, row) => (marked.has(row) ? emphasis(text) : text),
    columns: options.columns,
  });
  const legend = plainTable(
    [metricText(comparison), ''],
    names.map((name, index) => [letters[index], name]),
    { columns: options.columns },
  );
  return `${legend}\n${table}\n${verdict(comparison)}\n`;
}

/** More runs have no curves. */
const mostCurves = 12;

/** Returns each curve as one line of text, all on one scale; nothing for fewer than three epochs. */
export function curveLines(
  { metric, network, names, epochs }: CurveComparison,
  { columns }: Pick<ComparisonTableOptions, 'columns'> = {},
): string {
  if (epochs.length < 3 || names.length > mostCurves) return '';
  const curves = names.map((_, run) => ({
    name: letter(run),
    values: epochs.map(({ values }) => values[run] ?? null),
  }));
  return curveTable(metricText({ metric, network }), curves, { columns });
}

/** Returns a table of comparisons at single values: one row per metric and new run. */
export function valuesTable(
  comparisons: readonly CurveComparison[],
  { emphasis = (text: string) => text, columns }: ComparisonTableOptions = {},
): string {
  const rows: string[][] = [];
  const marked = new Set<number>();
  for (const comparison of comparisons) {
    const [{ values, places }] = comparison.epochs;
    const [base, ...later] = comparison.names.length > values.length ? [null, ...values] : values;
    const [, ...runs] = comparison.names;
    const at = (index: number): string =>
      places[index] === null || comparison.at.startsWith('epoch') ? '' : ` (${places[index]})`;
    for (const [index, value] of (later.length === 0 ? [base] : later).entries()) {
      const change = base === null || value === null || later.length === 0 ? Number.NaN : value - base;
      const text = verdictOf(comparison, index);
      if (comparison.failures.some(({ run }) => run === runs[index])) marked.add(rows.length);
      rows.push([
        metricText(comparison),
        comparison.at,
        later.length === 0 ? comparison.names[0] : runs[index],
        later.length === 0 ? '' : number(base) + at(0),
        number(value) + at(later.length === 0 ? 0 : index + 1),
        Number.isFinite(change) ? `${change > 0 ? '+' : ''}${significant(change, 3)}` : '',
        text,
      ]);
    }
  }
  return plainTable(['metric', 'at', 'run', 'baseline', 'value (epoch)', 'change', ''], rows, {
    align: ['left', 'left', 'left', 'right', 'right', 'right', 'left'],
    style: (text, row) => (marked.has(row) ? emphasis(text) : text),
    columns,
  });
}

const number = (value: number | null): string => (value === null ? '–' : value.toPrecision(7));

/** Returns a one-line verdict: the number of equal epochs, or the first difference with all digits. */
export function verdict(comparison: CurveComparison): string {
  const { equal, first, epochs, names, largest } = comparison;
  const metric = metricText(comparison);
  if (names.length === 1) return `${metric}: ${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}`;
  if (equal || first === null) {
    return `${metric}: equal in ${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}, largest difference ${significant(largest?.difference ?? 0, 3)}`;
  }
  const values = first.values
    .map((value) => (value === null ? 'no such epoch' : String(value)))
    .join(' vs. ');
  const amount = first.difference === null ? '' : ` (difference ${significant(first.difference, 3)})`;
  return `${metric}: first difference in epoch ${first.epoch}: ${values}${amount}`;
}

const isMarked = ({ equal, statuses }: ComparedEpoch): boolean => !equal && statuses.length > 0;

function cells(epoch: ComparedEpoch): string[] {
  const { values, difference, statuses } = epoch;
  const mark = isMarked(epoch) ? `≠${word(statuses)}` : '';
  return [
    String(epoch.epoch),
    ...values.map((value) => (value === null ? '–' : value.toPrecision(7))),
    difference === null ? '–' : statuses.length === 0 ? '' : significant(difference, 3),
    mark,
  ];
}

/** The word for what is remarkable about an epoch, if it is more than a difference. */
function word(statuses: ComparedEpoch['statuses']): string {
  const has = (text: string): boolean => statuses.some((status) => status.startsWith(text));
  if (has('missing')) return ' missing';
  if (has('not finite')) return ' not finite';
  if (has('worse')) return ' worse';
  return has('better') ? ' better' : '';
}

/** Returns the indices of the epochs to print, in order. */
function shown(epochs: readonly ComparedEpoch[]): number[] {
  const indices = [...epochs.keys()];
  if (epochs.length <= longest) return indices;
  const differing = new Set(indices.filter((index) => !epochs[index].equal).slice(0, maxDiffering));
  return indices.filter((index) => index < edge || index >= epochs.length - edge || differing.has(index));
}

function omitted(epochs: readonly ComparedEpoch[]): string {
  const differing = epochs.filter(({ equal }) => !equal).length;
  return `${epochs.length} more, ${differing === 0 ? 'all equal' : `${differing} differ`}`;
}

/** Returns A … Z, then AA, AB …, as in a spreadsheet. */
function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}
