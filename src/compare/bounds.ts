/** @file Checks the bounds of a gate: absolute ones, and how much better than the baseline a value must be. */
import { significant } from '../document/number-format.js';
import type { ComparisonOptions, CurveComparison, Failure } from './compared.js';
import type { Curve } from './curve.js';
import { type Direction, gain } from './direction.js';
import { lineOf, metricText, valueText } from './failure.js';
import type { Bounds } from './gate.js';
import { rounding } from './point.js';

/** MLflow's rule for a relative change of 0: better by at least this. */
const leastGain = 1e-10;

/** Returns a failure for each bound that a value of a run does not keep. */
export function boundFailures(
  comparison: Omit<CurveComparison, 'failures'>,
  runs: readonly Curve[],
  hasBaseline: boolean,
  { bounds = {}, origin }: ComparisonOptions,
): Failure[] {
  if (Object.values(bounds).every((bound) => bound === undefined)) return [];
  return comparison.epochs.flatMap((epoch) =>
    runs.flatMap((run, index) => {
      const [baseline, value] = [
        hasBaseline ? epoch.values[0] : null,
        epoch.values[hasBaseline ? index + 1 : index],
      ];
      return [...broken(bounds, value, baseline, comparison.direction)].map((text): Failure => {
        const place = comparison.at === 'every' ? `in epoch ${epoch.epoch}` : `at ${comparison.at}`;
        return {
          kind: 'bound',
          metric: comparison.metric,
          network: comparison.network,
          run: run.name,
          epoch: epoch.epoch,
          baseline,
          value,
          difference: value !== null && baseline !== null ? value - baseline : null,
          limit: null,
          text: `${metricText(comparison)} ${place}: ${text}`,
          place: origin ?? lineOf(run, epoch.epoch),
        };
      });
    }),
  );
}

function* broken(
  { threshold, atLeast, atMost, minAbsoluteChange, minRelativeChange }: Bounds,
  value: number | null,
  baseline: number | null,
  direction: Direction | null,
): Generator<string> {
  if (value === null || Number.isNaN(value)) {
    yield `${value === null ? 'no value' : 'not a number'}, so no bound can hold`;
    return;
  }
  if (threshold !== undefined && direction !== null && gain(value, threshold, direction) < 0)
    yield `${valueText(value)} is ${direction === 'higher' ? 'below' : 'above'} the threshold ${threshold}`;
  if (atLeast !== undefined && value < atLeast) yield `${valueText(value)} is below ${atLeast}`;
  if (atMost !== undefined && value > atMost) yield `${valueText(value)} is above ${atMost}`;
  if (direction === null || (minAbsoluteChange === undefined && minRelativeChange === undefined)) return;
  if (baseline === null || !Number.isFinite(baseline)) {
    yield 'the baseline has no value, so an improvement cannot be measured';
    return;
  }
  const better = gain(value, baseline, direction);
  const slack = rounding * Math.max(Math.abs(value), Math.abs(baseline));
  const shown = `${valueText(value)}, baseline ${valueText(baseline)}: better by ${significant(better, 3)}`;
  if (minAbsoluteChange !== undefined && better < minAbsoluteChange - slack)
    yield `${shown}, at least ${minAbsoluteChange} is required`;
  if (minRelativeChange === undefined) return;
  if (baseline === 0 ? better < leastGain : better < minRelativeChange * Math.abs(baseline) - slack)
    yield baseline === 0
      ? `${shown}; the baseline is 0, so at least ${leastGain} is required`
      : `${shown}, at least ${Number((100 * minRelativeChange).toPrecision(12))} % of the baseline is required`;
}
