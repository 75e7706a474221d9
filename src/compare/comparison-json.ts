/** @file A comparison as JSON: everything that the other formats show, and all curves. */
import type { ComparedEpoch, CurveComparison, Failure, LargestDifference } from './compared.js';
import type { ComparedMetric, RunComparison } from './comparison.js';
import type { Direction } from './direction.js';
import type { FactDifference } from './facts.js';
import { type Bounds, type ClosenessRule, ruleText } from './gate.js';
import type { TestOutcome } from './test-outcome.js';

/** A value of a metric. JSON has no NaN and no infinity, so they are strings; null is a missing value. */
export type MetricValue = number | 'NaN' | 'Infinity' | '-Infinity' | null;

/** Why a comparison fails. */
export interface ComparisonFailure extends Omit<Failure, 'baseline' | 'value'> {
  readonly baseline: MetricValue;
  readonly value: MetricValue;
}

/** One epoch of a comparison, or the one value at a moment such as the best. */
export interface EpochComparison extends Omit<ComparedEpoch, 'values'> {
  /** First the baseline (the mean of several), then each new run. */
  readonly values: readonly MetricValue[];
}

/** The values of one of several baselines, as pairs of epoch and value. */
export interface BaselineCurve {
  readonly name: string;
  readonly values: readonly (readonly [epoch: number, value: MetricValue])[];
}

/** The first epoch in which runs differ. */
export interface FirstDifference {
  readonly epoch: number | null;
  /** The values of the runs in order. */
  readonly values: readonly MetricValue[];
  readonly difference: number | null;
}

/** The part of a comparison that says whether and where the curves differ. */
export interface CurveDifference {
  /** True if no value differs by more than the tolerance. */
  readonly equal: boolean;
  /** The metric; null for a failure that concerns whole runs, such as a network that one of them lacks. */
  readonly metric: string | null;
  readonly firstDifference: FirstDifference | null;
}

/** The comparison of one metric of one network: one line that `nerwin compare --json` prints. */
export interface MetricComparison extends CurveDifference {
  /** True if nothing fails; with `failOn: 'worse'`, a better run passes. */
  readonly passed: boolean;
  /** Number of the network in its bag, from 1; null if there is only one. */
  readonly network: number | null;
  /** Where the values are taken: `every` epoch, `best`, `last`, `final`, … Null if no values were compared. */
  readonly at: string | null;
  /** Whether higher or lower is better, if it is known. */
  readonly direction: Direction | null;
  /** Names of the runs in the order of `values`: first the baseline. */
  readonly names: readonly string[];
  /** What the gate demands, in words. */
  readonly rule: string;
  /** What it demands, in numbers; null if no values were compared. */
  readonly tolerance: ClosenessRule | null;
  readonly bounds: Bounds;
  readonly largestDifference: LargestDifference | null;
  /** Why it fails. */
  readonly failures: readonly ComparisonFailure[];
  /** The significance test, if the gate has one. */
  readonly test: Omit<TestOutcome, 'failure'> | null;
  readonly epochs: readonly EpochComparison[];
  /** The single baselines, if there are several. */
  readonly baselines: readonly BaselineCurve[];
  /** Failures of the whole comparison that belong to no metric. */
  readonly otherFailures: readonly ComparisonFailure[];
  /** True if no metric fails, and nothing else. */
  readonly comparisonPassed: boolean;
  /** What differs in the configs, corpora, vectors and versions of the runs. */
  readonly differences: readonly FactDifference[];
  readonly warnings: readonly string[];
}

const written = (value: number | null): MetricValue =>
  value === null || Number.isFinite(value) ? value : (String(value) as MetricValue);

/** Returns whether and where the curves differ. */
export const comparisonJson = ({ equal, metric, first }: CurveComparison): CurveDifference => ({
  equal,
  metric,
  firstDifference: first && {
    epoch: first.epoch,
    values: first.values.map(written),
    difference: first.difference,
  },
});

/** Returns one object per metric and network; if no metric could be compared, one per failure. */
export function comparisonObjects(comparison: RunComparison): MetricComparison[] {
  const { metrics, failures, differences, warnings, passed } = comparison;
  const whole = { comparisonPassed: passed, differences, warnings };
  const shown = new Set(metrics.flatMap((one) => one.failures));
  const others = failures.filter((failure) => !shown.has(failure)).map(failureObject);
  if (metrics.length > 0)
    return metrics.map((one) => ({ ...metricObject(one), otherFailures: others, ...whole }));
  const names = [...comparison.baselines, ...comparison.runs];
  return others.map((failure) => ({
    ...{ equal: false, metric: failure.metric, firstDifference: null, passed: false },
    ...{ network: failure.network, at: null, direction: null, names, rule: '', tolerance: null, bounds: {} },
    ...{ largestDifference: null, failures: [failure], test: null, epochs: [], baselines: [] },
    otherFailures: [],
    ...whole,
  }));
}

type OfMetric = Omit<MetricComparison, 'otherFailures' | 'comparisonPassed' | 'differences' | 'warnings'>;

function metricObject(metric: ComparedMetric): OfMetric {
  const { network, at, direction, names, baselines, rule, bounds, largest, failures, test, gate, epochs } =
    metric;
  const { failure: _failure, ...tested } = test ?? { failure: null };
  return {
    ...comparisonJson(metric),
    passed: failures.length === 0,
    network,
    at,
    direction,
    names,
    rule: ruleText(gate),
    tolerance: rule,
    bounds,
    largestDifference: largest,
    failures: failures.map(failureObject),
    test: 'kind' in tested ? tested : null,
    epochs: epochs.map(({ values, ...epoch }) => ({ ...epoch, values: values.map(written) })),
    baselines: baselines.map(({ name, values }) => ({
      name,
      values: [...values].map(([epoch, value]) => [epoch, written(value)] as const),
    })),
  };
}

const failureObject = ({ baseline, value, ...failure }: Failure): ComparisonFailure => ({
  ...failure,
  baseline: written(baseline),
  value: written(value),
});
