/** @file Compares one value of a new run with that of the baseline. */
import { type Direction, gain } from './direction.js';
import type { ClosenessRule, FailOn } from './gate.js';

/** How a value stands to the baseline. */
export type Status =
  | 'equal'
  | 'close' // not equal, but within the tolerance
  | 'better' // outside the tolerance
  | 'worse'
  | 'different' // outside the tolerance, where no direction is known
  | 'missing' // in the new run
  | 'missing in the baseline'
  | 'not finite' // NaN or infinity in the new run, or in both
  | 'not finite in the baseline';

/** The baseline at one point: a value, or the mean and standard deviation of several. */
export interface Base {
  /** Null if it is missing. */
  readonly mean: number | null;
  readonly sd: number;
}

/** Rounding of a difference of two decimal numbers; without it, 0.85 − 0.845 would be more than 0.005. */
export const rounding = 2 ** -52;

/** Returns the difference that is allowed at a point: atol + rtol · |b| + band · sd. */
export function limitAt({ mean, sd }: Base, { atol, rtol, band }: ClosenessRule): number {
  return atol + rtol * Math.abs(mean ?? 0) + band * sd;
}

/** Compares a value, null if it is missing, with the baseline. */
export function statusOf(
  value: number | null,
  base: Base,
  rule: ClosenessRule,
  direction: Direction | undefined,
): Status {
  const { mean } = base;
  if (value === null) return 'missing';
  if (mean === null) return 'missing in the baseline';
  if (!Number.isFinite(value)) return 'not finite';
  if (!Number.isFinite(mean)) return 'not finite in the baseline';
  if (value === mean) return 'equal';
  const limit = limitAt(base, rule);
  const slack = limit > 0 ? rounding * Math.max(Math.abs(value), Math.abs(mean)) : 0;
  if (Math.abs(value - mean) <= limit + slack) return 'close';
  if (!direction) return 'different';
  return gain(value, mean, direction) > 0 ? 'better' : 'worse';
}

/** True if a status fails the gate. `isAllowed`: both values are not finite, and that is allowed. */
export function fails(status: Status, failOn: FailOn, isAllowed: boolean): boolean {
  switch (status) {
    case 'equal':
    case 'close':
      return false;
    case 'better':
    case 'not finite in the baseline':
      return failOn === 'different';
    case 'not finite':
      return !isAllowed;
    default:
      return true;
  }
}

/** True if a status can be forgiven as one of few stray epochs. */
export const canStray = (status: Status): boolean =>
  status === 'better' || status === 'worse' || status === 'different';
