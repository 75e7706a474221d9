/**
 * @file Numerical gradients: central differences D(ε) = (J(θ + εv) − J(θ − εv)) / 2ε. A second step
 * removes their error of order ε²: (4 D(ε) − D(2ε)) / 3 (Richardson 1911). v is one coordinate, or a
 * random direction if there are many.
 */
import type { Random } from '../../random.js';
import type { Evaluation } from './loss-head.js';

/** ε is the first of these whose steps cross no kink. */
const epsilons = [2 ** -10, 2 ** -14, 2 ** -18];

/** Slopes of J along some v, numerical and v · gradient, without those that cross a kink. */
export interface Slopes {
  readonly numeric: Float64Array;
  readonly expected: Float64Array;
  /** The coordinate, or the direction number, of each slope. */
  readonly numbers: readonly number[];
  readonly isEveryCoordinate: boolean;
  /** Number skipped because their steps are on different sides of a kink. */
  readonly aside: number;
}

/** Returns J with other values of the parameter. */
export type Evaluate = (values: Float64Array) => Evaluation;

/** Returns the slopes along every coordinate. */
export function coordinateSlopes(theta: Float64Array, gradient: Float64Array, J: Evaluate): Slopes {
  const here = J(theta).sides;
  const found: [number, number][] = [];
  for (let k = 0; k < theta.length; k++) {
    const slope = slopeAlong(theta, J, here, (values, step) => {
      values[k] += step;
    });
    if (slope !== undefined) found.push([k, slope]);
  }
  return {
    numeric: Float64Array.from(found, ([, slope]) => slope),
    expected: Float64Array.from(found, ([k]) => gradient[k]),
    numbers: found.map(([k]) => k),
    isEveryCoordinate: true,
    aside: theta.length - found.length,
  };
}

/** Returns the slopes along `count` unit directions whose entries are ± the same number. */
export function directionSlopes(
  theta: Float64Array,
  gradient: Float64Array,
  J: Evaluate,
  count: number,
  random: Random,
): Slopes {
  const here = J(theta).sides;
  const found: { number: number; slope: number; expected: number }[] = [];
  let aside = 0;
  while (found.length < count && aside < 4 * count) {
    const entry = 1 / Math.sqrt(theta.length);
    const v = new Float64Array(theta.length);
    for (let k = 0; k < v.length; k++) v[k] = random.bits() & 1 ? entry : -entry;
    const slope = slopeAlong(theta, J, here, (values, step) => {
      for (let k = 0; k < v.length; k++) values[k] += step * v[k];
    });
    if (slope === undefined) aside++;
    else {
      let expected = 0;
      for (let k = 0; k < v.length; k++) expected += v[k] * gradient[k];
      found.push({ number: found.length, slope, expected });
    }
  }
  return {
    numeric: Float64Array.from(found, ({ slope }) => slope),
    expected: Float64Array.from(found, ({ expected }) => expected),
    numbers: found.map(({ number }) => number),
    isEveryCoordinate: false,
    aside,
  };
}

/** Returns the slope; undefined if a step crosses a kink, that is, if its sides differ from `here`. */
function slopeAlong(
  theta: Float64Array,
  J: Evaluate,
  here: readonly number[],
  move: (values: Float64Array, step: number) => void,
): number | undefined {
  const at = (step: number): Evaluation => {
    const values = theta.slice();
    move(values, step);
    return J(values);
  };
  for (const epsilon of epsilons) {
    const steps = [epsilon, -epsilon, 2 * epsilon, -2 * epsilon].map(at);
    if (steps.some(({ sides }) => sides.some((side, k) => side !== here[k]))) continue;
    const [above, below, farAbove, farBelow] = steps.map(({ J }) => J) as [number, number, number, number];
    return (4 * ((above - below) / 2) - (farAbove - farBelow) / 4) / (3 * epsilon);
  }
  return undefined;
}
