/** @file The two pictures of a run: the loss, and the scores on the dev split, by epoch. */
import { lineChart } from '../document/chart.js';
import type { RunReport } from './run-report.js';

const epochAxis = { label: 'epoch', whole: true } as const;
const best = ({ bestEpoch }: RunReport) => ({ x: bestEpoch, label: 'best epoch' });

/** Returns `loss.svg`. */
export function lossChart(report: RunReport): string {
  return lineChart({
    title: 'Training loss',
    x: epochAxis,
    y: { label: 'mean loss, and fraction', from: 0 },
    series: [
      { name: 'loss', points: report.epochs.map(({ epoch, loss }) => [epoch, loss]) },
      {
        name:
          report.config.model.kind === 'softmax'
            ? 'fraction of misclassified tokens'
            : 'fraction of pairs inside the margin',
        points: report.epochs.map(({ epoch, insideMargin }) => [epoch, insideMargin]),
      },
    ],
    mark: best(report),
    height: 340,
  });
}

/** Returns `scores.svg`. */
export function scoreChart(report: RunReport): string {
  const points = (value: (dev: RunReport['epochs'][number]['dev']) => number) =>
    report.epochs.map(({ epoch, dev }) => [epoch, 100 * value(dev)] as const);
  return lineChart({
    title: 'Scores on the dev split',
    x: epochAxis,
    y: { label: 'percent' },
    series: [
      { name: 'entity F1', points: points(({ entity }) => entity.f1) },
      { name: 'token F1', points: points(({ token }) => token.f1) },
      { name: 'average precision', points: points(({ averagePrecision }) => averagePrecision) },
    ],
    mark: best(report),
    height: 340,
  });
}
