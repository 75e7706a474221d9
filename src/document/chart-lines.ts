/** @file The lines of a chart and their legend. */

import { markupText } from '../markup.js';
import { type AxisScale, px } from './chart-axes.js';
import { dashOf, hueOf } from './chart-style.js';
import { significant } from './number-format.js';
import { textWidth } from './text-width.js';

export interface Series {
  readonly name: string;
  /** x and y; where y is null or not finite, the line is interrupted. */
  readonly points: readonly (readonly [number, number | null])[];
}

/** Lines with at most this many points have a dot at every point. */
const maxDots = 40;
const swatch = 26;
const rowHeight = 21;

/** The points of a line that can be drawn. */
export function drawnPoints({ points }: Series): [number, number][] {
  return points.flatMap(([x, y]) => (y !== null && Number.isFinite(x) && Number.isFinite(y) ? [[x, y]] : []));
}

/** Draws the line with this index: a dot at every point if there are few, otherwise only at isolated points. */
export function lineOf(series: Series, index: number, x: AxisScale, y: AxisScale): string[] {
  const stretches = stretchesOf(series);
  const path = stretches
    .filter(({ length }) => length > 1)
    .map((points) => `M${points.map(([a, b]) => `${px(x.at(a))} ${px(y.at(b))}`).join('L')}`)
    .join('');
  const few = stretches.reduce((sum, { length }) => sum + length, 0) <= maxDots;
  const dotted = stretches.filter(({ length }) => few || length === 1).flat();
  return [
    ...(path === ''
      ? []
      : [
          `<path class="nw-line${hueOf(index)}" d="${path}" fill="none" stroke-width="2.2" stroke-linejoin="round"${dash(index)}/>`,
        ]),
    ...dotted.map(
      ([a, b]) =>
        `<circle class="nw-dot${hueOf(index)}" cx="${px(x.at(a))}" cy="${px(y.at(b))}" r="3.6" stroke-width="1.4"><title>${markupText(series.name)}, ${significant(a)}: ${significant(b)}</title></circle>`,
    ),
  ];
}

function stretchesOf(series: Series): [number, number][][] {
  const stretches: [number, number][][] = [[]];
  for (const point of series.points) {
    const drawn = drawnPoints({ name: series.name, points: [point] });
    if (drawn.length > 0) stretches.at(-1)!.push(...drawn);
    else stretches.push([]);
  }
  return stretches.filter(({ length }) => length > 0);
}

/**
 * Draws the legend: a line sample and name per series, wrapped into rows that start at `top`. `bottom` is the
 * baseline of the last row.
 */
export function legendOf(
  series: readonly Series[],
  left: number,
  right: number,
  top: number,
): { readonly marks: string[]; readonly bottom: number } {
  let [x, y] = [left, top];
  const marks = series.flatMap(({ name }, index) => {
    const width = swatch + 8 + 7 * textWidth(name);
    if (x > left && x + width > right) [x, y] = [left, y + rowHeight];
    const at = x;
    x += width + 22;
    return [
      `<line class="nw-line${hueOf(index)}" x1="${px(at)}" x2="${px(at + swatch)}" y1="${px(y - 4)}" y2="${px(y - 4)}" stroke-width="2.6"${dash(index)}/>`,
      `<text class="nw-ink" x="${px(at + swatch + 8)}" y="${px(y)}" font-size="12.5">${markupText(name)}</text>`,
    ];
  });
  return { marks, bottom: y };
}

const dash = (index: number): string => (dashOf(index) === '' ? '' : ` stroke-dasharray="${dashOf(index)}"`);
