/** @file Line charts as SVG: self-contained, light and dark, byte-identical for identical data. */
import { markupText } from '../markup.js';
import { type Axis, domainOf, gridOf, markAt, px, scaleOf, ticksBelow } from './chart-axes.js';
import { type Band, bandOf, drawnPoints, legendOf, lineOf, type Series } from './chart-lines.js';
import { chartStyle } from './chart-style.js';

export type { Axis, Band, Series };

export interface LineChartOptions {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** An area behind the lines, such as mean ± standard deviation. */
  readonly band?: Band;
  /** A vertical line at x, such as at the best epoch. */
  readonly mark?: { readonly x: number; readonly label: string };
  /** In pixels, by default 720 × 400; the picture scales. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Returns the chart as a standalone SVG document; its `<svg>` element can be embedded in an HTML page
 * unchanged.
 */
export function lineChart(options: LineChartOptions): string {
  const { title, series, mark, band, width = 720, height = 400 } = options;
  const points = series.flatMap(drawnPoints);
  const xs = points.map(([x]) => x);
  const ys = [...points.map(([, y]) => y), ...(band?.points.flatMap(([, low, high]) => [low, high]) ?? [])];
  const vertical = domainOf(options.y, ys, Math.floor(height / 65));
  const left = 44 + 6.8 * Math.max(...vertical.ticks.map(({ label }) => label.length));
  const [right, bottom] = [width - 26, height - 54];
  const legend = legendOf(series, left, right, 55, band?.name);
  const top = legend.bottom + (mark ? 38 : 20);
  const horizontal = domainOf(options.x, xs, Math.floor((right - left) / 60));
  const [x, y] = [scaleOf(horizontal, left, right), scaleOf(vertical, bottom, top)];
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const center = `x="${px((left + right) / 2)}" y="${px((top + bottom) / 2)}" text-anchor="middle"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="nw" ${size} role="img" aria-label="${markupText(title)}">`,
    `<style>\n${chartStyle}\n</style>`,
    `<rect class="nw-surface" width="${width}" height="${height}" rx="10"/>`,
    `<text class="nw-ink" x="${px(left)}" y="31" font-size="17" font-weight="600">${markupText(title)}</text>`,
    ...legend.marks,
    ...gridOf(y, left, right),
    ...ticksBelow(x, bottom),
    ...(mark ? markAt(mark.label, mark.x, x, top, bottom) : []),
    ...(band ? bandOf(band, x, y) : []),
    ...series.flatMap((line, index) => lineOf(line, index, x, y)),
    ...(points.length === 0 ? [`<text class="nw-soft" ${center} font-size="14">no data</text>`] : []),
    '</svg>\n',
  ].join('\n');
}
