/** @file Computation graphs and gradient checks, in the library. */
import { NerwinError } from '../error.js';
import { problemsOf, type SizeName, sizeNames } from '../lessons/gradcheck/cases.js';
import { gradientCheck as checkProblems } from '../lessons/gradcheck/gradient-check.js';
import { type GradientCheckRecord, gradientCheckJson } from '../lessons/gradcheck/report.js';
import { checkNames } from '../lessons/graph/assignment.js';
import { formulaOf, variablesOf } from '../lessons/graph/expression.js';
import { type GraphRecord, recordOf } from '../lessons/graph/listing.js';
import { type Tensor, tensor } from '../lessons/graph/tensor.js';
import { checkOptions, described, kinds, required, wholeFrom, wrong } from './arguments.js';

/** A number, a vector, or a matrix as a list of its rows. */
export type GraphValue = number | readonly number[] | readonly (readonly number[])[];

/** Options of {@link graph}. */
export interface GraphOptions {
  /** For example `(x+y)*max(y,z)`; `nerwin graph --help` lists the operations. */
  readonly expression: string;
  /** The value of each variable. */
  readonly at?: Readonly<Record<string, GraphValue>> | undefined;
}

/**
 * Computes an expression forward and its gradients backward on a computation graph. Returns what `nerwin graph --json`
 * prints. Throws a `NerwinError` of code `usage` if the expression cannot be read, or a value is missing or of the
 * wrong shape.
 *
 * @example
 * ```ts
 * import { graph } from 'nerwin/tools';
 *
 * const { value, gradients } = graph({ expression: '(x+y)*max(y,z)', at: { x: 1, y: 2, z: 0 } });
 * console.log(value, gradients); // → 6 { x: 2, y: 5, z: 0 }
 * ```
 */
export function graph(options: GraphOptions): GraphRecord {
  checkOptions('options', options, {
    expression: required(kinds.isText),
    at: { expected: 'an object', holds: (value) => typeof value === 'object' && value !== null },
  });
  const { expression, at = {} } = options;
  const variables = variablesOf(expression);
  checkNames(Object.keys(at), variables, 'options.at');
  const missing = variables.filter((name) => !Object.hasOwn(at, name));
  if (missing.length > 0)
    throw new NerwinError(
      'usage',
      `options.at: no value for ${missing.join(', ')}`,
      `pass at: { ${missing.map((name) => `${name}: …`).join(', ')} }`,
    );
  const values = new Map(Object.entries(at).map(([name, value]) => [name, tensorOf(name, value)]));
  const formula = formulaOf(expression, values);
  formula.graph.forward();
  formula.graph.backward(formula.output);
  return recordOf(formula, [...formula.variables.values()]);
}

/** Returns a value as a tensor. Throws 'usage' if it is none. */
function tensorOf(name: string, value: unknown): Tensor {
  const path = `options.at.${name}`;
  const isNumber = (item: unknown): item is number => Number.isFinite(item);
  if (isNumber(value)) return tensor([], [value]);
  if (!Array.isArray(value) || value.length === 0)
    throw wrong(path, 'a finite number, a vector or a matrix', value);
  if (value.every(isNumber)) return tensor([value.length], value);
  const rows: unknown[] = value;
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  for (const [k, row] of rows.entries())
    if (!Array.isArray(row) || row.length !== width || width === 0 || !row.every(isNumber))
      throw new NerwinError(
        'usage',
        `${path}[${k}]: expected ${width > 0 ? `${width} finite numbers` : 'a finite number'}, found ${described(row)}`,
        'pass a matrix as a list of rows that have the same length',
      );
  return tensor([rows.length, width], rows.flat() as number[]);
}

/** Options of {@link gradientCheck}. */
export interface GradientCheckOptions {
  /** Only networks of these sizes; `full` is the default network. All by default. */
  readonly sizes?: readonly SizeName[] | undefined;
  /** Random seed; 1 by default. */
  readonly seed?: number | undefined;
}

const isSizes = {
  expected: `a list of ${sizeNames.join(', ')}`,
  holds: (value: unknown) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((name) => sizeNames.some((size) => size === name)),
};

/**
 * Compares the gradients that training uses with those of the lecture's page, the computation graph and finite
 * differences, for every activation and loss. Returns what `nerwin gradcheck --json` prints. Takes seconds. Throws a
 * `NerwinError` of code `usage`.
 *
 * @example
 * ```ts
 * import { gradientCheck } from 'nerwin/tools';
 *
 * const { ok, checks } = gradientCheck({ sizes: ['toy'] });
 * console.log(ok, checks.every(({ error, bound }) => error <= bound)); // → true true
 * ```
 */
export function gradientCheck(options: GradientCheckOptions = {}): GradientCheckRecord {
  checkOptions('options', options, { sizes: isSizes, seed: wholeFrom(0, 2 ** 32 - 1) });
  const { sizes, seed = 1 } = options;
  return gradientCheckJson(checkProblems(problemsOf(seed, undefined, sizes), seed));
}
