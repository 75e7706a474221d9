/** @file Decision boundaries in the library. */
import type { BoundaryRecord } from '../lessons/boundary/contest.js';
import { drawPoints, type PointSet, pointSets } from '../lessons/boundary/point-sets.js';
import type { Points } from '../lessons/boundary/points.js';
import { type Activation, activations } from '../network/activation.js';
import { Random } from '../random.js';
import {
  checkOptions,
  conflict,
  type Expectation,
  numberFrom,
  oneOf,
  wholeFrom,
  wrong,
} from './arguments.js';

/** A point of the plane and its class. */
export interface LabeledPoint {
  readonly x: number;
  readonly y: number;
  /** True for the positive class. */
  readonly label: boolean;
}

/** Options of {@link boundary}; they mean what the options of `nerwin boundary` mean. */
export interface BoundaryOptions {
  /** The points; by default those of a built-in set. */
  readonly points?: readonly LabeledPoint[] | undefined;
  /** The built-in set; `circles` by default. */
  readonly set?: PointSet | undefined;
  /** Number of points of the set, 4 … 100000; 400 by default. */
  readonly count?: number | undefined;
  /** Standard deviation of the noise of the set; depends on the set by default. */
  readonly noise?: number | undefined;
  /** Hidden units of the network, 1 … 4096; 20 by default. */
  readonly hidden?: number | undefined;
  /** Activation f of the network; `tanh` by default. */
  readonly activation?: Activation | undefined;
  /** Passes over the points, 1 … 10000; 500 by default. */
  readonly epochs?: number | undefined;
  /** Initial learning rate; it decays linearly to 0. 0.7 by default. */
  readonly rate?: number | undefined;
  /** Random seed; 1 by default. */
  readonly seed?: number | undefined;
}

const isList: Expectation = { expected: 'a list of points', holds: (value) => Array.isArray(value) };

/**
 * Trains a softmax classifier and a network on the same points, and compares their decision boundaries. Returns what `nerwin
 * boundary --json` prints. Throws a `NerwinError`: `usage`, or `diverged` if the rate is too high.
 *
 * @example
 * ```ts
 * import { boundary } from 'nerwin/tools';
 *
 * const { softmax, network } = await boundary({ set: 'circles', count: 100, epochs: 200 });
 * console.log(softmax.accuracy < 0.7, network.accuracy); // → true 1
 * ```
 */
export async function boundary(options: BoundaryOptions = {}): Promise<BoundaryRecord> {
  checkOptions('options', options, {
    points: isList,
    set: oneOf(pointSets),
    count: wholeFrom(4, 100_000),
    noise: numberFrom(0, 100),
    hidden: wholeFrom(1, 4096),
    activation: oneOf(activations),
    epochs: wholeFrom(1, 10_000),
    rate: numberFrom(1e-9, 100),
    seed: wholeFrom(0, 2 ** 32 - 1),
  });
  const { hidden = 20, activation = 'tanh', epochs = 500, rate = 0.7, seed = 1 } = options;
  const { contest, recordOf } = await import('../lessons/boundary/contest.js');
  return recordOf(contest(pointsOf(options, seed), { seed, epochs, rate, hidden, activation }));
}

function pointsOf({ points, set, count, noise }: BoundaryOptions, seed: number): Points {
  if (points === undefined) return drawPoints(set ?? 'circles', count ?? 400, noise, Random.seeded(seed, 1));
  for (const [name, given] of Object.entries({ set, count, noise }))
    if (given !== undefined) throw conflict(`options.${name}`, 'options.points');
  if (points.length < 2) throw wrong('options.points', 'a list of two points or more', points);
  const isPoint = (point: unknown): point is LabeledPoint =>
    typeof point === 'object' &&
    point !== null &&
    'x' in point &&
    'y' in point &&
    'label' in point &&
    Number.isFinite(point.x) &&
    Number.isFinite(point.y) &&
    typeof point.label === 'boolean';
  const strange = points.findIndex((point) => !isPoint(point));
  if (strange >= 0)
    throw wrong(
      `options.points[${strange}]`,
      'a point with numbers x and y and a label true or false',
      points[strange],
    );
  return {
    title: 'Points',
    axes: ['x', 'y'],
    x: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    isTrue: Uint8Array.from(points, ({ label }) => (label ? 1 : 0)),
    names: ['false', 'true'],
  };
}
