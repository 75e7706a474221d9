/** @file When a metric is compared: at every epoch, or at one value per run: the best, the last, the area under the curve … */

import { NerwinError } from '../error.js';
import { maximum, minimum } from '../extremes.js';
import type { Curve } from './curve.js';
import { type Direction, gain } from './direction.js';

export type Moment =
  | { readonly kind: 'every' }
  /** The best value of the metric, by its direction. */
  | { readonly kind: 'best' }
  | { readonly kind: 'last' }
  | { readonly kind: 'epoch'; readonly x: number }
  /** The area under the curve, by the trapezoidal rule, over the epochs that all runs have. */
  | { readonly kind: 'area' }
  /** The first epoch whose value is at least as good as `value`. */
  | { readonly kind: 'time-to'; readonly value: number }
  /** The score of the finished model, which belongs to no epoch; never written by the user. */
  | { readonly kind: 'final' };

/** What the option and the gates file accept, for messages. */
export const momentForms = 'every, best, last, epoch=N, area or time-to=VALUE';

/** Reads a moment; undefined if `text` is not one. */
export function parseMoment(text: string): Moment | undefined {
  const [, name = '', argument] = /^([a-z_-]+)(?:=(.+))?$/.exec(text.trim()) ?? [];
  if (argument === undefined)
    return name === 'every' || name === 'best' || name === 'last' || name === 'area'
      ? { kind: name }
      : undefined;
  const value = Number(argument);
  if (argument.trim() === '' || !Number.isFinite(value)) return undefined;
  if (name === 'epoch' || name === 'step') return { kind: 'epoch', x: value };
  return name === 'time-to' ? { kind: name, value } : undefined;
}

/** Returns the moment as the user writes it. */
export const momentText = (moment: Moment): string => {
  if (moment.kind === 'epoch') return `epoch=${moment.x}`;
  return moment.kind === 'time-to' ? `time-to=${moment.value}` : moment.kind;
};

/** True if the moment depends on whether lower or higher is better. */
export const needsDirection = ({ kind }: Moment): boolean => kind === 'best' || kind === 'time-to';

/** The value of a curve at a moment. */
export interface Reading {
  /** Null if the curve has none: no such epoch, never reached. */
  readonly value: number | null;
  /** Where it was read; null for an area. */
  readonly x: number | null;
}

const none: Reading = { value: null, x: null };

/** Reads a value for each of the curves that are compared. `direction` is needed for `best` and `time-to`. */
export function readings(moment: Moment, curves: readonly Curve[], direction?: Direction): Reading[] {
  switch (moment.kind) {
    case 'every':
      throw new Error('every epoch is no single value');
    case 'best':
      return curves.map((curve) => bestOf(curve, known(direction)));
    case 'last':
      return curves.map(({ values }) => {
        const last = [...values].at(-1);
        return last ? { value: last[1], x: last[0] } : none;
      });
    case 'final':
      return curves.map(({ values }) => ({ value: [...values.values()].at(0) ?? null, x: null }));
    case 'epoch':
      return curves.map(({ values }) => ({ value: values.get(moment.x) ?? null, x: moment.x }));
    case 'area':
      return areas(curves);
    case 'time-to':
      return curves.map((curve) => timeTo(moment.value, curve, known(direction)));
  }
}

function known(direction: Direction | undefined): Direction {
  if (direction) return direction;
  throw new NerwinError(
    'usage',
    'best and time-to need to know whether lower or higher values of the metric are better',
    'say it with --direction METRIC=lower, or =higher',
  );
}

/** Returns the best finite value and its first epoch; NaN if no value is finite. */
export function bestOf({ values }: Curve, direction: Direction): Reading {
  let best: Reading | undefined;
  for (const [x, value] of values) {
    if (!Number.isFinite(value)) continue;
    if (best?.value === undefined || best.value === null || gain(value, best.value, direction) > 0)
      best = { value, x };
  }
  return best ?? (values.size > 0 ? { value: Number.NaN, x: null } : none);
}

function timeTo(goal: number, { values }: Curve, direction: Direction): Reading {
  for (const [x, value] of values) if (gain(value, goal, direction) >= 0) return { value: x, x };
  return none;
}

/** Areas over the interval that all curves cover; null for all if there is no such interval. */
function areas(curves: readonly Curve[]): Reading[] {
  const ends = curves
    .map(({ values }) => [...values.keys()])
    .map((xs) => [xs[0] ?? Number.NaN, xs.at(-1) ?? Number.NaN]);
  const from = maximum(ends.map(([first]) => first));
  const to = minimum(ends.map(([, last]) => last));
  if (!(from < to)) return curves.map(() => none);
  return curves.map(({ values }) => ({ value: area([...values], from, to), x: null }));
}

/** ∫ y dx from `from` to `to`, with straight lines between the points. */
function area(points: readonly (readonly [number, number])[], from: number, to: number): number {
  let sum = 0;
  for (let k = 1; k < points.length; k++) {
    const [[x0, y0], [x1, y1]] = [points[k - 1], points[k]];
    const [a, b] = [Math.max(x0, from), Math.min(x1, to)];
    if (!(a < b)) continue;
    const at = (x: number): number =>
      x === x0 ? y0 : x === x1 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
    sum += ((at(a) + at(b)) / 2) * (b - a);
  }
  return sum;
}
