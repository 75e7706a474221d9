/** @file The curves of a comparison drawn over each other. */
import { lineChart } from '../document/chart.js';
import type { CurveComparison } from './curve-comparison.js';

/** An SVG document; a line at the first difference when there is one. */
export function comparisonChart({ metric, names, epochs, first }: CurveComparison): string {
  return lineChart({
    title: `${metric} by epoch`,
    x: { label: 'epoch', whole: true },
    y: { label: metric },
    series: names.map((name, index) => ({
      name,
      points: epochs.map(({ epoch, values }) => [epoch, values[index]!]),
    })),
    ...(first ? { mark: { x: first.epoch, label: 'first difference' } } : {}),
  });
}
