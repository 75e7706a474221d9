/** @file Parses metrics in columns: CSV or TSV with a header line, as other trainers and spreadsheets write them. */
import { parse } from 'csv-parse/sync';
import { NerwinError } from '../error.js';
import { currentName } from '../training/metrics.js';
import type { MetricRow, MetricTable } from './metric-table.js';
import { nonFinite, usualX } from './metrics-lines.js';
import { type MetricsText, truncationNote } from './metrics-text.js';

const hint = 'a metrics file is JSON Lines, or CSV or TSV with a header line';

/**
 * Returns the rows of a table, ordered by x. An empty cell is a missing value; a column with other text is not a metric.
 * @throws {NerwinError} `file`, with the line, if there is no x column, a row has too many or too few cells, or an x is no
 * number or repeated.
 */
export function readMetricsColumns({ file, lines, rest }: MetricsText, x: string | undefined): MetricTable {
  const header = lines[0] ?? rest;
  const text = `${[...lines, rest].join('\n')}`;
  const records = cellsOf(file, text, delimiterOf(header));
  const names = (records[0]?.cells ?? []).map((name) => currentName(name.trim()));
  const notes: string[] = [];
  const last = records.at(-1);
  if (rest.trim() !== '' && last && records.length > 1 && last.cells.length < names.length) {
    records.pop();
    notes.push(truncationNote(file, last.line, records.length));
  }
  const axis = x ?? usualX.find((name) => names.includes(name));
  if (axis === undefined || !names.includes(axis))
    throw new NerwinError(
      'file',
      `${file}:1: no column '${axis ?? 'epoch'}'; the columns are ${names.join(', ')}`,
      `name the column of the x axis, for example --x ${names[0] ?? 'step'}; ${hint}`,
    );
  return { file, x: axis, rows: rowsOf(file, axis, names, records.slice(1)), notes };
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

function cellsOf(file: string, text: string, delimiter: string): Cells[] {
  try {
    const options = {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    } as const;
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    throw new NerwinError('file', `${file}: ${(error as Error).message}`, hint, { cause: error });
  }
}

function rowsOf(
  file: string,
  axis: string,
  names: readonly string[],
  records: readonly Cells[],
): MetricRow[] {
  const rows = new Map<number, MetricRow>();
  for (const { line, cells } of records) {
    const fault = (what: string) => new NerwinError('file', `${file}:${line}: ${what}`, hint);
    if (cells.length !== names.length)
      throw fault(`${cells.length} cells, but the header has ${names.length}`);
    const at = numberIn(cells[names.indexOf(axis)]);
    if (at === undefined || !Number.isFinite(at))
      throw fault(`${axis} is ${JSON.stringify(cells[names.indexOf(axis)])}, expected a number`);
    const earlier = rows.get(at);
    if (earlier) throw fault(`${axis} ${at} already appears on line ${earlier.line}`);
    const values = names.flatMap((name, index): [string, number][] => {
      const value = name === axis || name === '' ? undefined : numberIn(cells[index]);
      return value === undefined ? [] : [[name, value]];
    });
    rows.set(at, { line, x: at, values: new Map(values) });
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}

function numberIn(cell: string): number | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  const value = Number(text);
  return Number.isNaN(value) ? nonFinite(text) : value;
}

/** Returns the delimiter that the header has most often. */
function delimiterOf(header: string): string {
  const count = (character: string) => header.split(character).length;
  return ['\t', ';', ','].reduce((best, one) => (count(one) > count(best) ? one : best), ',');
}
