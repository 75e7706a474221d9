/** @file Compares the curves of several runs, by one metric: where new runs differ from the baseline by more than a rule allows. */
import { boundFailures } from './bounds.js';
import type {
  ComparedEpoch,
  ComparisonOptions,
  CurveComparison,
  Failure,
  LargestDifference,
} from './compared.js';
import type { Curve } from './curve.js';
import type { Direction } from './direction.js';
import { pointFailure } from './failure.js';
import { type ClosenessRule, fewestForBand, type Tolerance } from './gate.js';
import { bestOf, type Moment, momentText, readings } from './moment.js';
import { type Base, canStray, fails, limitAt, type Status, statusOf } from './point.js';
import { meanAndSd } from './significance.js';

/** Compares every later curve with the first one, or with the mean of the first `baselines`. */
export function compareCurves(
  metric: string,
  curves: readonly Curve[],
  tolerance: Tolerance,
  options: ComparisonOptions = {},
): CurveComparison {
  const { baselines: count = 1, at = { kind: 'every' }, bounds = {}, network = null } = options;
  const direction = at.kind === 'time-to' ? 'lower' : options.direction; // the sooner, the better
  const { failOn = 'different', outside = 0, band = 0, mustBeClose = true } = options;
  const rule: ClosenessRule = { ...tolerance, failOn, outside, band };
  const baselines = curves.slice(0, count);
  const runs = curves.slice(count);
  const epochs = [...pointsOf(at, baselines, runs, options.direction)].map((point) =>
    comparedEpoch(point, rule, direction, at.kind === 'time-to'),
  );
  const first = epochs.find(({ equal }) => !equal) ?? null;
  const baselineName = count === 1 ? baselines[0].name : `mean of ${count} baselines`;
  const plain = {
    metric,
    network,
    at: momentText(at),
    direction: direction ?? null,
    names: [...(count > 0 ? [baselineName] : []), ...runs.map(({ name }) => name)],
    baselines: count > 1 ? baselines : [],
    rule,
    bounds,
    equal: first === null,
    first,
    largest: largestOf(epochs, runs),
    epochs,
  };
  const close = mustBeClose && count > 0 ? closenessFailures(plain, runs, baselines, options) : [];
  return { ...plain, failures: [...close, ...boundFailures(plain, runs, count > 0, options)] };
}

/** Values before they are judged. */
interface Point {
  readonly epoch: number | null;
  readonly base: Base;
  readonly values: readonly (number | null)[];
  readonly places: readonly (number | null)[];
}

function* pointsOf(
  at: Moment,
  baselines: readonly Curve[],
  runs: readonly Curve[],
  direction: Direction | undefined,
): Generator<Point> {
  if (at.kind !== 'every') {
    const all = readings(at, [...baselines, ...runs], direction);
    const base = all.slice(0, baselines.length).map(({ value }) => value);
    const later = all.slice(baselines.length);
    const place = baselines.length === 1 ? [all[0].x] : baselines.length > 1 ? [null] : [];
    yield {
      epoch: later.length === 1 || at.kind === 'epoch' ? (later[0]?.x ?? null) : null,
      base: baseOf(base.filter((value) => value !== null)),
      values: later.map(({ value }) => value),
      places: [...place, ...later.map(({ x }) => x)],
    };
    return;
  }
  const xs = new Set([...baselines, ...runs].flatMap(({ values }) => [...values.keys()]));
  for (const x of [...xs].sort((a, b) => a - b)) {
    const base = baselines.flatMap(({ values }) => values.get(x) ?? []);
    const values = runs.map((run) => run.values.get(x) ?? null);
    const isOptional = base.length > 0 && base.length < baselines.length; // some baselines end earlier, so a run may, too
    if (isOptional && values.includes(null)) continue;
    yield {
      epoch: x,
      base: baseOf(base),
      values,
      places: Array(values.length + Math.min(1, baselines.length)).fill(x),
    };
  }
}

/**
 * The mean of the baselines. Of several, one that has diverged is left out: with NaN as the mean, every new value would pass. Two
 * that remain are no band.
 */
function baseOf(values: readonly number[]): Base {
  if (values.length === 0) return { mean: null, sd: 0 };
  const finite = values.filter(Number.isFinite);
  if (finite.length === values.length || finite.length === 0) return meanAndSd(values);
  const { mean, sd } = meanAndSd(finite);
  return { mean, sd: finite.length < fewestForBand ? 0 : sd };
}

function comparedEpoch(
  { epoch, base, values, places }: Point,
  rule: ClosenessRule,
  direction: Direction | undefined,
  isTime: boolean,
): ComparedEpoch {
  const hasBaseline = places.length > values.length;
  const judged = (value: number | null): Status =>
    isTime && base.mean === null && value !== null ? 'better' : statusOf(value, base, rule, direction); // the baseline never gets there
  const statuses = hasBaseline ? values.map(judged) : [];
  const differences = values.map((value) =>
    value === null || base.mean === null ? Number.NaN : Math.abs(value - base.mean),
  );
  const difference = differences.reduce((most, one) => Math.max(most, one), 0);
  return {
    epoch,
    values: hasBaseline ? [base.mean, ...values] : values,
    places,
    difference: Number.isFinite(difference) ? difference : null,
    limit: base.mean === null || !Number.isFinite(base.mean) ? null : limitAt(base, rule),
    statuses,
    equal: statuses.every((status) => status === 'equal' || status === 'close'),
  };
}

function largestOf(epochs: readonly ComparedEpoch[], runs: readonly Curve[]): LargestDifference | null {
  let largest: LargestDifference | null = null;
  for (const { epoch, values } of epochs) {
    if (values.length === runs.length) continue;
    const [baseline, ...later] = values;
    for (const [index, value] of later.entries()) {
      if (value === null || baseline === null) continue;
      const difference = Math.abs(value - baseline);
      if (!Number.isFinite(difference) || (largest && difference <= largest.difference)) continue;
      const relative = baseline === 0 ? null : difference / Math.abs(baseline);
      largest = { epoch, run: runs[index].name, baseline, value, difference, relative };
    }
  }
  return largest;
}

type Compared = Omit<CurveComparison, 'failures'>;

/** Returns the failures of the closeness rule, without the stray epochs that it forgives. */
function closenessFailures(
  comparison: Compared,
  runs: readonly Curve[],
  baselines: readonly Curve[],
  { allowNaN = false, origin }: ComparisonOptions,
): Failure[] {
  const { epochs, rule } = comparison;
  return runs.flatMap((run, index) => {
    const failing = epochs.filter(({ statuses, values }) =>
      fails(statuses[index], rule.failOn, allowNaN && values[0] !== null && !Number.isFinite(values[0])),
    );
    const kept = withoutStrays(failing, index, comparison, [run, ...baselines]);
    return kept.map((epoch) => pointFailure(comparison, epoch, run, index, origin));
  });
}

/** Stray epochs are forgiven if they are few, and none of them is the last or the best. */
function withoutStrays(
  failing: readonly ComparedEpoch[],
  index: number,
  { epochs, rule, direction }: Compared,
  curves: readonly Curve[],
): readonly ComparedEpoch[] {
  const decisive = new Set([
    epochs.at(-1)?.epoch,
    ...(direction ? curves.map((curve) => bestOf(curve, direction).x) : []),
  ]);
  const strays = failing.filter(
    ({ statuses, epoch }) => canStray(statuses[index]) && epoch !== null && !decisive.has(epoch),
  );
  const isFew = strays.length <= rule.outside * epochs.length * (1 + 2 ** -52);
  return isFew ? failing.filter((epoch) => !strays.includes(epoch)) : failing;
}
