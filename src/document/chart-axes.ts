/** @file The axes of a chart: data-to-pixel scales, grid lines, ticks and labels. */
import { markupText } from '../markup.js';
import { niceTicks, type Ticks } from './ticks.js';

export interface Axis {
  readonly label: string;
  /** Ticks at whole numbers only; the axis ends exactly at the first and last value. */
  readonly whole?: boolean;
  /** The axis covers at least `from` … `to`; by default it just covers the data. */
  readonly from?: number;
  readonly to?: number;
}

/** An axis laid over pixels. */
export interface AxisScale {
  readonly label: string;
  readonly ticks: Ticks;
  /** The pixel where a value lies. */
  readonly at: (value: number) => number;
  readonly from: number;
  readonly to: number;
}

/** A coordinate with two decimals at most. */
export const px = (value: number): string => String(Number(value.toFixed(2)));

/** About `count` ticks around `values` for `axis`. */
export function ticksOf(axis: Axis, values: readonly number[], count: number): Ticks {
  const [least, most] = spanOf(axis, values);
  const ticks = niceTicks(least, most, count, axis.whole);
  if (!axis.whole) return ticks;
  const inside = ticks.values.flatMap((value, index) => (value >= least && value <= most ? [index] : []));
  return {
    values: inside.map((index) => ticks.values[index]),
    labels: inside.map((index) => ticks.labels[index]),
  };
}

/**
 * Maps `axis` to the pixels `from` … `to`; `to` < `from` makes it point upward. A single value is placed in
 * the middle.
 */
export function scaleOf(
  axis: Axis,
  values: readonly number[],
  ticks: Ticks,
  from: number,
  to: number,
): AxisScale {
  const [first, last] = axis.whole ? spanOf(axis, values) : [ticks.values[0], ticks.values.at(-1)!];
  const at = (value: number): number =>
    first === last ? (from + to) / 2 : from + ((value - first) / (last - first)) * (to - from);
  return { label: axis.label, ticks, at, from, to };
}

function spanOf({ from, to }: Axis, values: readonly number[]): [number, number] {
  let least = from ?? values[0] ?? to ?? 0;
  let most = to ?? values[0] ?? from ?? 1;
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return [least, most];
}

/** Horizontal grid lines with their values to the left; the lowest one is drawn as the x axis. */
export function gridOf({ ticks, label, at, from, to }: AxisScale, left: number, right: number): string[] {
  return [
    ...ticks.values.flatMap((value, index) => {
      const y = at(value);
      return [
        `<line class="${y === from ? 'nw-axis' : 'nw-grid'}" x1="${px(left)}" x2="${px(right)}" y1="${px(y)}" y2="${px(y)}"/>`,
        `<text class="nw-soft" x="${px(left - 9)}" y="${px(y + 4)}" font-size="12" text-anchor="end">${ticks.labels[index]}</text>`,
      ];
    }),
    `<text class="nw-soft" transform="translate(20 ${px((from + to) / 2)}) rotate(-90)" font-size="12.5" text-anchor="middle">${markupText(label)}</text>`,
  ];
}

/** Ticks below the picture with their values, and the label under them. */
export function ticksBelow({ ticks, label, at, from, to }: AxisScale, bottom: number): string[] {
  return [
    ...ticks.values.flatMap((value, index) => {
      const x = px(at(value));
      return [
        `<line class="nw-axis" x1="${x}" x2="${x}" y1="${px(bottom)}" y2="${px(bottom + 5)}"/>`,
        `<text class="nw-soft" x="${x}" y="${px(bottom + 20)}" font-size="12" text-anchor="middle">${ticks.labels[index]}</text>`,
      ];
    }),
    `<text class="nw-soft" x="${px((from + to) / 2)}" y="${px(bottom + 40)}" font-size="12.5" text-anchor="middle">${markupText(label)}</text>`,
  ];
}

/**
 * A dashed vertical line at `value` with its label above; near either end, the label is aligned so that it
 * stays inside the chart.
 */
export function markAt(
  label: string,
  value: number,
  { at, from, to }: AxisScale,
  top: number,
  bottom: number,
): string[] {
  const x = at(value);
  const half = 3.3 * label.length;
  const anchor = x + half > to ? 'end' : x - half < from ? 'start' : 'middle';
  return [
    `<line class="nw-axis" x1="${px(x)}" x2="${px(x)}" y1="${px(top - 6)}" y2="${px(bottom)}" stroke-dasharray="3 3"/>`,
    `<text class="nw-soft" x="${px(x)}" y="${px(top - 12)}" font-size="12" text-anchor="${anchor}">${markupText(label)}</text>`,
  ];
}
