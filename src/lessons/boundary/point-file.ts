/** @file Points from a CSV file: lines of x, y and label, with or without a header. */
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { NerwinError } from '../../error.js';
import { readWhole, sizeLimits } from '../../whole-file.js';
import type { Points } from './points.js';

interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/**
 * Reads points. Empty lines and lines that begin with # are skipped; a first line without numbers
 * names the axes. `trueLabel` is the label of the positive class; all other labels form the other
 * class. Without it there must be exactly two labels, and the one that sorts last is the positive
 * class (1 of 0 and 1, yes of no and yes). `setting` is what the caller calls `trueLabel`.
 * @throws {NerwinError} 'file' with path and line.
 */
export function readPoints(path: string, trueLabel: string | undefined, setting = '--positive'): Points {
  const text = decoded(path);
  const points: LabelledPoint[] = [];
  let axes: [string, string] = ['x₁', 'x₂'];
  for (const [index, { fields, line }] of rowsOf(path, text).entries()) {
    const [x = '', y = '', label = ''] = fields;
    if (fields.length !== 3) {
      const found = `${fields.length} field${fields.length === 1 ? '' : 's'}`;
      throw malformed(path, line, `${found}, expected 3`);
    }
    if (index === 0 && !isNumber(x) && !isNumber(y)) axes = [x, y];
    else
      points.push({
        x: coordinate(x, path, line),
        y: coordinate(y, path, line),
        label: named(label, path, line),
      });
  }
  const names = classesOf(path, points, trueLabel, setting);
  return {
    title: basename(path),
    axes,
    x: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    isTrue: Uint8Array.from(points, ({ label }) => (label === names[1] ? 1 : 0)),
    names,
  };
}

/** The fields of a row and its line number, from 1. */
interface Row {
  readonly fields: readonly string[];
  readonly line: number;
}

/**
 * Returns the rows of a CSV file (RFC 4180) without empty lines and comments;
 * spaces around fields are removed.
 */
function rowsOf(path: string, text: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      comment: '#',
      comment_no_infix: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (fields: string[], { lines }) => {
        if (fields.length > 1 || fields[0] !== '') rows.push({ fields, line: lines });
        return null; // collected above, with its line
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : rows.length + 1;
    throw malformed(path, line, quoteFaults[error.code] ?? 'not CSV');
  }
  return rows;
}

const quoteFaults: Readonly<Partial<Record<CsvError['code'], string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'the quote is not closed',
  INVALID_OPENING_QUOTE: 'a quote inside a field without quotes',
  CSV_INVALID_CLOSING_QUOTE: 'text after the closing quote',
};

function decoded(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readWhole(path, 'file', sizeLimits.table));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NerwinError('file', `${path}: not UTF-8 text`, 'expected lines of x,y,label', { cause: error });
  }
}

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

function coordinate(text: string, path: string, line: number): number {
  if (!isNumber(text)) throw malformed(path, line, `'${text}' is not a finite number`);
  const value = Number(text);
  if (Math.abs(value) <= 1e15) return value;
  throw malformed(path, line, `${text} is too large`);
}

function named(label: string, path: string, line: number): string {
  if (label === '') throw malformed(path, line, 'the label is empty');
  return label;
}

/** Returns the labels of the other class and the positive class. */
function classesOf(
  path: string,
  points: readonly LabelledPoint[],
  trueLabel: string | undefined,
  setting: string,
): [string, string] {
  const labels = [...new Set(points.map(({ label }) => label))].sort();
  const found = labels.slice(0, 10).join(', ') + (labels.length > 10 ? ', …' : '');
  if (labels.length < 2) {
    const what = labels.length === 0 ? 'no points' : `all points have the label ${found}`;
    throw new NerwinError('file', `${path}: ${what}`, 'a boundary needs points of two classes');
  }
  if (trueLabel === undefined) {
    if (labels.length === 2) return [labels[0], labels[1]];
    throw new NerwinError(
      'file',
      `${path}: expected 2 labels, found ${labels.length}: ${found}`,
      `choose the positive class with ${setting}${setting.startsWith('--') ? ' LABEL' : ''}; all other labels form the other class`,
    );
  }
  if (!labels.includes(trueLabel)) {
    throw new NerwinError(
      'usage',
      `${setting}: no point has the label ${trueLabel}`,
      `the labels are ${found}`,
    );
  }
  const others = labels.filter((label) => label !== trueLabel);
  return [others.length === 1 ? others[0] : `not ${trueLabel}`, trueLabel];
}

const malformed = (path: string, line: number, what: string): NerwinError =>
  new NerwinError(
    'file',
    `${path}:${line}: ${what}`,
    'each line must be x,y,label, for example 0.5,-1.25,inside',
  );
