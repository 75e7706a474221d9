/** @file Points from a CSV file: x, y and label a line, with or without a header. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { NerwinError, withPath } from '../../error.js';
import type { Points } from './points.js';

interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/**
 * Reads points. Lines that are empty or begin with # are skipped; a first line without numbers names the axes. `trueLabel`
 * says which label is the true class: all others are the other one. Without it there must be two labels, and the one
 * that sorts last is the true class (1 of 0 and 1, yes of no and yes).
 * @throws {NerwinError} `file`, naming file and line.
 */
export function readPoints(path: string, trueLabel: string | undefined): Points {
  const text = withPath('file', path, () => decoded(path));
  const points: LabelledPoint[] = [];
  let axes: [string, string] = ['x₁', 'x₂'];
  let isFirst = true;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const fields = fieldsOf(line);
    const [x = '', y = '', label = ''] = fields;
    if (fields.length !== 3) {
      const found = `${fields.length} field${fields.length === 1 ? '' : 's'}`;
      throw malformed(path, index, `${found}, expected 3`);
    }
    if (isFirst && !isNumber(x) && !isNumber(y)) axes = [x, y];
    else
      points.push({
        x: coordinate(x, path, index),
        y: coordinate(y, path, index),
        label: named(label, path, index),
      });
    isFirst = false;
  }
  const names = classesOf(path, points, trueLabel);
  return {
    title: basename(path),
    axes,
    x: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    isTrue: Uint8Array.from(points, ({ label }) => (label === names[1] ? 1 : 0)),
    names,
  };
}

function decoded(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NerwinError('file', `${path}: not UTF-8 text`, 'expected lines of x,y,label', { cause: error });
  }
}

/** The fields of a line; one in double quotes may hold commas, and "" for a quote. */
function fieldsOf(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'),
  );
}

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

function coordinate(text: string, path: string, index: number): number {
  if (!isNumber(text)) throw malformed(path, index, `'${text}' is not a finite number`);
  const value = Number(text);
  if (Math.abs(value) <= 1e15) return value;
  throw malformed(path, index, `${text} is too large`);
}

function named(label: string, path: string, index: number): string {
  if (label === '') throw malformed(path, index, 'the label is empty');
  return label;
}

/** The other class and the true one. */
function classesOf(
  path: string,
  points: readonly LabelledPoint[],
  trueLabel: string | undefined,
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
      'choose the positive class with --positive LABEL; all other labels form the other class',
    );
  }
  if (!labels.includes(trueLabel)) {
    throw new NerwinError(
      'usage',
      `--positive: no point has the label ${trueLabel}`,
      `the labels are ${found}`,
    );
  }
  const others = labels.filter((label) => label !== trueLabel);
  return [others.length === 1 ? others[0] : `not ${trueLabel}`, trueLabel];
}

const malformed = (path: string, index: number, what: string): NerwinError =>
  new NerwinError(
    'file',
    `${path}:${index + 1}: ${what}`,
    'each line must be x,y,label, for example 0.5,-1.25,inside',
  );
