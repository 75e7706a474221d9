/** @file The report of a series of runs: one table as JSON, Markdown and HTML, and a picture of the learning curve. */

import { chartPicture } from '../document/chart-picture.js';
import { writeReportFiles } from '../document/document-files.js';
import { percent, significant } from '../document/number-format.js';
import {
  heading,
  type PictureBlock,
  paragraph,
  type Report,
  type ReportBlock,
  table,
} from '../document/report.js';
import { grouped } from '../plural.js';
import type { FoldSummary } from './fold-summary.js';
import type { LearningCurve } from './learning-curve.js';
import type { RepeatSummary, Spread } from './repeat.js';
import type { RunReport } from './run-report.js';
import type { WrittenResult } from './training-run.js';

/** The files of a report with this name, without pictures. */
export const seriesReportFiles = (name: string): string[] =>
  ['json', 'md', 'html'].map((ending) => `${name}.${ending}`);

/** Writes NAME.json, NAME.md and NAME.html into the folder of the series, and the pictures that they show. */
export function writeSeriesReport(folder: string, name: string, value: unknown, report: Report): void {
  writeReportFiles(folder, name, `${JSON.stringify(value, null, 2)}\n`, report);
}

export const learningCurvePicture = 'learning-curve.svg';
/** A sweep has at most as many pictures. */
export const sweepPictures = [1, 2, 3].map((k) => `sweep-report-${k}.svg`);

/** Returns the report of a learning curve. */
export function learningCurveReport({ points, fit }: LearningCurve): Report {
  const hasTest = points.some(({ test }) => test !== null);
  const rows = points.map(({ share, sentences, dev, test, run }) => [
    `${significant(100 * share)} %`,
    grouped(sentences),
    percent(dev),
    ...(hasTest ? [test === null ? '–' : percent(test)] : []),
    run,
  ]);
  return {
    title: 'Learning curve',
    blocks: [
      paragraph(
        'Entity F1 after training on shares of the corpus, in percent. Dev and test are the same for all.',
      ),
      table(
        [
          ['share', 'right'],
          ['sentences', 'right'],
          ['dev F1', 'right'],
          ...(hasTest ? [['test F1', 'right'] as const] : []),
          ['run', 'left'],
        ],
        rows,
      ),
      curvePicture({ points, fit }),
      paragraph(fitText(fit)),
    ],
  };
}

/** Says in a sentence what more data would bring. */
export function fitText(fit: LearningCurve['fit']): string {
  if (!fit) return 'There is no fit: it needs two sizes and errors on dev.';
  const { a, b, expected } = fit;
  const shown = expected.map(({ sentences, f1 }) => `${percent(f1)} with ${grouped(sentences)} sentences`);
  return `The fit 1 − F1 = ${significant(a, 3)} · n^−${significant(b, 3)} expects an F1 on dev of ${shown.join(', and ')}. It assumes more data of the same kind.`;
}

function curvePicture({ points, fit }: LearningCurve): PictureBlock {
  const series = [
    { name: 'dev', points: points.map(({ sentences, dev }) => [sentences, 100 * dev] as const) },
    ...(points.some(({ test }) => test !== null)
      ? [
          {
            name: 'test',
            points: points.map(
              ({ sentences, test }) => [sentences, test === null ? null : 100 * test] as const,
            ),
          },
        ]
      : []),
    ...(fit
      ? [
          {
            name: 'expected on dev',
            points: [
              ...points.slice(-1).map(({ sentences, dev }) => [sentences, 100 * dev] as const),
              ...fit.expected.map(({ sentences, f1 }) => [sentences, 100 * f1] as const),
            ],
          },
        ]
      : []),
  ];
  return chartPicture(learningCurvePicture, 'entity F1 by number of training sentences', {
    title: 'Entity F1 by size of the training corpus',
    x: { label: 'training sentences', from: 0 },
    y: { label: 'entity F1, %' },
    series,
  });
}

/** Returns the report of a cross-validation. */
export function foldReport(
  results: readonly WrittenResult[],
  { token, entity, pooled }: FoldSummary,
): Report {
  const rows = results.map(({ dev, test, run }, k) => [
    String(k + 1),
    ...[dev.entity.precision, dev.entity.recall, dev.entity.f1, dev.token.f1].map(percent),
    test ? percent(test.entity.f1) : '–',
    run,
  ]);
  const columns = ['fold', 'precision', 'recall', 'F1', 'token F1', 'test F1'];
  const together: ReportBlock = paragraph(
    `Entity F1 is ${percent(entity.mean)} ± ${percent(entity.sd)}, token F1 ${percent(token.mean)} ± ${percent(token.sd)} (mean ± standard deviation over the folds). All folds together have entity precision ${percent(pooled.entity.precision)}, recall ${percent(pooled.entity.recall)} and F1 ${percent(pooled.entity.f1)}. The thresholds of each run were chosen on its own fold.`,
  );
  return {
    title: `Cross-validation with ${results.length} folds`,
    blocks: [
      paragraph(
        'Each run is trained on all folds but one, and scored on that one. Scores are in percent, entities as in conlleval.',
      ),
      heading('Scores'),
      table([...columns.map((name) => [name, 'right'] as const), ['run', 'left']], rows),
      together,
    ],
  };
}

/** Returns the report of runs that differ only in their seed. */
export function repeatReport(runs: readonly RunReport[], { dev, test }: RepeatSummary): Report {
  const columns = [
    'seed',
    'best epoch',
    'dev F1',
    'dev token F1',
    ...(test ? ['test F1', 'test token F1'] : []),
  ];
  const scores = (part: RunReport['test']): string[] =>
    part ? [percent(part.entity.f1), percent(part.token.f1)] : [];
  const rows = runs.map((run) => [
    String(run.config.seed),
    String(run.bestEpoch),
    ...scores(run.dev),
    ...(test ? scores(run.test) : []),
  ]);
  const spread = ({ mean, sd }: Spread): string => `${percent(mean)} ± ${percent(sd)}`;
  const sentence = (name: string, { entity, token }: RepeatSummary['dev']): string =>
    `On ${name}, entity F1 is ${spread(entity)} and token F1 ${spread(token)}.`;
  return {
    title: `${runs.length} ${runs.length === 1 ? 'run that differs' : 'runs that differ'} only in the seed`,
    blocks: [
      paragraph(
        [sentence('dev', dev), ...(test ? [sentence('test', test)] : [])].join(' '),
        ' Mean ± standard deviation over the runs, in percent; entities as in conlleval.',
      ),
      heading('Scores'),
      table(
        columns.map((name) => [name, 'right'] as const),
        rows,
      ),
      chartPicture('seeds.svg', 'entity F1 on dev by epoch', {
        title: 'Entity F1 on dev',
        x: { label: 'epoch', whole: true },
        y: { label: 'entity F1, %' },
        series: runs.map(({ config, epochs }) => ({
          name: `seed ${config.seed}`,
          points: epochs.map((one) => [one.epoch, 100 * one.dev.entity.f1] as const),
        })),
      }),
    ],
  };
}
