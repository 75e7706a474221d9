/** @file `nerwin train --repeat`, `--folds` and `--sizes`: trains the runs of a series one after another. */

import { dirname, join } from 'node:path';
import { commandName } from '../document/command-name.js';
import { percent } from '../document/number-format.js';
import { shellWord } from '../document/shell-word.js';
import { plainTable } from '../document/table.js';
import { grouped } from '../plural.js';
import { foldSummary } from '../run/fold-summary.js';
import { learningCurve } from '../run/learning-curve.js';
import { numberAt, readReport } from '../run/read-report.js';
import { type RepeatSummary, repeatedOptions, repeatSummary, type Spread } from '../run/repeat.js';
import { type FileRunOptions, resolveRunOptions } from '../run/run-options.js';
import { foldRuns, inSeriesFolder, seriesConfig, sizeRuns } from '../run/series.js';
import {
  fitText,
  foldReport,
  learningCurvePicture,
  learningCurveReport,
  seriesReportFiles,
  writeSeriesReport,
} from '../run/series-report.js';
import type { WrittenResult } from '../run/training-run.js';
import { interruptedSeries } from './interrupted-series.js';
import { jsonLine } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

/** Options of a series besides those of its runs. */
export interface SeriesOptions extends FileRunOptions {
  readonly quiet?: true;
  readonly json?: true;
}

/** Trains one run. */
export type TrainOne = (options: FileRunOptions) => Promise<WrittenResult>;

/** Trains runs that differ only in their seed, and prints their mean and standard deviation. */
export async function trainRepeatedly(
  options: SeriesOptions,
  repeat: number,
  train: TrainOne,
  io: Terminal,
): Promise<void> {
  const { folder } = seriesConfig(options, '--repeat');
  const results = await inSeriesFolder(folder, [], async () => {
    const runs = repeatedOptions(options, repeat).map((run) => ({ label: `seed ${run.seed}`, options: run }));
    return trainAll(runs, options, train, io);
  });
  const summary = repeatSummary(results);
  if (options.json) await io.out(jsonLine('train', { runs: results, ...summary }));
  else if (!options.quiet) await print(repeatText(results, summary, io), io);
}

function repeatText(results: readonly WrittenResult[], { dev, test }: RepeatSummary, io: Terminal): string {
  const { bold, cyan } = io.color;
  const shown = ({ mean, sd }: Spread): string => `${percent(mean)} ± ${percent(sd)} %`;
  const row = (name: string, scores: RepeatSummary['dev']): string =>
    `${bold(name)}    token F1 ${shown(scores.token)}, entity F1 ${shown(scores.entity)} (mean ± standard deviation)\n`;
  const folder = dirname(results[0].run);
  return [
    `${bold('runs')}    ${results.length} in ${cyan(folder)}\n`,
    row('dev ', dev),
    test ? row('test', test) : '',
    `${bold('next')}    ${commandName()} compare NEW --baseline ${shellWord(folder)}\n`,
  ].join('');
}

/** Trains the folds of a cross-validation, and prints their scores. */
export async function trainFolds(
  options: SeriesOptions,
  folds: number,
  train: TrainOne,
  io: Terminal,
): Promise<void> {
  const { loaded, folder } = seriesConfig(options, '--folds');
  const { results, summary } = await inSeriesFolder(folder, seriesReportFiles('folds'), async (owned) => {
    const runs = await foldRuns(options, loaded, folds, owned);
    const results = await trainAll(runs, options, train, io);
    const summary = foldSummary(results);
    owned.demandLock();
    writeSeriesReport(folder, 'folds', { runs: results, ...summary }, foldReport(results, summary));
    return { results, summary };
  });
  if (options.json) return io.out(jsonLine('train', { runs: results, ...summary }));
  if (options.quiet) return;
  const { entity, token, pooled } = summary;
  const rows = results.map(({ dev }, k) => [
    String(k + 1),
    ...[dev.entity.precision, dev.entity.recall, dev.entity.f1, dev.token.f1].map(percent),
  ]);
  await print(
    [
      plainTable(['fold', 'precision', 'recall', 'F1', 'token F1'], rows, { columns: io.outColumns }),
      `entity F1 ${percent(entity.mean)} ± ${percent(entity.sd)} %, token F1 ${percent(token.mean)} ± ${percent(token.sd)} % (mean ± standard deviation)\n`,
      `all folds together: entity F1 ${percent(pooled.entity.f1)} %\n`,
      `report  ${join(folder, 'folds.md')}\n`,
      `next    ${commandName()} compare NEW --baseline ${shellWord(folder)}\n`,
    ].join(''),
    io,
  );
}

/** Trains on shares of the corpus, and prints the learning curve. */
export async function trainSizes(
  options: SeriesOptions,
  shares: readonly number[],
  train: TrainOne,
  io: Terminal,
): Promise<void> {
  const { loaded, folder } = seriesConfig(options, '--sizes');
  const claimed = [...seriesReportFiles('learning-curve'), learningCurvePicture];
  const { series, results, curve } = await inSeriesFolder(folder, claimed, async (owned) => {
    const series = await sizeRuns(options, loaded, shares, owned);
    const results = await trainAll(series.runs, options, train, io);
    const curve = learningCurve(
      results.map(({ dev, test, run }, k) => ({
        share: series.shares[k],
        sentences: numberAt(readReport(run) ?? {}, 'splits.0.sentences') ?? 0,
        dev: dev.entity.f1,
        test: test?.entity.f1 ?? null,
        run,
      })),
    );
    owned.demandLock();
    writeSeriesReport(folder, 'learning-curve', curve, learningCurveReport(curve));
    return { series, results, curve };
  });
  if (options.json) return io.out(jsonLine('train', { runs: results, ...curve }));
  if (options.quiet) return;
  const rows = curve.points.map(({ sentences, dev, test }, k) => [
    series.runs[k].label,
    grouped(sentences),
    percent(dev),
    test === null ? '' : percent(test),
  ]);
  await print(
    [
      plainTable(['share', 'sentences', 'dev F1', 'test F1'], rows, { columns: io.outColumns }),
      `${fitText(curve.fit)}\n`,
      `report  ${join(folder, 'learning-curve.md')}\n`,
    ].join(''),
    io,
  );
}

async function trainAll(
  runs: readonly { readonly label: string; readonly options: FileRunOptions }[],
  { quiet }: SeriesOptions,
  train: TrainOne,
  io: Terminal,
): Promise<WrittenResult[]> {
  for (const { options } of runs) resolveRunOptions(options); // a run that exists is an error before the first is trained
  const results: WrittenResult[] = [];
  for (const { label, options } of runs) {
    if (!quiet) io.note(`${label} (run ${results.length + 1} of ${runs.length})`);
    results.push(await train(options).catch((error: unknown) => Promise.reject(interruptedSeries(error))));
  }
  return results;
}
