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
  /** A line drawn lightly behind the others, such as a diagonal: it has no dots and is not in the legend. */
  readonly isReference?: boolean;
  /** False for dots without a line. */
  readonly hasLine?: boolean;
  /** False for a line without dots. By default, lines with few points have them. */
  readonly hasDots?: boolean;
}

/** Counts of values between edges, drawn as a step with the area below it. */
export interface Histogram {
  readonly name: string;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** A point with its name, such as an operating point on a curve. */
export interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
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

/** The line without the points that a logarithmic axis cannot show. */
export const positivePoints = (series: Series): Series => ({
  ...series,
  points: series.points.map(([x, y]): Point => [x, y !== null && y > 0 ? y : null]),
});

/** Draws the line with this index: a dot at every point if there are few, otherwise only at isolated points. */
export function lineOf(
  { name, points, hasLine = true, hasDots = true }: Series,
  index: number,
  x: AxisScale,
  y: AxisScale,
): string[] {
  const isIsolated = (k: number): boolean => !hasLine || (!isDrawn(points[k - 1]) && !isDrawn(points[k + 1]));
  const path = line<Point>()
    .defined((point, k) => isDrawn(point) && !isIsolated(k))
    .x(([value]) => x.at(value))
    .y(([, value]) => y.at(value ?? Number.NaN))
    .digits(2)(points);
  const few = hasDots && points.filter(isDrawn).length <= maxDots;
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

/** Draws a line lightly. */
export function referenceOf({ points }: Series, x: AxisScale, y: AxisScale): string[] {
  const path = line<[number, number]>()
    .x(([value]) => x.at(value))
    .y(([, value]) => y.at(value))
    .digits(2)(points.filter(isDrawn));
  return path === null ? [] : [`<path class="nw-axis" d="${path}" fill="none" stroke-dasharray="3 3"/>`];
}

/** Draws the steps of a histogram in the color of this index; counts that the axis cannot show are drawn at its lower end. */
export function histogramOf({ name, bins }: Histogram, index: number, x: AxisScale, y: AxisScale): string[] {
  const top = (count: number): number => Math.min(y.from, Math.max(y.to, y.at(count)));
  const steps = bins.map(({ from, to, count }) => `H${px(x.at(from))}V${px(top(count))}H${px(x.at(to))}`);
  if (bins.length === 0) return [];
  const path = `M${px(x.at(bins[0].from))},${px(y.from)}${steps.join('')}V${px(y.from)}Z`;
  return [
    `<path class="nw-line${hueOf(index)} nw-area${hueOf(index)}" d="${path}" stroke-width="1.5" stroke-linejoin="round"><title>${markupText(name)}</title></path>`,
  ];
}

interface Box {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/**
 * Draws points with their names beside them: to the right or left, and higher or lower where they would cover a point, another name or
 * one of the lines.
 */
export function namedPointsOf(
  points: readonly NamedPoint[],
  x: AxisScale,
  y: AxisScale,
  lines: readonly Series[] = [],
): string[] {
  const along = points.length === 0 ? [] : lines.flatMap((one) => placesAlong(one, x, y));
  const taken: Box[] = points.map((point) => ({
    from: x.at(point.x) - 6,
    to: x.at(point.x) + 6,
    at: y.at(point.y),
  }));
  const isInside = ({ from, to }: Box): boolean => from >= x.from - 6 && to <= x.to + 6;
  const isFree = (box: Box): boolean =>
    isInside(box) &&
    taken.every(
      (one) => Math.abs(one.at - box.at) >= labelHeight - 2 || box.from >= one.to || one.from >= box.to,
    );
  const isOffLines = ({ from, to, at }: Box): boolean =>
    along.every(([left, top]) => left < from - 3 || left > to + 3 || Math.abs(top - at) > 8);
  return points.flatMap(({ x: a, y: b, label }) => {
    const [left, top] = [x.at(a), y.at(b)];
    const width = 6.5 * textWidth(label);
    const places = shifts.flatMap((shift): Box[] => {
      const at = Math.max(top + shift, y.to + 4);
      return [
        { from: left + 9, to: left + 9 + width, at },
        { from: left - 9 - width, to: left - 9, at },
      ];
    });
    const place = places.find((one) => isFree(one) && isOffLines(one)) ?? places.find(isFree) ?? places[0];
    taken.push(place);
    const isRight = place.from > left;
    return [
      `<circle class="nw-ink nw-point" cx="${px(left)}" cy="${px(top)}" r="4.5" stroke-width="1.5"><title>${markupText(label)}: ${significant(a, 4)}, ${significant(b, 4)}</title></circle>`,
      `<text class="nw-ink nw-halo" x="${px(isRight ? place.from : place.to)}" y="${px(place.at + 4)}" font-size="12" text-anchor="${isRight ? 'start' : 'end'}">${markupText(label)}</text>`,
    ];
  });
}

/** Returns the pixels of a line, at most 4 apart. */
function placesAlong(series: Series, x: AxisScale, y: AxisScale): (readonly [left: number, top: number])[] {
  const ends = drawnPoints(series).map(([a, b]) => [x.at(a), y.at(b)] as const);
  return ends.flatMap(([left, top], k) => {
    const [nextLeft, nextTop] = ends[k + 1] ?? [left, top];
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(nextLeft - left), Math.abs(nextTop - top)) / 4));
    return Array.from({ length: steps }, (_, step) => {
      const share = step / steps;
      return [left + share * (nextLeft - left), top + share * (nextTop - top)] as const;
    });
  });
}

/** How far a name may be from the height of its point, in pixels, the best first. */
const shifts = [-4, -9, 6, -14, 11, -20, 17, -28, 25, -34, 33, 41];

/** Height of a line of labels. */
const labelHeight = 15;
/** A label is not moved farther than this from the end of its line. */
const farthest = 26;

/**
 * Places the names of lines beside their right ends, whose heights are `ends`. The names keep the order of the lines, do not overlap,
 * and are between `top` and `bottom`. Returns the height of each name, or undefined if one would be too far from its line.
 */
export function labelHeights(ends: readonly number[], top: number, bottom: number): number[] | undefined {
  const order = [...ends.keys()].sort((a, b) => ends[a] - ends[b] || a - b);
  const places = order.map((k) => ends[k]);
  for (let k = 1; k < places.length; k++) places[k] = Math.max(places[k], places[k - 1] + labelHeight);
  let limit = bottom;
  for (let k = places.length - 1; k >= 0; k--) {
    places[k] = Math.min(places[k], limit);
    limit = places[k] - labelHeight;
  }
  if (places.some((place, k) => place < top - 6 || Math.abs(place - ends[order[k]]) > farthest))
    return undefined;
  const heights = [...ends];
  for (const [k, index] of order.entries()) heights[index] = places[k];
  return heights;
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
    `<text class="nw-ink" x="${px(at + swatch + 8)}" y="${px(y)}" font-size="12">${markupText(name)}</text>`;
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
