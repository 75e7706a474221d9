/** @file The axes of a chart: data-to-pixel scales, grid lines, ticks and labels. */

import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';
import { maximum, minimum } from '../extremes.js';
import { markupText } from '../markup.js';
import { grouped } from '../plural.js';
import { textWidth } from './text-width.js';

export interface Axis {
  readonly label: string;
  /** Ticks at whole numbers only; the axis ends exactly at the first and last value. */
  readonly whole?: boolean;
  /** The axis ends exactly at the first and last value; by default, at ticks that enclose them. */
  readonly exact?: boolean;
  /** The axis covers at least `from` … `to`; by default it just covers the data. */
  readonly from?: number;
  readonly to?: number;
  /** A logarithmic axis, which shows positive values only. */
  readonly log?: boolean;
}

/** A round number on an axis. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** An axis with its domain and ticks, not yet laid over pixels. */
export interface AxisDomain {
  readonly label: string;
  readonly ticks: readonly Tick[];
  readonly scale: ScaleContinuousNumeric<number, number>;
}

/** An axis laid over pixels. */
export interface AxisScale {
  readonly label: string;
  readonly ticks: readonly Tick[];
  /** Returns the pixel of a value. */
  readonly at: (value: number) => number;
  readonly from: number;
  readonly to: number;
  /** The values at `from` and at `to`. */
  readonly domain: readonly number[];
}

/** Formats a coordinate with at most two decimals. */
export const px = (value: number): string => String(Math.round(100 * value) / 100);

/** Returns the domain of `axis` over `values`, with about `count` ticks at multiples of 1, 2 or 5 times a power of ten. */
export function domainOf(axis: Axis, values: readonly number[], count: number): AxisDomain {
  if (axis.log) return logDomainOf(axis, values, count);
  const scale = scaleLinear().domain(spanOf(axis, values));
  if (!axis.whole && !axis.exact) scale.nice(count);
  const [min, max] = scale.domain();
  const isTick = (value: number): boolean => !axis.whole || Number.isInteger(value);
  const ticks = scale.ticks(count).filter(isTick);
  // Scientific notation where plain decimals would be long.
  const isLong = Math.max(Math.abs(min), Math.abs(max)) >= 1e6 || max - min < 1e-5 * count;
  const text = scale.tickFormat(count, axis.whole ? ',d' : isLong ? 'e' : ',f');
  const labelOf = (value: number): string => (value === 0 ? '0' : text(value).replaceAll('-', '−'));
  return { label: axis.label, scale, ticks: ticks.map((value) => ({ value, label: labelOf(value) })) };
}

/** A logarithmic axis begins and ends at 1, 2 or 5 times a power of ten. It has ticks at all of these, or only at powers of ten. */
function logDomainOf({ label }: Axis, values: readonly number[], count: number): AxisDomain {
  const positive = values.filter((value) => value > 0);
  const shown = positive.length > 0 ? positive : [1];
  const rounds = roundsAround(minimum(shown), maximum(shown));
  const powers = rounds.filter((value) => value.toExponential().startsWith('1e'));
  const step = Math.ceil(powers.length / (1.5 * count));
  const ticks =
    rounds.length <= 1.5 * count || powers.length < 2 ? rounds : powers.filter((_, k) => k % step === 0);
  const labelOf = (value: number): string =>
    value >= 1e-4 && value < 1
      ? String(value)
      : value < 1e6 && value >= 1
        ? grouped(value)
        : exponential(value);
  return {
    label,
    scale: scaleLog().domain([rounds[0], rounds[rounds.length - 1]]),
    ticks: ticks.map((value) => ({ value, label: labelOf(value) })),
  };
}

const exponential = (value: number): string => value.toExponential().replace('e+', 'e').replace('-', '−');

/** Returns 1, 2 and 5 times powers of ten, from the last that is at most `min` to the first that is at least `max`; at least two. */
function roundsAround(min: number, max: number): number[] {
  let rounds: number[] = [];
  for (let power = Number(min.toExponential().split('e')[1]); ; power++)
    for (const digit of [1, 2, 5]) {
      const value = Number(`${digit}e${power}`);
      if (value <= min) rounds = [];
      rounds.push(value);
      if (value >= max && value > min) return rounds;
    }
}

