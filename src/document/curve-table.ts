/** @file Curves or histograms that share an axis as a table for a terminal: each one a line of text, with the numbers of its ends. */
import { maximum } from '../extremes.js';
import { significant } from './number-format.js';
import { scaleOf, sparkline } from './sparkline.js';
import { plainTable } from './table.js';
import { textWidth } from './text-width.js';

/** A curve by its name; null where it has no value. */
export interface NamedCurve {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface CurveTableOptions {
  /** What is above the lines; by default that they are on one scale. */
  readonly axis?: string;
  /** Of a histogram, the highest value is shown; of a curve, the first and the last one. */
  readonly isHistogram?: boolean;
  /** Width of the terminal, if there is one. */
  readonly columns?: number | undefined;
}

/** Characters of a curve: this many, or on a narrow terminal what is left, but at least 8. */
const widest = 40;
const narrowest = 8;
const gap = 2;

/**
 * Returns the table; all curves are drawn on one scale, with a space where there is no number, or `·` if that is so at an end or in
 * several places in a row. `heading` is above the names.
 */
export function curveTable(
  heading: string,
  curves: readonly NamedCurve[],
  { axis = 'on one scale', isHistogram = false, columns = Number.POSITIVE_INFINITY }: CurveTableOptions = {},
): string {
  const numbers = curves.map(({ values }) => (isHistogram ? [highestOf(values)] : endsOf(values)));
  const names = isHistogram ? ['highest'] : ['first', 'last'];
  const widthOf = (texts: readonly string[]): number => maximum(texts.map(textWidth)) + gap;
  const taken = [
    widthOf(curves.map(({ name }) => name)),
    ...names.map((name, k) => widthOf([name, ...numbers.map((row) => row[k])])),
  ].reduce((sum, width) => sum + width, 0);
  const width = Math.max(narrowest, Math.min(widest, columns - taken));
  const scale = scaleOf(curves.flatMap(({ values }) => values));
  const rows = curves.map(({ name, values }, k) => [
    name,
    sparkline(values, width, scale).replace(/^ +| {2,}| +$/g, (gap) => '·'.repeat(gap.length)),
    ...numbers[k],
  ]);
  return plainTable([heading, axis, ...names], rows, {
    align: ['left', 'left', ...names.map(() => 'right' as const)],
    columns: Number.isFinite(columns) ? columns : undefined,
  });
}

const numberOf = (value: number | undefined): string => (value === undefined ? '' : significant(value, 4));
const present = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const highestOf = (values: readonly (number | null)[]): string => {
  const there = present(values);
  return numberOf(there.length === 0 ? undefined : maximum(there));
};

/** The first and the last value there is, as texts. */
function endsOf(values: readonly (number | null)[]): readonly [string, string] {
  const there = present(values);
  return [numberOf(there[0]), numberOf(there.at(-1))];
}
