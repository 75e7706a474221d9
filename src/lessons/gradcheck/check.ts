/**
 * @file Compares the gradients of one trial: hand-derived, the lecture's page, the graph,
 * numerical, and the fast kernel.
 */
import { Random } from '../../random.js';
import { arrayOf, type GradientBlock, lengthOf, placeOf } from './gradient-block.js';
import { compare, type GradientComparison, norm } from './gradient-comparison.js';
import { coordinateSlopes, directionSlopes } from './numeric.js';
import { damage } from './plant.js';
import type { Trial } from './trial.js';

/** What the hand-derived gradient is compared with. */
export type Other = 'page' | 'graph' | 'numeric' | 'fast' | 'zero';

/** One comparison. */
export interface Check {
  readonly model: 'window' | 'softmax';
  readonly size: string; // `toy 8×20`
  readonly parameter: string;
  readonly between: readonly ['hand', Other];
  /** ‖a − b‖ / (‖a‖ + ‖b‖), where a small gradient counts as a share of the whole dθ; for `zero`, the largest |a|. */
  readonly error: number;
  readonly bound: number;
  /** The entry, or the direction, with the largest difference. */
  readonly worst: string;
  /** |a − b| / (|a| + |b|) there. */
  readonly worstError: number;
  readonly ok: boolean;
  readonly activation: string;
  readonly loss: string;
  readonly inputs: string;
}

/** Error bounds of a comparison. */
interface Bound {
  /** The largest allowed error of a gradient as a whole. */
  readonly norm: number;
  /** The largest allowed error of one entry, if entries are compared. */
  readonly entry: number;
  /**
   * Added to the size of an entry, as a fraction of the root mean square of all; smaller
   * entries are mostly rounding error.
   */
  readonly floor: number;
}

/** The fast kernel computes in float32 (unit roundoff 6 · 10⁻⁸), the others in float64 (1.1 · 10⁻¹⁶). */
export const bounds: Readonly<Record<Other, Bound>> = {
  page: { norm: 1e-12, entry: 1e-9, floor: 1e-4 },
  graph: { norm: 1e-10, entry: 1e-7, floor: 1e-4 },
  numeric: { norm: 1e-7, entry: 1e-5, floor: 1e-4 },
  fast: { norm: 1e-5, entry: 1e-4, floor: 1 },
  zero: { norm: 0, entry: 0, floor: 0 },
};

/**
 * A parameter whose gradient is smaller than this fraction of the whole dθ is compared with that fraction
 * instead, because its terms may cancel.
 */
const minimumShare = 1e-2;

/**
 * Upper limit of work for checking a parameter entry by entry, counted in numbers of W read; above it,
 * random directions are checked.
 */
const maxWork = 1e6;
const directions = 8;

/** If every step crosses a kink, nothing was compared: the check fails. */
const nothingCompared: GradientComparison = { error: 1, worst: 0, worstError: 1 };

/** Result of {@link checksOf}. */
export interface TrialChecks {
  readonly checks: readonly Check[];
  /** Coordinates and directions skipped because their steps cross a kink of f. */
  readonly stepsAside: number;
  /** The hand-derived gradient at the planted entry; undefined if there is no such entry. */
  readonly planted: number | undefined;
}

/**
 * Returns all comparisons of a trial. `plant` names an entry of the hand-derived
 * gradient that is damaged first.
 */
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
  const whole = 2 * Math.hypot(...blocks.map(({ name }) => norm(arrayOf(trial.hand, name))));
  const kept = head.model === 'softmax' ? undefined : trial.handWhenKept();
  for (const block of blocks) {
    const exact = arrayOf(trial.hand, block.name);
    const theta = arrayOf(trial.theta, block.name);
    const { gradient: hand, before } = damage(block, exact, plant);
    planted ??= before;
    const beside = (other: Other, gradient: Float64Array): void => {
      const result = compare(hand, gradient, minimumShare * whole, bounds[other].floor);
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
    const share = minimumShare * Math.sqrt(slopes.numeric.length / lengthOf(block));
    const compared = compare(slopes.expected, slopes.numeric, share * whole, bounds.numeric.floor);
    const result = slopes.numbers.length > 0 ? compared : nothingCompared;
    const number = slopes.numbers[result.worst] ?? 0;
    add(
      block,
      'numeric',
      result,
      slopes.isEveryCoordinate ? placeOf(block, number) : `${block.name} direction ${number}`,
    );
    beside('fast', arrayOf(trial.fast, block.name));
    if (kept) {
      const gradient = arrayOf(kept, block.name);
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
