/** @file Values of variables in the notation `x=1,y=[1,2],W=[[1,2],[3,4]]`. */
import { closest, distance } from 'fastest-levenshtein';
import { NerwinError } from '../../error.js';
import { isName } from './syntax.js';
import { type Tensor, tensor } from './tensor.js';
import { harmless } from './text.js';

const longestShown = 60;

const example = "write --at x=1,y=-2.5 or, for vectors and matrices, --at 'x=[1,2],W=[[1,2],[3,4]]'";

/**
 * Returns the values of `texts`, each `name=value,…`, by name. Throws 'usage'
 * with the text that cannot be read.
 */
export function assignmentsOf(texts: readonly string[]): Map<string, Tensor> {
  const values = new Map<string, Tensor>();
  for (const text of texts.map(harmless).flatMap(splitOutsideBrackets)) {
    const sign = text.indexOf('=');
    const name = text.slice(0, Math.max(0, sign)).trim();
    if (sign < 0 || !isName(name))
      throw new NerwinError('usage', `--at: cannot read '${shown(text.trim())}'`, example);
    if (values.has(name)) throw new NerwinError('usage', `--at: ${name} is given twice`);
    values.set(name, tensorOf(name, text.slice(sign + 1).trim()));
  }
  return values;
}

/**
 * Throws 'usage' with all `given` names that are not among the `expected` ones;
 * `option` is where they were given.
 */
export function checkNames(given: Iterable<string>, expected: readonly string[], option: string): void {
  const unknown = [...given].filter((name) => !expected.includes(name)).map(harmless);
  if (unknown.length === 0) return;
  const near = expected.length ? closest(unknown[0], [...expected]) : '';
  const guess =
    near && distance(unknown[0], near) <= 1 && unknown[0].length > 1 ? `did you mean ${near}? ` : '';
  const known = expected.length ? `the known names are ${expected.join(', ')}` : 'it has no variables';
  throw new NerwinError('usage', `${option}: the expression has no ${unknown.join(', ')}`, guess + known);
}

/** Values of thousands of numbers are shown by their beginning. */
const shown = (text: string): string =>
  text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;

function splitOutsideBrackets(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '[') depth++;
    if (character === ']') depth--;
    if (character === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part, i) => part.trim() !== '' || i < parts.length - 1);
}

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function tensorOf(name: string, text: string): Tensor {
  const fault = (problem: string): NerwinError =>
    new NerwinError('usage', `--at: ${name}: ${problem}`, example);
  if (!text.startsWith('[')) return tensor([], [numberOf(text, fault)]);
  if (!/^\[[^[\]]*\]$|^\[\s*\[[^[\]]*\](\s*,\s*\[[^[\]]*\])*\s*\]$/.test(text)) {
    throw fault(`'${shown(text)}' is neither a vector [1,2] nor a matrix [[1,2],[3,4]]`);
  }
  const inner = text.slice(1, -1);
  if (!inner.includes('[')) return vectorOf(inner);
  const rows = [...inner.matchAll(/\[([^[\]]*)\]/g)].map(([, row]) => vectorOf(row).data);
  if (rows.some((row) => row.length !== rows[0].length)) {
    throw fault(
      `rows of ${[...new Set(rows.map((row) => row.length))].join(' and ')} numbers; all rows of a matrix must have the same length`,
    );
  }
  return tensor(
    [rows.length, rows[0].length],
    rows.flatMap((row) => [...row]),
  );

  function vectorOf(list: string): Tensor {
    const numbers = list.split(',').map((item) => numberOf(item.trim(), fault));
    return tensor([numbers.length], numbers);
  }
}

function numberOf(text: string, fault: (problem: string) => NerwinError): number {
  if (!numberPattern.test(text))
    throw fault(text === '' ? 'a number is missing' : `'${shown(text)}' is not a number`);
  if (!Number.isFinite(Number(text))) throw fault(`${shown(text)} is too large`);
  return Number(text);
}