/**
 * Lays `domain` over the pixels `from` … `to`; `to` < `from` makes it point upward. A single value is placed in
 * the middle.
 */
export const scaleOf = ({ label, ticks, scale }: AxisDomain, from: number, to: number): AxisScale => ({
  label,
  ticks,
  at: scale.copy().range([from, to]),
  from,
  to,
  domain: scale.domain(),
});

/**
 * Returns the first and last value on an axis; a single value gets room around it
 * unless the axis is to end exactly.
 */
function spanOf({ whole, exact, from, to }: Axis, values: readonly number[]): [number, number] {
  let min = from ?? values[0] ?? to ?? 0;
  let max = to ?? values[0] ?? from ?? 1;
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  if (min < max || whole || exact) return [min, max];
  const room = min === 0 ? 1 : Math.abs(min) / 10;
  return [min - room, max + room];
}

/** Size of the text at axes, in pixels. */
const small = 12;

/** Draws horizontal grid lines with their values to the left, and the label upright above them, `above` pixels from the highest; the lowest line is the x axis. */
export function gridOf(
  { ticks, label, at, from, to }: AxisScale,
  left: number,
  right: number,
  above: number,
): string[] {
  return [
    ...ticks.flatMap(({ value, label: number }) => {
      const y = at(value);
      return [
        `<line class="${y === from ? 'nw-axis' : 'nw-grid'}" x1="${px(left)}" x2="${px(right)}" y1="${px(y)}" y2="${px(y)}"/>`,
        `<text class="nw-soft" x="${px(left - 8)}" y="${px(y + 4)}" font-size="${small}" text-anchor="end">${number}</text>`,
      ];
    }),
    `<text class="nw-soft" x="16" y="${px(to - above)}" font-size="${small}">↑ ${markupText(label)}</text>`,
  ];
}

/** Draws ticks below the picture with their values, and the label below them at the right end. */
export function ticksBelow({ ticks, label, at, to }: AxisScale, bottom: number): string[] {
  return [
    ...ticks.flatMap(({ value, label: number }) => {
      const x = px(at(value));
      return [
        `<line class="nw-axis" x1="${x}" x2="${x}" y1="${px(bottom)}" y2="${px(bottom + 6)}"/>`,
        `<text class="nw-soft" x="${x}" y="${px(bottom + 20)}" font-size="${small}" text-anchor="middle">${number}</text>`,
      ];
    }),
    `<text class="nw-soft" x="${px(to)}" y="${px(bottom + 38)}" font-size="${small}" text-anchor="end">${markupText(label)} →</text>`,
  ];
}

const halfWidth = (label: string): number => 3.5 * textWidth(label);
/** Height of a row of labels of marks. */
export const rowHeight = 15;

/** Returns for each mark the row in which its label does not overlap with others; row 0 is the lowest. */
export function rowsOf(
  marks: readonly { readonly x: number; readonly label: string }[],
  { at }: AxisScale,
): number[] {
  const rows: number[] = [];
  for (const [k, mark] of marks.entries()) {
    const isClear = (row: number): boolean =>
      rows.every(
        (other, j) =>
          other !== row ||
          Math.abs(at(marks[j].x) - at(mark.x)) > 2 * (halfWidth(marks[j].label) + halfWidth(mark.label)),
      );
    let row = 0;
    while (!isClear(row)) row++;
    rows[k] = row;
  }
  return rows;
}

/**
 * Draws a dashed vertical line at `value` with its label above, in this row of labels; near either end, the label is aligned so
 * that it stays inside the chart.
 */
export function markAt(
  label: string,
  value: number,
  { at, from, to }: AxisScale,
  top: number,
  bottom: number,
  row = 0,
): string[] {
  const x = at(value);
  const half = halfWidth(label);
  const anchor = x + half > to ? 'end' : x - half < from ? 'start' : 'middle';
  return [
    `<line class="nw-axis" x1="${px(x)}" x2="${px(x)}" y1="${px(top - 2)}" y2="${px(bottom)}" stroke-dasharray="3 3"/>`,
    `<text class="nw-soft" x="${px(x)}" y="${px(top - 6 - rowHeight * row)}" font-size="${small}" text-anchor="${anchor}">${markupText(label)}</text>`,
  ];
}
