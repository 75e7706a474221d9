/** @file A comparison as JSON: everything that the other formats show, and all curves. */
import type { CurveComparison, Failure } from './compared.js';
import type { ComparedMetric, RunComparison } from './comparison.js';
import { ruleText } from './gate.js';

/** JSON has no NaN and no infinity, so they are written as strings; null is a missing value. */
const written = (value: number | null): number | string | null =>
  value === null || Number.isFinite(value) ? value : String(value);

/** The part that says whether and where the curves differ. */
export function comparisonJson({ equal, metric, first }: CurveComparison): Record<string, unknown> {
  return {
    equal,
    metric,
    firstDifference: first && {
      epoch: first.epoch,
      values: first.values.map(written),
      difference: first.difference,
    },
  };
}

/** Returns one object per metric and network, and one for each failure that belongs to no comparison. */
export function comparisonObjects(comparison: RunComparison): Record<string, unknown>[] {
  const { metrics, failures, differences, warnings, passed } = comparison;
  const whole = { comparisonPassed: passed, differences, warnings };
  const shown = new Set(metrics.flatMap((one) => one.failures));
  const others = failures.filter((failure) => !shown.has(failure));
  const perMetric = metrics.map((one) => ({
    ...metricObject(one),
    otherFailures: others.map(failureObject),
    ...whole,
  }));
  if (perMetric.length > 0) return perMetric;
  return others.map((failure) => ({
    equal: false,
    metric: failure.metric,
    firstDifference: null,
    passed: false,
    failures: [failureObject(failure)],
    ...whole,
  }));
}

function metricObject(metric: ComparedMetric): Record<string, unknown> {
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
    test: test ? tested : null,
    epochs: epochs.map(({ values, ...epoch }) => ({ ...epoch, values: values.map(written) })),
    baselines: baselines.map(({ name, values }) => ({
      name,
      values: [...values].map(([epoch, value]) => [epoch, written(value)]),
    })),
  };
}

const failureObject = ({ baseline, value, ...failure }: Failure): Record<string, unknown> => ({
  ...failure,
  baseline: written(baseline),
  value: written(value),
});
