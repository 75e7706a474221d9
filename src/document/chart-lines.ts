/** @file The lines of a chart and their legend. */
import { area, line } from 'd3-shape';
import { markupText } from '../markup.js';
import { type AxisScale, px } from './chart-axes.js';
import { dashOf, hueOf } from './chart-style.js';
import { significant } from './number-format.js';
import { textWidth } from './text-width.js';

/** x and y; where y is null or not finite, the line is interrupted. */
type Point = readonly [x: number, y: number | null];

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

/** An area between two lines over x. */
export interface Band {
  readonly name: string;
  readonly points: readonly (readonly [x: number, low: number, high: number])[];
}

/** Lines with at most this many points have a dot at every point. */
const maxDots = 40;
const swatch = 26;
const rowHeight = 21;

const isDrawn = (point: Point | undefined): point is [number, number] =>
  point !== undefined && point[1] !== null && Number.isFinite(point[0]) && Number.isFinite(point[1]);

/** The points of a line that can be drawn. */
export const drawnPoints = ({ points }: Series): [number, number][] => points.filter(isDrawn);

/** Draws the line with this index: a dot at every point if there are few, otherwise only at isolated points. */
export function lineOf({ name, points }: Series, index: number, x: AxisScale, y: AxisScale): string[] {
  const isIsolated = (k: number): boolean => !isDrawn(points[k - 1]) && !isDrawn(points[k + 1]);
  const path = line<Point>()
    .defined((point, k) => isDrawn(point) && !isIsolated(k))
    .x(([value]) => x.at(value))
    .y(([, value]) => y.at(value ?? Number.NaN))
    .digits(2)(points);
  const few = points.filter(isDrawn).length <= maxDots;
  const dotted = points.filter((_, k) => few || isIsolated(k)).filter(isDrawn);
  return [
    ...(path === null
      ? []
      : [
          `<path class="nw-line${hueOf(index)}" d="${path}" fill="none" stroke-width="2.2" stroke-linejoin="round"${dash(index)}/>`,
        ]),
    ...dotted.map(
      ([a, b]) =>
        `<circle class="nw-dot${hueOf(index)}" cx="${px(x.at(a))}" cy="${px(y.at(b))}" r="3.6" stroke-width="1.4"><title>${markupText(name)}, ${significant(a)}: ${significant(b)}</title></circle>`,
    ),
  ];
}

/** Draws a band, lightly. */
export function bandOf({ name, points }: Band, x: AxisScale, y: AxisScale): string[] {
  const path = area<Band['points'][number]>()
    .x(([value]) => x.at(value))
    .y0(([, low]) => y.at(low))
    .y1(([, , high]) => y.at(high))
    .digits(2)([...points]);
  return path === null
    ? []
    : [`<path class="nw-soft" fill-opacity="0.2" d="${path}"><title>${markupText(name)}</title></path>`];
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
  band?: string,
): { readonly marks: string[]; readonly bottom: number } {
  let [x, y] = [left, top];
  const place = (name: string): number => {
    const width = swatch + 8 + 7 * textWidth(name);
    if (x > left && x + width > right) [x, y] = [left, y + rowHeight];
    const at = x;
    x += width + 22;
    return at;
  };
  const label = (name: string, at: number): string =>
    `<text class="nw-ink" x="${px(at + swatch + 8)}" y="${px(y)}" font-size="12.5">${markupText(name)}</text>`;
  const marks = series.flatMap(({ name }, index) => {
    const at = place(name);
    return [
      `<line class="nw-line${hueOf(index)}" x1="${px(at)}" x2="${px(at + swatch)}" y1="${px(y - 4)}" y2="${px(y - 4)}" stroke-width="2.6"${dash(index)}/>`,
      label(name, at),
    ];
  });
  if (band !== undefined) {
    const at = place(band);
    const box = `x="${px(at)}" y="${px(y - 10)}" width="${swatch}" height="12"`;
    marks.push(`<rect class="nw-soft" fill-opacity="0.2" ${box}/>`, label(band, at));
  }
  return { marks, bottom: y };
}

const dash = (index: number): string => (dashOf(index) === '' ? '' : ` stroke-dasharray="${dashOf(index)}"`);
