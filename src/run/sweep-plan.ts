/** @file The runs of a sweep: every combination of the values of some settings, or random ones. */
import { readAssignment } from '../config/assignment.js';
import { NerwinError } from '../error.js';
import { exp } from '../network/exponential.js';
import { log } from '../network/logarithm.js';
import { Random } from '../random.js';

/** A setting and the values it takes: a list, or all numbers of a range. */
export type SweepAxis =
  | { readonly setting: string; readonly values: readonly unknown[] }
  | {
      readonly setting: string;
      readonly low: number;
      readonly high: number;
      /** Drawn evenly in the logarithm. */
      readonly isLog: boolean;
    };

/** A run of a sweep. */
export interface PlannedRun {
  /** `run-001`, its folder. */
  readonly name: string;
  /** The value of each setting that the sweep varies. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Reads `--grid key=v1,v2,…`. The values are those of a list in YAML. Throws 'config' if they are none. */
export function gridAxis(written: string): SweepAxis {
  const split = written.indexOf('=');
  if (split < 1) throw malformed('--grid', written, 'training.rate.start=0.1,0.2');
  const setting = written.slice(0, split).trim();
  const { value } = readAssignment(`${setting}=[${written.slice(split + 1)}]`, '--grid');
  const values = value as unknown[];
  const distinct = new Set(values.map((one) => JSON.stringify(one)));
  if (values.length === 0 || distinct.size < values.length)
    throw malformed('--grid', written, 'training.rate.start=0.1,0.2, with different values');
  return { setting, values };
}

/** Reads `--range key=low..high` or `key=low..high:log`. */
export function rangeAxis(written: string): SweepAxis {
  const example = 'training.rate.start=0.01..1:log';
  const [, setting, from, to, scale] =
    /^\s*([^=\s]+)\s*=\s*(-?[\d.]+(?:e[-+]?\d+)?)\s*\.\.\s*(-?[\d.]+(?:e[-+]?\d+)?)\s*(:\s*log)?\s*$/i.exec(
      written,
    ) ?? [];
  const [low, high] = [Number(from), Number(to)];
  const isLog = scale !== undefined;
  if (setting === undefined || !(low < high) || (isLog && low <= 0))
    throw malformed('--range', written, `${example}, the lower number first${isLog ? ', both above 0' : ''}`);
  return { setting, low, high, isLog };
}

const malformed = (option: string, written: string, example: string): NerwinError =>
  new NerwinError(
    'usage',
    `${option} ${written}: expected a setting and its values`,
    `write ${option} ${example}`,
  );

/** The most runs of a grid. */
const mostRuns = 10_000;

/**
 * Returns the runs: all combinations of the values, the last setting changing fastest; or `random` different combinations, drawn with
 * `seed`. Numbers of a range have four significant digits, and are whole if both ends are.
 */
export function planRuns(axes: readonly SweepAxis[], random: number | undefined, seed: number): PlannedRun[] {
  const twice = axes.find(({ setting }, k) => axes.findIndex((other) => other.setting === setting) < k);
  if (twice)
    throw new NerwinError('usage', `${twice.setting} is varied twice`, 'give all its values in one option');
  if (axes.length === 0)
    throw new NerwinError('usage', 'no setting to vary', 'give one with --grid training.rate.start=0.1,0.2');
  const range = axes.find((axis) => !('values' in axis));
  if (range && random === undefined)
    throw new NerwinError(
      'usage',
      `--range ${range.setting} needs --random`,
      'say how many runs to draw: --random 20',
    );
  const combinations = axes.reduce(
    (all, axis) => ('values' in axis ? all * axis.values.length : Infinity),
    1,
  );
  if (random === undefined && combinations > mostRuns)
    throw new NerwinError('usage', `${combinations} runs`, `draw some of them with --random 100`);
  const points = random === undefined ? allPoints(axes) : drawnPoints(axes, random, combinations, seed);
  const digits = Math.max(3, String(points.length).length);
  return points.map((settings, k) => ({ name: `run-${String(k + 1).padStart(digits, '0')}`, settings }));
}

function allPoints(axes: readonly SweepAxis[]): Record<string, unknown>[] {
  return axes.reduce<Record<string, unknown>[]>(
    (points, axis) =>
      points.flatMap((point) =>
        ('values' in axis ? axis.values : []).map((value) => ({ ...point, [axis.setting]: value })),
      ),
    [{}],
  );
}

function drawnPoints(axes: readonly SweepAxis[], count: number, combinations: number, seed: number) {
  if (count > combinations)
    throw new NerwinError(
      'usage',
      `--random ${count}: there are only ${combinations} combinations`,
      'leave out --random to train all of them',
    );
  const random = Random.seeded(seed);
  const points = new Map<string, Record<string, unknown>>();
  if (combinations <= mostRuns) {
    const all = allPoints(axes);
    random.shuffle(all);
    return all.slice(0, count);
  }
  for (let tries = 0; points.size < count && tries < 100 * count; tries++) {
    const point = Object.fromEntries(axes.map((axis) => [axis.setting, drawn(axis, random)]));
    points.set(JSON.stringify(point), point);
  }
  if (points.size < count)
    throw new NerwinError(
      'usage',
      `--random ${count}: the ranges have fewer different values`,
      'draw fewer runs',
    );
  return [...points.values()];
}

function drawn(axis: SweepAxis, random: Random): unknown {
  if ('values' in axis) return axis.values[random.below(axis.values.length)];
  const { low, high, isLog } = axis;
  const share = random.uniform();
  const value = isLog ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low);
  if (Number.isInteger(low) && Number.isInteger(high))
    return Math.min(high, Math.max(low, Math.round(value)));
  return Math.min(high, Math.max(low, Number(value.toPrecision(4))));
}
