/** @file Computation graphs and gradient checks, in the library. */
import { NerwinError } from '../error.js';
import { problemsOf, type SizeName, sizeNames } from '../lessons/gradcheck/cases.js';
import { gradientCheck as checkProblems } from '../lessons/gradcheck/gradient-check.js';
import { type GradientCheckRecord, gradientCheckJson } from '../lessons/gradcheck/report.js';
import { askedOf, checksOf, computed } from '../lessons/graph/computed.js';
import { type GraphRecord, recordOf } from '../lessons/graph/listing.js';
import { type Tensor, tensor } from '../lessons/graph/tensor.js';
import { checkOptions, described, kinds, required, wholeFrom, wrong } from './arguments.js';
import { isTexts } from './corpus-options.js';

/** A number, a vector, or a matrix as a list of its rows. */
export type GraphValue = number | readonly number[] | readonly (readonly number[])[];

/** Options of {@link graph}. */
export interface GraphOptions {
  /** For example `(x+y)*max(y,z)`; `nerwin graph --help` lists the operations. */
  readonly expression: string;
  /** The value of each variable. */
  readonly at?: Readonly<Record<string, GraphValue>> | undefined;
  /** Return only the gradients with respect to these variables or named nodes; all variables by default. */
  readonly wrt?: readonly string[] | undefined;
  /** True to compare the gradients of the variables with numerical ones, in `check`. */
  readonly check?: boolean | undefined;
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
 *
 * // A product of a matrix and a vector, checked against finite differences:
 * const at = { u: [1, 2], W: [[1, 2], [0, 1]], x: [0.5, -1] };
 * const { check } = graph({ expression: 'u @ tanh(W @ x)', at, wrt: ['W'], check: true });
 * console.log(check?.W.ok); // → true
 * ```
 */
export function graph(options: GraphOptions): GraphRecord {
  checkOptions('options', options, {
    expression: required(kinds.isText),
    at: { expected: 'an object', holds: (value) => typeof value === 'object' && value !== null },
    wrt: isTexts,
    check: kinds.isFlag,
  });
  const { expression, at = {}, wrt, check = false } = options;
  const values = new Map(Object.entries(at).map(([name, value]) => [name, tensorOf(name, value)]));
  const formula = computed(expression, values, 'options.at', missingValues);
  const asked = askedOf(formula, wrt, 'options.wrt');
  return recordOf(formula, asked, check ? checksOf(formula, asked) : []);
}

const missingValues = (names: readonly string[]): NerwinError =>
  new NerwinError(
    'usage',
    `options.at: no value for ${names.join(', ')}`,
    `pass at: { ${names.map((name) => `${name}: …`).join(', ')} }`,
  );

/** Returns a value as a tensor. Throws 'usage' if it is not one. */
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
