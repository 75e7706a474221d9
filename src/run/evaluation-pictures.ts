/** @file The pictures of an evaluation: precision–recall curve, scores of true and corrupt windows, reliability. */
import { chartPicture } from '../document/chart-picture.js';
import { significant } from '../document/number-format.js';
import type { ReportBlock } from '../document/report.js';
import type { Reliability } from '../evaluation/calibration.js';
import type { ScoreHistogram } from '../evaluation/score-histogram.js';
import type { SweepPoint } from '../evaluation/threshold-sweep.js';
import { pictureFiles } from './run-folder.js';

/** What the pictures show. Reports of earlier versions have only a part of it. */
export interface EvaluationCurves {
  readonly sweep?: readonly SweepPoint[];
  readonly operatingPoints?: Readonly<Record<string, SweepPoint>>;
  readonly histogram?: ScoreHistogram;
  readonly reliability?: Reliability;
}

/** Returns the pictures for which there are numbers. `split` is the name of the corpus. */
export function curveBlocks(curves: EvaluationCurves, split: string): ReportBlock[] {
  const { sweep, histogram, reliability } = curves;
  return [
    ...(sweep && sweep.length > 1 ? [precisionRecall(sweep, curves.operatingPoints ?? {}, split)] : []),
    ...(histogram && histogram.bins.length > 0 ? [scores(histogram, split)] : []),
    ...(reliability ? [reliabilityDiagram(reliability, split)] : []),
  ];
}

function precisionRecall(
  sweep: readonly SweepPoint[],
  operatingPoints: Readonly<Record<string, SweepPoint>>,
  split: string,
): ReportBlock {
  const found = sweep.filter(({ tp, fp }) => tp + fp > 0);
  return chartPicture(
    pictureFiles.precisionRecall,
    `precision and recall of entities on ${split} at all thresholds`,
    {
      title: `Precision and recall on ${split}`,
      x: { label: 'entity recall, %' },
      y: { label: 'entity precision, %', to: 100 },
      series: [
        {
          name: 'entity precision, %',
          hasDots: false,
          points: found.map(({ recall, precision }) => [100 * recall, 100 * precision]),
        },
      ],
      points: Object.entries(operatingPoints).map(([label, { recall, precision }]) => ({
        x: 100 * recall,
        y: 100 * precision,
        label,
      })),
    },
    [{ name: 'threshold', points: found.map(({ recall, thresholds }) => [100 * recall, thresholds.start]) }],
  );
}

/** Each kind of window has its own total, because there are far more corrupt windows than true ones. */
function scores({ bins, threshold, margin }: ScoreHistogram, split: string): ReportBlock {
  const part = (name: string, count: (bin: ScoreHistogram['bins'][number]) => number) => {
    const total = bins.reduce((sum, bin) => sum + count(bin), 0);
    return {
      name,
      bins: bins.map((bin) => ({
        from: bin.from,
        to: bin.to,
        count: total === 0 ? 0 : (100 * count(bin)) / total,
      })),
    };
  };
  return chartPicture(pictureFiles.histogram, `scores of true and corrupt windows on ${split}`, {
    title: `Scores of windows on ${split}`,
    x: { label: 'score s', exact: true },
    y: { label: '% of the windows of each kind', from: 0 },
    histograms: [part('corrupt windows', (bin) => bin.corrupt), part('true windows', (bin) => bin.true)],
    marks: [
      ...(margin === null
        ? []
        : [{ x: threshold - margin, label: `threshold − margin ${significant(margin, 3)}` }]),
      { x: threshold, label: `threshold ${significant(threshold, 4)}` },
    ],
  });
}

function reliabilityDiagram({ bins }: Reliability, split: string): ReportBlock {
  const full = bins.filter(({ tokens }) => tokens > 0);
  const observed = 'observed, % of the tokens';
  return chartPicture(pictureFiles.reliability, `predicted and observed probability on ${split}`, {
    title: `Reliability on ${split}`,
    x: { label: 'predicted probability, %', from: 0, to: 100, exact: true },
    y: { label: observed, from: 0, to: 100, exact: true },
    series: [
      {
        name: 'as predicted',
        isReference: true,
        points: [
          [0, 0],
          [100, 100],
        ],
      },
      { name: observed, points: full.map(({ probability, share }) => [100 * probability, 100 * share]) },
    ],
  });
}
