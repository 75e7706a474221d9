/** @file A chart in a report: for wide and narrow pages, and as numbers for a terminal. */
import { type ChartOptions, chart } from './chart.js';
import type { PictureBlock } from './report.js';

/** Returns the picture; `file` is its name beside a Markdown document. */
export const chartPicture = (file: string, alt: string, options: ChartOptions): PictureBlock => ({
  kind: 'picture',
  file,
  alt,
  svg: chart({ width: 600, height: 360, ...options }),
  narrow: chart({ ...options, width: 380, height: 320 }),
  curves: (options.series ?? [])
    .filter(({ isReference }) => !isReference)
    .map(({ name, points }) => ({ name, values: points.map(([, value]) => value) })),
});
