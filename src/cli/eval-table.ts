/** @file `nerwin eval` with several corpora, several models, or by document: one table. */

import { repeatedRuns } from '../compare/repeated-runs.js';
import { findFiles } from '../corpus/files.js';
import { evaluationWarnings } from '../dataset/data-warnings.js';
import { agreeing, evaluateScored, scoreCorpus } from '../dataset/model-evaluation.js';
import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import { loadModel } from '../model/model-file.js';
import { operatingPoint } from '../model/operating-point.js';
import type { Thresholds } from '../model/thresholds.js';
import { grouped } from '../plural.js';
import type { GroupedEvaluation } from '../run/evaluation-groups.js';
import { type EvaluationRow, evaluationTable, type SpreadScores } from '../run/evaluation-table.js';
import type { Spread } from '../run/repeat.js';
import { type CorpusFormatOptions, corpusOptions } from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { modelPath } from './model-option.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn, warnOfSlowKernel } from './warnings.js';

interface TableOptions extends CorpusFormatOptions {
  readonly locations?: string[];
  readonly operatingPoint?: string;
  readonly document?: true;
  readonly minF1?: number;
  readonly json?: true;
}

/**
 * Returns the models that `--model` names: a folder that `train --repeat` wrote stands for all its runs.
 * @throws {NerwinError} `usage` if `seeds` is set and there is only one.
 */
export function modelsOf(named: readonly string[] | undefined, seeds: boolean): string[] {
  const models = named ? named.flatMap(repeatedRuns).map(modelPath) : [modelPath(undefined)];
  if (seeds && models.length < 2)
    throw new NerwinError(
      'usage',
      `--seeds: ${named?.[0] ?? 'the shipped model'} is a single model`,
      'give the folder that `nerwin train --repeat` wrote, or several models, with --model',
    );
  return models;
}

/**
 * Returns the corpora that were named: each `--corpus` is one, with all its files. `args` are the arguments as they
 * were written, and `patterns` all values of `--corpus` in them.
 */
export function corporaOf(args: readonly string[], patterns: readonly string[]): string[][] {
  const corpora: string[][] = [];
  let left = [...patterns];
  for (let k = 0; k < args.length && left.length > 0; k++) {
    const isJoined = args[k].startsWith('--corpus=');
    if (!isJoined && args[k] !== '--corpus') continue;
    let count = 1;
    while (!isJoined && count < left.length && args[k + 1 + count] === left[count]) count++;
    corpora.push(left.slice(0, count));
    left = left.slice(count);
    if (!isJoined) k += count;
  }
  return corpora;
}

/** Evaluates every model on every corpus and prints the table. */
export async function evaluateMany(
  models: readonly string[],
  corpora: readonly (readonly string[])[],
  options: TableOptions,
  thresholdsOf: (point: Thresholds) => Thresholds,
  io: Terminal,
): Promise<void> {
  warnOfSlowKernel('auto', io);
  const reading = corpusOptions(options, '--locations');
  const read = await Promise.all(corpora.map((patterns) => findFiles(patterns, process.cwd())));
  const rows: EvaluationRow[] = [];
  for (const [k, files] of read.entries()) {
    for (const path of models) {
      const model = loadModel(path);
      const { locations = model.header.locations } = options;
      const own = await scoreCorpus(model, files, reading, locations, 'auto');
      const scored = options.document ? agreeing(own) : own;
      if (path === models[0])
        for (const line of evaluationWarnings(model.header, scored, options.locations ?? [])) warn(line, io);
      const thresholds = thresholdsOf(operatingPoint(model.header, options.operatingPoint));
      rows.push({
        model: path,
        corpus: corpora[k].join(' '),
        ...evaluateScored(scored, thresholds, model.header),
      });
    }
  }
  const table = evaluationTable(rows);
  if (options.json) await io.out(jsonLine('eval', table));
  else await print(textOf(table, models.length, io.outColumns), io);
  const { minF1 } = options;
  const low = table.corpora.find(({ f1 }) => minF1 !== undefined && f1.mean < minF1);
  if (low)
    throw new NerwinError(
      'gate',
      `entity F1 on ${low.corpus} is ${low.f1.mean.toFixed(4)}${models.length > 1 ? ', the mean of the models' : ''}, below --min-f1 ${minF1}`,
    );
}

function textOf(
  { rows, corpora, all, macro }: ReturnType<typeof evaluationTable>,
  models: number,
  columns: number | undefined,
): string {
  const value = ({ mean, sd }: Spread, isSpread: boolean): string =>
    isSpread ? `${percent(mean)} ± ${percent(sd)}` : percent(mean);
  const cells = ({ precision, recall, f1, tokenF1 }: SpreadScores, isSpread: boolean): string[] =>
    [precision, recall, f1, tokenF1].map((spread) => value(spread, isSpread));
  const sizes = (corpus: string): string[] => {
    const row = rows.find((one) => one.corpus === corpus);
    return [row?.sentences ?? 0, row?.tokens ?? 0].map(grouped);
  };
  const isSpread = models > 1;
  const several = [
    ['all corpora together', '', '', ...cells(all, isSpread)],
    ['mean of the corpora', '', '', ...cells(macro, true)],
  ];
  const table = plainTable(
    ['corpus', 'sentences', 'tokens', 'precision', 'recall', 'F1', 'token F1'],
    [
      ...corpora.map((scores) => [scores.corpus, ...sizes(scores.corpus), ...cells(scores, isSpread)]),
      ...(corpora.length > 1 ? several : []),
    ],
    { columns, align: ['left', 'right', 'right', 'right', 'right', 'right', 'right'] },
  );
  const over = isSpread ? `; mean ± standard deviation of ${models} models` : '';
  return `entity scores in percent, counted as in conlleval${over}\n${table}`;
}

/** Returns the scores of each document or file as text. */
export function groupsText({ unit, groups, f1 }: GroupedEvaluation, columns?: number): string {
  const rows = groups.map(({ file, document, line, sentences, tokens, entity }) => [
    document === null ? file : `${file}:${line}`,
    ...[sentences, tokens].map(grouped),
    ...[entity.precision, entity.recall, entity.f1].map(percent),
    ...[entity.tp, entity.fp, entity.fn].map(grouped),
  ]);
  const header = [unit, 'sentences', 'tokens', 'precision', 'recall', 'F1', 'TP', 'FP', 'FN'];
  return `\n${plainTable(header, rows, { columns })}F1 of a ${unit} with locations: ${percent(f1.mean)} ± ${percent(f1.sd)} (mean ± standard deviation)\n`;
}
