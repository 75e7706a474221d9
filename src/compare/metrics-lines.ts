/**
 * @file Parses metrics in JSON Lines: one JSON object per line, with the number of its epoch or step. Also reads what other
 * trainers write: NaN and Infinity without quotes, several lines for one step, fractional epochs.
 */
import { NerwinError } from '../error.js';
import { closingQuote, isObject, leavesOf, parseJson } from '../json.js';
import { withCurrentNames } from '../training/metrics.js';
import type { MetricRow, MetricTable } from './metric-table.js';
import { type MetricsText, truncationNote } from './metrics-text.js';

const hint = 'each line of a metrics file must be a JSON object with an epoch';
/** Names of the x axis that are recognized without `--x`, in this order. */
export const usualX = ['epoch', 'step', 'global_step', 'iteration', 'iter'];

interface Line {
  readonly line: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * Returns the rows of a JSON Lines file, ordered by x. Lines with the same x are joined if they have different metrics.
 * @throws {NerwinError} `file`, with the line, if a line is not a JSON object with a number `x`, or repeats a metric.
 */
export function readMetricsJson(source: MetricsText, x: string | undefined): MetricTable {
  const { file, lines, rest } = source;
  const records: Line[] = [];
  for (const [index, content] of lines.entries()) {
    if (content.trim() !== '') records.push({ line: index + 1, record: parseLine(file, index + 1, content) });
  }
  const notes = [];
  if (rest.trim() !== '') {
    const record = completeObject(rest);
    if (record) records.push({ line: lines.length + 1, record });
    else notes.push(truncationNote(file, lines.length + 1, records.length));
  }
  const axis =
    x ?? usualX.find((name) => records.some(({ record }) => Object.hasOwn(record, name))) ?? 'epoch';
  return { file, x: axis, rows: rowsOf(file, axis, records, x !== undefined), notes };
}

function rowsOf(file: string, axis: string, records: readonly Line[], isChosen: boolean): MetricRow[] {
  const rows = new Map<number, { line: number; x: number; values: Map<string, number> }>();
  for (const { line, record } of records) {
    const { [axis]: position, ...others } = record;
    const at = positionOf(file, line, axis, position, isChosen);
    const row = rows.get(at) ?? { line, x: at, values: new Map() };
    rows.set(at, row);
    for (const [name, value] of numbersOf(others, '')) {
      if (row.line !== line && row.values.has(name) && !usualX.includes(name))
        throw new NerwinError(
          'file',
          `${file}:${line}: ${axis} ${at} already appears on line ${row.line}`,
          hint,
        );
      row.values.set(name, value);
    }
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}

function positionOf(file: string, line: number, axis: string, value: unknown, isChosen: boolean): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const what =
    value === undefined ? `no '${axis}'` : `${axis} is ${JSON.stringify(value)}, expected a number`;
  const advice = isChosen ? 'choose another x axis with --x' : `${hint}, or name another x axis with --x`;
  throw new NerwinError('file', `${file}:${line}: ${what}`, advice);
}

function parseLine(file: string, line: number, content: string): Line['record'] {
  const fault = (what: string, cause?: unknown) =>
    new NerwinError('file', `${file}:${line}: ${what}`, hint, { cause });
  let value: unknown;
  try {
    value = parseLoosely(content);
  } catch (error) {
    throw fault(`not valid JSON: ${(error as Error).message}`, error);
  }
  if (isObject(value)) return withCurrentNames(value);
  throw fault('expected a JSON object');
}

/** Returns the object in the last line of a file that does not end with a line feed; undefined if it was cut off. */
function completeObject(text: string): Line['record'] | undefined {
  try {
    const value = parseLoosely(text);
    return isObject(value) ? withCurrentNames(value) : undefined;
  } catch {
    return undefined;
  }
}

/** Parses JSON in which numbers can also be NaN, Infinity and -Infinity, as Python writes them. */
function parseLoosely(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const plain = outsideStrings(text, (part) =>
      part.replace(/-?\bInfinity\b|\bNaN\b/g, (token) =>
        token === 'NaN' ? 'null' : token.replace('Infinity', '1e999'),
      ),
    );
    if (plain === text) throw error;
    return parseJson(plain);
  }
}

/** Applies `change` to the parts of a JSON text that are not in quotes. */
function outsideStrings(text: string, change: (part: string) => string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    if (open < 0) return parts.join('') + change(text.slice(at));
    const end = closingQuote(text, open) + 1;
    parts.push(change(text.slice(at, open)), text.slice(open, end));
    at = end;
  }
  return parts.join('');
}

const words: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);

/** Returns the value of a word such as `NaN` or `-inf`; undefined for any other text. */
export const nonFinite = (text: string): number | undefined =>
  words.get(text.trim().toLowerCase().replace(/^\+/, ''));

/**
 * Yields the numbers of nested objects with their dotted paths, in file order; null is NaN, because JSON has no NaN. Other
 * values are ignored.
 */
export function* numbersOf(
  object: Readonly<Record<string, unknown>>,
  prefix: string,
): Generator<[string, number]> {
  for (const [path, value] of leavesOf(object, prefix)) {
    const number = value === null ? Number.NaN : typeof value === 'string' ? nonFinite(value) : value;
    if (typeof number === 'number') yield [path, number];
  }
}
