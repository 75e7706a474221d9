/** @file A chart in a report: as a file, for wide and narrow pages, and as numbers for readers and terminals. */
import { maximum, minimum } from '../extremes.js';
import { type ChartOptions, chart } from './chart.js';
import { significant } from './number-format.js';
import type { PageChart, PictureBlock, Readout } from './report.js';

/** Values of a series that are read but not drawn, such as the threshold of each point of a curve. */
export type Reading = Pick<NonNullable<ChartOptions['series']>[number], 'name' | 'points'>;

/** Returns the picture; `file` is its name beside a Markdown document. */
export function chartPicture(
  file: string,
  alt: string,
  options: ChartOptions,
  readings: readonly Reading[] = [],
): PictureBlock {
  return {
    kind: 'picture',
    file,
    alt,
    svg: chart({ width: 600, height: 360, ...options }),
    chart: pageChart(options, readings),
  };
}

function pageChart(options: ChartOptions, readings: readonly Reading[]): PageChart {
  const lines = (options.series ?? []).filter(({ isReference }) => !isReference);
  const names = [...lines, ...(options.histograms ?? [])].map(({ name }) => name);
  const draw = (more: Partial<ChartOptions>) => {
    const whole = { ...options, ...more, hasLegend: names.length < 2 && !options.band };
    return {
      wide: chart({ width: 600, height: 360, ...whole }),
      narrow: chart({ ...whole, width: 380, height: 320 }),
    };
  };
  const log = logAxis(options, lines);
  return {
    ...draw({}),
    ...(log ? { log: draw({ y: log }) } : {}),
    names,
    ...(options.band ? { band: options.band.name } : {}),
    readout: readoutOf(options, [...lines, ...readings]),
  };
}

/** A logarithmic axis serves values that are none of them negative and differ by a factor of four or more. */
function logAxis({ y, histograms }: ChartOptions, lines: readonly Reading[]): ChartOptions['y'] | undefined {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(([, value]) => (value !== null && Number.isFinite(value) ? [value] : [])),
  );
  const positive = values.filter((value) => value > 0);
  if (histograms || y.to !== undefined || positive.length < 2 || minimum(values) < 0) return undefined;
  if (maximum(positive) < 4 * minimum(positive)) return undefined;
  const hidden = values.length - positive.length;
  return { label: `${y.label}, log scale${hidden > 0 ? ' (0 is not shown)' : ''}`, log: true };
}

function readoutOf({ title, x, histograms }: ChartOptions, lines: readonly Reading[]): Readout {
  if (histograms && histograms.length > 0) {
    const { bins } = histograms[0];
    return {
      title,
      x: x.label,
      at: bins.map(({ from, to }) => (from + to) / 2),
      texts: bins.map(({ from, to }) => `${significant(from, 4)} to ${significant(to, 4)}`),
      values: histograms.map(({ name, bins: own }) => ({ name, at: own.map(({ count }) => count) })),
    };
  }
  const [first] = lines;
  const isPath = first?.points.some(([value], k) => k > 0 && value < first.points[k - 1][0]) ?? false;
  if (isPath)
    return {
      title,
      x: x.label,
      isPath,
      at: first.points.map(([value]) => Number(significant(value, 7))),
      values: lines.map(({ name, points }) => ({ name, at: points.map(([, value]) => finite(value)) })),
    };
  const at = [...new Set(lines.flatMap(({ points }) => points.map(([value]) => value)))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const valuesOf = ({ name, points }: Reading) => {
    const byX = new Map(points);
    return { name, at: at.map((value) => finite(byX.get(value))) };
  };
  return { title, x: x.label, at, values: lines.map(valuesOf) };
}

const finite = (value: number | null | undefined): number | null =>
  value != null && Number.isFinite(value) ? Number(value.toPrecision(7)) : null;
