/** @file What a comparison of curves results in. */
import type { Curve } from './curve.js';
import type { Direction } from './direction.js';
import type { Bounds, ClosenessRule, Gate, Tolerance } from './gate.js';
import type { Moment } from './moment.js';
import type { Status } from './point.js';

/** Why a gate fails. */
export interface Failure {
  readonly kind: Status | 'bound' | 'significant' | 'no metric' | 'no network' | 'other experiment';
  readonly metric: string | null;
  readonly network: number | null;
  readonly run: string;
  readonly epoch: number | null;
  readonly baseline: number | null;
  readonly value: number | null;
  readonly difference: number | null;
  readonly limit: number | null;
  /** One sentence with all of the above. */
  readonly text: string;
  /** Where to look: the gate, or the line of the metrics file. */
  readonly place: { readonly file: string; readonly line: number } | null;
}

/** One epoch, or the one value at a moment such as the best. */
export interface ComparedEpoch {
  /** Null for a value that belongs to no epoch. */
  readonly epoch: number | null;
  /** First the baseline (the mean of several), then each new run; null if there is no value. NaN stays NaN. */
  readonly values: readonly (number | null)[];
  /** Where each value was read: at a moment such as `best`, the runs have it in different epochs. */
  readonly places: readonly (number | null)[];
  /** The largest |v − b|, where b is the baseline and v a new run; null if a value is missing or not finite. */
  readonly difference: number | null;
  /** The difference that the rule allows; null without a baseline. */
  readonly limit: number | null;
  /** How each new run stands to the baseline. */
  readonly statuses: readonly Status[];
  /** True if no value is missing or NaN, and every |v − b| is at most `limit`. */
  readonly equal: boolean;
}

/** The largest difference, and where it is. */
export interface LargestDifference {
  readonly epoch: number | null;
  readonly run: string;
  readonly baseline: number;
  readonly value: number;
  readonly difference: number;
  /** |v − b| / |b|; null if b is 0. */
  readonly relative: number | null;
}

export interface CurveComparison {
  readonly metric: string;
  /** Number of the network in its bag, from 1; null if there is only one. */
  readonly network: number | null;
  readonly at: string;
  readonly direction: Direction | null;
  /** First the baseline, then each new run. */
  readonly names: readonly string[];
  /** The single baselines, if there are several. */
  readonly baselines: readonly Curve[];
  readonly rule: ClosenessRule;
  readonly bounds: Bounds;
  readonly equal: boolean;
  /** The first epoch that is not equal. */
  readonly first: ComparedEpoch | null;
  readonly largest: LargestDifference | null;
  readonly epochs: readonly ComparedEpoch[];
  /** Empty if the gate is passed. */
  readonly failures: readonly Failure[];
}

export interface ComparisonOptions extends Partial<Omit<ClosenessRule, keyof Tolerance>> {
  /** How many of the curves, from the first on, are baselines. Default 1. */
  readonly baselines?: number;
  readonly at?: Moment;
  readonly direction?: Direction | undefined;
  readonly bounds?: Bounds;
  readonly allowNaN?: boolean;
  readonly network?: number | null;
  readonly origin?: Gate['origin'];
  /** False for a gate that only has bounds: differences are shown but do not fail. */
  readonly mustBeClose?: boolean;
}
