/** @file A comparison of curves for the terminal: legend, table of epochs, verdict. */

import { significant } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import type { ComparedEpoch, CurveComparison } from './curve-comparison.js';

export interface ComparisonTableOptions {
  /** Prints every epoch, however many there are. */
  readonly all?: boolean;
  /** Highlights the rows of epochs that differ. */
  readonly emphasis?: (text: string) => string;
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
  const { metric, names, epochs } = comparison;
  const letters = names.map((_, index) => letter(index));
  const rows: (readonly string[])[] = [];
  const marked = new Set<number>();
  let expected = 0;
  for (const index of options.all ? epochs.keys() : shown(epochs)) {
    if (index > expected)
      rows.push(['⋮', ...names.map(() => '⋮'), '⋮', omitted(epochs.slice(expected, index))]);
    if (!epochs[index].equal) marked.add(rows.length);
    rows.push(cells(epochs[index]));
    expected = index + 1;
  }
  const emphasis = options.emphasis ?? ((text: string) => text);
  const difference = names.length === 2 ? '|A − B|' : 'largest |A − …|';
  const table = plainTable(['epoch', ...letters, difference, ''], rows, {
    align: ['right', ...letters.map(() => 'right' as const), 'right', 'left'],
    style: (text, row) => (marked.has(row) ? emphasis(text) : text),
  });
  const legend = plainTable(
    [metric, ''],
    names.map((name, index) => [letters[index], name]),
  );
  return `${legend}\n${table}\n${verdict(comparison)}\n`;
}

/** Returns a one-line verdict: the number of equal epochs, or the first difference with all digits. */
export function verdict({ metric, equal, first, epochs }: CurveComparison): string {
  if (equal || first === null) {
    const largest = epochs.reduce((sofar, { difference }) => Math.max(sofar, difference ?? 0), 0);
    return `${metric}: equal in ${epochs.length} ${epochs.length === 1 ? 'epoch' : 'epochs'}, largest difference ${significant(largest, 3)}`;
  }
  const values = first.values
    .map((value) => (value === null ? 'no such epoch' : String(value)))
    .join(' vs. ');
  const amount = first.difference === null ? '' : ` (difference ${significant(first.difference, 3)})`;
  return `${metric}: first difference in epoch ${first.epoch}: ${values}${amount}`;
}

function cells({ epoch, values, difference, equal }: ComparedEpoch): string[] {
  const mark = equal ? '' : difference === null ? '≠ missing' : '≠';
  return [
    String(epoch),
    ...values.map((value) => (value === null ? '–' : value.toPrecision(7))),
    difference === null ? '–' : significant(difference, 3),
    mark,
  ];
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
