/** @file Draws the curves of a comparison in one chart. */
import { lineChart } from '../document/chart.js';
import type { CurveComparison } from './curve-comparison.js';

/** Returns an SVG document, with a line at the first difference if there is one. */
export function comparisonChart({ metric, names, epochs, first }: CurveComparison): string {
  return lineChart({
    title: `${metric} by epoch`,
    x: { label: 'epoch', whole: true },
    y: { label: metric },
    series: names.map((name, index) => ({
      name,
      points: epochs.map(({ epoch, values }) => [epoch, values[index]]),
    })),
    ...(first ? { mark: { x: first.epoch, label: 'first difference' } } : {}),
  });
}
