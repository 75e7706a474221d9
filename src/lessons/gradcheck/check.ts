/** @file Compares the gradients of one trial: by hand, by the lecture's page, on the graph, numeric, and by the fast kernel. */
import { Random } from '../../random.js';
import { type GradientBlock, lengthOf, placeOf } from './gradient-block.js';
import { compare, type GradientComparison, norm } from './gradient-comparison.js';
import { coordinateSlopes, directionSlopes } from './numeric.js';
import { damage } from './plant.js';
import type { Trial } from './trial.js';

/** What stands beside the gradient by hand. */
export type Other = 'page' | 'graph' | 'numeric' | 'fast' | 'zero';

/** One comparison. */
export interface Check {
  readonly model: 'window' | 'softmax';
  readonly size: string; // `toy 8×20`
  readonly parameter: string;
  readonly between: readonly ['hand', Other];
  /** ‖a − b‖ / (‖a‖ + ‖b‖), see {@link leastShare}; beside zero the largest |a|. */
  readonly error: number;
  readonly bound: number;
  /** The entry, or the direction, where they differ most. */
  readonly worst: string;
  /** |a − b| / (|a| + |b|) there. */
  readonly worstError: number;
  readonly ok: boolean;
  readonly activation: string;
  readonly loss: string;
  readonly inputs: string;
}

/** What passes. */
interface Bound {
  /** The largest error of a gradient as a whole. */
  readonly norm: number;
  /** The largest error of one entry, where entries are compared. */
  readonly entry: number;
  /** What is added to the size of an entry, as a share of the root mean square of all: smaller ones are mostly rounding. */
  readonly floor: number;
}

/** The fast kernel computes in float32, whose unit is 6 · 10⁻⁸; the others in float64, whose unit is 1.1 · 10⁻¹⁶. */
export const bounds: Readonly<Record<Other, Bound>> = {
  page: { norm: 1e-12, entry: 1e-9, floor: 1e-4 },
  graph: { norm: 1e-10, entry: 1e-7, floor: 1e-4 },
  numeric: { norm: 1e-7, entry: 1e-5, floor: 1e-4 },
  fast: { norm: 1e-5, entry: 1e-4, floor: 1 },
  zero: { norm: 0, entry: 0, floor: 0 },
};

/** A parameter whose gradient is less than this share of all dθ is measured against that share: it may cancel to nothing. */
const leastShare = 1e-2;

/** The most numbers of W to be gone through, over all entries of a parameter, to check it entry by entry: beyond, along directions. */
const maxWork = 1e6;
const directions = 8;

/** When every step crosses a kink, nothing is proven: the check fails. */
const nothingCompared: GradientComparison = { error: 1, worst: 0, worstError: 1 };

/** What {@link checksOf} found. */
export interface TrialChecks {
  readonly checks: readonly Check[];
  /** Coordinates and directions left out because f has a kink between their steps. */
  readonly stepsAside: number;
  /** The gradient by hand at the planted place; undefined where there is no such place. */
  readonly planted: number | undefined;
}

/** All comparisons of a trial. `plant` names an entry of the gradient by hand that is damaged first. */
export function checksOf(trial: Trial, seed: number, plant?: string): TrialChecks {
  const random = Random.seeded(seed, 0x6469); // "di"
  const { problem, head, blocks } = trial;
  const { H, D } = problem.layout;
  const about = { model: head.model, size: `${problem.size} ${H}×${D}`, activation: problem.activation };
  const checks: Check[] = [];
  let stepsAside = 0;
  let planted: number | undefined;
  const add = (
    block: GradientBlock,
    other: Other,
    { error, worstError }: GradientComparison,
    worst: string,
  ): void => {
    const { norm: bound, entry } = bounds[other];
    checks.push({
      ...about,
      parameter: block.name,
      between: ['hand', other],
      error,
      bound,
      worst,
      worstError,
      ok: error <= bound && worstError <= entry,
      loss: head.loss,
      inputs: problem.kind,
    });
  };
  const whole = 2 * Math.hypot(...blocks.map(({ name }) => norm(trial.hand.get(name)!)));
  const kept = head.model === 'softmax' ? undefined : trial.handWhenKept();
  for (const block of blocks) {
    const exact = trial.hand.get(block.name)!;
    const theta = trial.theta.get(block.name)!;
    const { gradient: hand, before } = damage(block, exact, plant);
    planted ??= before;
    const beside = (other: Other, gradient: Float64Array): void => {
      const result = compare(hand, gradient, leastShare * whole, bounds[other].floor);
      add(block, other, result, placeOf(block, result.worst));
    };
    const page = trial.page.get(block.name);
    if (page) beside('page', page);
    beside('graph', trial.graph.gradient(block.name));
    const J = (values: Float64Array) => trial.evaluate(block.name, values);
    const slopes =
      lengthOf(block) * H * D <= maxWork
        ? coordinateSlopes(theta, hand, J)
        : directionSlopes(theta, hand, J, directions, random);
    trial.evaluate(block.name, theta);
    stepsAside += slopes.aside;
    const share = leastShare * Math.sqrt(slopes.numeric.length / lengthOf(block));
    const compared = compare(slopes.expected, slopes.numeric, share * whole, bounds.numeric.floor);
    const result = slopes.numbers.length > 0 ? compared : nothingCompared;
    const number = slopes.numbers[result.worst] ?? 0;
    add(
      block,
      'numeric',
      result,
      slopes.isEveryCoordinate ? placeOf(block, number) : `${block.name} direction ${number}`,
    );
    beside('fast', trial.fast.get(block.name)!);
    if (kept) {
      const gradient = kept.get(block.name)!;
      const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const worst = Math.max(
        0,
        gradient.findIndex((value) => Math.abs(value) === largest),
      );
      add(block, 'zero', { error: largest, worst, worstError: largest }, placeOf(block, worst));
    }
  }
  return { checks, stepsAside, planted };
}
