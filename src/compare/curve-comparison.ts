/** @file Compares the curves of several runs: where they differ by more than a tolerance. */
import type { Curve } from './curve.js';

export interface Tolerance {
  /** Relative to the later run's value. */
  readonly rtol: number;
  readonly atol: number;
}

/** An epoch that at least one run has. */
export interface ComparedEpoch {
  readonly epoch: number;
  /** The value in each run; null if it has no such epoch. */
  readonly values: readonly (number | null)[];
  /**
   * The largest |a − b|, where a is the value of the first run and b that of a later one; null if a value is
   * missing.
   */
  readonly difference: number | null;
  /** True if no value is missing and every |a − b| ≤ atol + rtol · |b|. */
  readonly equal: boolean;
}

export interface CurveComparison {
  readonly metric: string;
  readonly names: readonly string[];
  readonly equal: boolean;
  /** The first epoch that is not equal. */
  readonly first: ComparedEpoch | null;
  readonly epochs: readonly ComparedEpoch[];
}

/** Compares every later curve with the first one, epoch by epoch. */
export function compareCurves(
  metric: string,
  curves: readonly Curve[],
  tolerance: Tolerance,
): CurveComparison {
  const numbers = new Set(curves.flatMap(({ values }) => [...values.keys()]));
  const epochs = [...numbers]
    .sort((a, b) => a - b)
    .map((epoch) =>
      comparedEpoch(
        epoch,
        curves.map(({ values }) => values.get(epoch) ?? null),
        tolerance,
      ),
    );
  const first = epochs.find(({ equal }) => !equal) ?? null;
  return { metric, names: curves.map(({ name }) => name), equal: first === null, first, epochs };
}

function comparedEpoch(
  epoch: number,
  values: readonly (number | null)[],
  { rtol, atol }: Tolerance,
): ComparedEpoch {
  const present = values.filter((value) => value !== null);
  if (present.length < values.length) return { epoch, values, difference: null, equal: false };
  const [a, ...later] = present as [number, ...number[]];
  const difference = later.reduce((most, b) => Math.max(most, Math.abs(a - b)), 0);
  const equal = later.every((b) => Math.abs(a - b) <= atol + rtol * Math.abs(b));
  return { epoch, values, difference, equal };
}

/** The object that `nerwin compare --json` prints. */
export interface ComparisonJson {
  readonly equal: boolean;
  readonly metric: string;
  readonly firstDifference: Pick<ComparedEpoch, 'epoch' | 'values' | 'difference'> | null;
}

export function comparisonJson({ equal, metric, first }: CurveComparison): ComparisonJson {
  const firstDifference = first && {
    epoch: first.epoch,
    values: first.values,
    difference: first.difference,
  };
  return { equal, metric, firstDifference };
}
