/** @file Why a gate fails, in words and as data. */
import { significant } from '../document/number-format.js';
import type { ComparedEpoch, CurveComparison, Failure } from './compared.js';
import type { Curve } from './curve.js';
import type { Gate } from './gate.js';

type Compared = Omit<CurveComparison, 'failures'>;

/** Returns the failure of a run at one epoch. */
export function pointFailure(
  comparison: Compared,
  epoch: ComparedEpoch,
  run: Curve,
  index: number,
  origin: Gate['origin'],
): Failure {
  const [baseline, value] = [epoch.values[0], epoch.values[index + 1]];
  const status = epoch.statuses[index];
  const difference = baseline === null || value === null ? null : value - baseline;
  return {
    kind: status,
    metric: comparison.metric,
    network: comparison.network,
    run: run.name,
    epoch: epoch.epoch,
    baseline,
    value,
    difference: difference !== null && Number.isFinite(difference) ? difference : null,
    limit: epoch.limit,
    text: `${metricText(comparison)}${placeText(comparison, epoch)}: ${reason(comparison, epoch, run.name, index)}`,
    place: origin ?? lineOf(run, epoch.places[index + 1] ?? epoch.epoch),
  };
}

/** `loss`, or `loss of network 2`. */
export const metricText = ({ metric, network }: Pick<Compared, 'metric' | 'network'>): string =>
  network === null ? metric : `${metric} of network ${network}`;

const placeText = ({ at }: Compared, { epoch }: ComparedEpoch): string => {
  if (at === 'every') return ` in epoch ${epoch}`;
  return at === 'final'
    ? ''
    : ` at ${at}${at === 'area' || at.startsWith('time-to') || at.startsWith('epoch') || epoch === null ? '' : ` (epoch ${epoch})`}`;
};

function reason({ at, names }: Compared, epoch: ComparedEpoch, run: string, index: number): string {
  const [base, value] = [epoch.values[0], epoch.values[index + 1]];
  const isTime = at.startsWith('time-to');
  const what = at === 'every' ? `epoch ${epoch.epoch}` : 'value';
  switch (epoch.statuses[index]) {
    case 'missing':
      if (base === null) return `neither ${names[0]} nor ${run} ${isTime ? 'reaches it' : 'has a value'}`;
      return isTime
        ? `${run} never reaches it, ${names[0]} does in epoch ${base}`
        : `${run} has no ${what}, the baseline has (${valueText(base)})`;
    case 'missing in the baseline':
      return `the baseline ${names[0]} has no ${what}, ${run} has (${valueText(value)})`;
    case 'not finite':
      return `${valueText(value)} in ${run}, baseline ${valueText(base)}`;
    default:
      if (isTime && base === null) return `${run} reaches it in epoch ${value}, ${names[0]} never does`;
      return `${valueText(value)}${names.length > 2 ? ` in ${run}` : ''}, baseline ${valueText(base)}, ${amount(epoch, index)}`;
  }
}

/** `worse by 0.03 (3.6 %), allowed 0.005`. */
function amount({ values, statuses, limit }: ComparedEpoch, index: number): string {
  const [base, value] = [values[0] ?? Number.NaN, values[index + 1] ?? Number.NaN];
  const difference = Math.abs(value - base);
  const relative = base === 0 ? '' : ` (${significant((100 * difference) / Math.abs(base), 3)} %)`;
  const status = statuses[index];
  const word = status === 'worse' || status === 'better' ? status : 'different';
  const allowed = limit === null || limit === 0 ? '' : `, allowed ${significant(limit, 3)}`;
  return `${word} by ${significant(difference, 3)}${relative}${allowed}`;
}

/** All digits of a value; `none` if there is none. */
export const valueText = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'none' : String(value);

/** The line of a curve's file that holds its value at x; if there is none, the last one before x, or else the first. */
export function lineOf({ file, lines }: Curve, x: number | null): Failure['place'] {
  if (file === undefined) return null;
  if (x === null || lines === undefined) return { file, line: 1 };
  const before = [...lines.keys()].filter((at) => at <= x);
  return { file, line: lines.get(before[before.length - 1]) ?? 1 };
}
