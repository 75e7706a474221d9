/** @file Charts as SVG: self-contained, light and dark, byte-identical for identical data. */
import { maximum } from '../extremes.js';
import { markupText } from '../markup.js';
import {
  type Axis,
  domainOf,
  gridOf,
  markAt,
  px,
  rowHeight,
  rowsOf,
  scaleOf,
  ticksBelow,
} from './chart-axes.js';
import {
  type Band,
  bandOf,
  drawnPoints,
  type Histogram,
  histogramOf,
  labelHeights,
  legendOf,
  lineOf,
  type NamedPoint,
  namedPointsOf,
  positivePoints,
  referenceOf,
  type Series,
} from './chart-lines.js';
import { chartStyle, hueOf } from './chart-style.js';
import { significant } from './number-format.js';
import { shortened } from './shortened.js';
import { textWidth } from './text-width.js';

export type { Axis, Band, Histogram, NamedPoint, Series };

export interface ChartOptions {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Lines. Their names stand at their ends if there is room, otherwise in a legend. */
  readonly series?: readonly Series[];
  /** Histograms, instead of lines. */
  readonly histograms?: readonly Histogram[];
  /** An area behind the lines, such as mean ± standard deviation. */
  readonly band?: Band;
  /** Vertical lines, such as at the best epoch. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
  readonly points?: readonly NamedPoint[];
  /** In pixels, by default 720 × 400; the picture scales. */
  readonly width?: number;
  readonly height?: number;
  /** False if the page has a legend of its own beside the picture. */
  readonly hasLegend?: boolean;
}

/** Names at the ends of lines have at most this many columns; longer ones are cut in the middle. */
const maxName = 34;
/** Width of a character of 12 px. */
const character = 6.9;
/** What belongs to the line or histogram with this index, so that a page can hide it. */
const grouped = (index: number, marks: readonly string[]): string =>
  [`<g class="nw-series${index}">`, ...marks, '</g>'].join('\n');

/** Says which axes are logarithmic. */
const logsOf = ({ x, y }: ChartOptions): string => {
  const names = [...(x.log ? ['x'] : []), ...(y.log ? ['y'] : [])];
  return names.length === 0 ? '' : ` data-log="${names.join(' ')}"`;
};

/** Room of the x axis, and between its label and the picture. */
const axisRoom = 50;

const roomOf = (rows: readonly number[]): number => (rows.length === 0 ? 0 : rowHeight * (1 + maximum(rows)));

/**
 * Returns the chart as a standalone SVG document; its `<svg>` element can be embedded in an HTML page
 * unchanged.
 */
export function chart(options: ChartOptions): string {
  const { title, series = [], histograms = [], marks = [], points = [], band } = options;
  const { width = 720, height = 400, hasLegend = true } = options;
  const all = series.map((one) => ({
    ...(options.y.log ? positivePoints(one) : one),
    name: shortened(one.name, Math.min(60, Math.floor((width - 70) / 7.4))),
  }));
  const lines = all.filter(({ isReference }) => !isReference);
  const drawn = [...all.flatMap(drawnPoints), ...points.map(({ x, y }): [number, number] => [x, y])];
  const bins = histograms.flatMap((one) => one.bins);
  const xs = [
    ...drawn.map(([x]) => x),
    ...bins.flatMap(({ from, to }) => [from, to]),
    ...marks.map(({ x }) => x),
  ];
  const ys = [
    ...drawn.map(([, y]) => y),
    ...bins.map(({ count }) => count),
    ...(band?.points.flatMap(([, low, high]) => [low, high]) ?? []),
  ];
  const bottom = height - axisRoom;
  const vertical = domainOf(options.y, ys, Math.floor(height / 60));
  const left = 26 + character * maximum([0, ...vertical.ticks.map(({ label }) => label.length)]);
  const named = lines.length > 1 || lines.some(({ name }) => name !== options.y.label);
  const head = { left: 16, right: width - 16, top: 50 };
  const atEnds = named && histograms.length === 0 && !band ? endLabels() : undefined;
  const legend =
    hasLegend && (named || histograms.length > 0) && !atEnds
      ? legendOf(
          [...lines, ...histograms.map(({ name }) => ({ name, points: [] }))],
          head.left,
          head.right,
          head.top,
          band?.name,
        )
      : { marks: [], bottom: head.top - 20 };
  const right = atEnds ? width - 12 - atEnds.room : width - 20;
  const x = scaleOf(domainOf(options.x, xs, Math.max(2, Math.floor((right - left) / 80))), left, right);
  const rows = rowsOf(marks, x);
  const top = legend.bottom + 36 + roomOf(rows);
  const y = scaleOf(vertical, bottom, top);
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const frame = [left, right, ...x.domain, bottom, top, ...y.domain].map((value) => significant(value, 12));
  const center = `x="${px((left + right) / 2)}" y="${px((top + bottom) / 2)}" text-anchor="middle"`;

  /** The names of lines beside their ends; undefined if there is no room for them. */
  function endLabels(): { readonly room: number; readonly text: (index: number) => string } | undefined {
    const names = lines.map(({ name }) => shortened(name, maxName));
    const room = 12 + character * maximum([0, ...names.map(textWidth)]);
    if (width < 480 || room > 0.4 * width || lines.some((one) => drawnPoints(one).length === 0))
      return undefined;
    const topmost = head.top + 16 + (marks.length > 0 ? rowHeight : 0);
    const scale = scaleOf(vertical, bottom, topmost);
    const ends = lines.map((one) => scale.at(drawnPoints(one).at(-1)?.[1] ?? 0));
    const heights = labelHeights(ends, topmost, bottom);
    if (!heights) return undefined;
    const text = (k: number): string => {
      const end = x.at(drawnPoints(lines[k]).at(-1)?.[0] ?? 0);
      return `<text class="nw-name${hueOf(k)} nw-halo" x="${px(end + 10)}" y="${px(heights[k] + 4)}" font-size="12">${markupText(names[k])}</text>`;
    };
    return { room, text };
  }

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="nw" ${size} data-frame="${frame.join(' ')}"${logsOf(options)} role="img" aria-label="${markupText(title)}">`,
    `<style>\n${chartStyle}\n</style>`,
    `<rect class="nw-surface" width="${width}" height="${height}" rx="10"/>`,
    `<text class="nw-ink" x="16" y="29" font-size="15" font-weight="600">${markupText(shortened(title, Math.floor((width - 32) / 8.6)))}</text>`,
    ...legend.marks,
    ...gridOf(y, left, right, 14 + roomOf(rows)),
    ...ticksBelow(x, bottom),
    ...marks.flatMap((mark, k) => markAt(mark.label, mark.x, x, top, bottom, rows[k])),
    ...(band ? bandOf(band, x, y) : []),
    ...all.filter(({ isReference }) => isReference).flatMap((one) => referenceOf(one, x, y)),
    ...histograms.map((one, index) => grouped(index, histogramOf(one, index, x, y))),
    ...lines.map((one, index) =>
      grouped(index, [...lineOf(one, index, x, y), ...(atEnds ? [atEnds.text(index)] : [])]),
    ),
    ...namedPointsOf(points, x, y, lines),
    ...(xs.length === 0 || ys.length === 0
      ? [`<text class="nw-soft" ${center} font-size="14">no data</text>`]
      : []),
    '</svg>\n',
  ].join('\n');
}
