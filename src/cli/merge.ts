/** @file `nerwin merge`: merges several models into one. */
import { Command } from 'commander';
import { findFiles } from '../corpus/files.js';
import { evaluationWarnings } from '../dataset/data-warnings.js';
import { scoreCorpus } from '../dataset/model-evaluation.js';
import { percent } from '../document/number-format.js';
import { decide } from '../evaluation/decision.js';
import { evaluate } from '../evaluation/evaluate.js';
import { merge } from '../model/merge.js';
import type { Model } from '../model/model.js';
import { loadModel } from '../model/model-file.js';
import { saveModel } from '../model/save-model.js';
import { distinctThresholds } from '../model/thresholds.js';
import { withCorpusInput } from './corpus-input.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { jsonLine, type MergeResult } from './json-output.js';
import { modelPath } from './model-option.js';
import { rejectOverwrite } from './output-guard.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface MergeOptions extends CorpusFormatOptions {
  readonly output: string;
  readonly dev?: string[];
  readonly json?: true;
}

export const mergeCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('merge')
      .description('merge models into one network that returns the mean of their scores')
      .argument('<models...>', 'two or more model files or run folders with the same vocabulary and features')
      .requiredOption('-o, --output <file>', 'where to write the merged model')
      .option(
        '--dev <file...>',
        "search the thresholds on these dev files or globs (default: the mean of the models' thresholds, which does better on other text)",
      ),
  )
    .option('--json', 'print the result as JSON')
    .action(withCorpusInput(io, (paths: string[], options: MergeOptions) => mergeModels(paths, options, io)));

async function mergeModels(named: readonly string[], options: MergeOptions, io: Terminal): Promise<void> {
  const paths = named.map(modelPath);
  const files = options.dev ? await findFiles(options.dev, process.cwd()) : undefined;
  rejectOverwrite('--output', options.output, [...paths, ...(files ?? [])]);
  const models = paths.map((name) => ({ name, model: loadModel(name) }));
  const mean = merge(models);
  const { model, dev } = files ? await decided(mean, files, options, io) : { model: mean, dev: null };
  saveModel(options.output, model);
  const { hidden, thresholds } = model.header;
  const result: MergeResult = { model: options.output, hidden, thresholds, dev };
  if (options.json) await io.out(jsonLine('merge', result));
  else await print(page(result, models.length, io), io);
}

/**
 * Returns the model with thresholds, operating points and calibration fitted on a dev split, and its scores
 * on that split.
 */
async function decided(
  model: Model,
  files: readonly string[],
  options: CorpusFormatOptions,
  io: Terminal,
): Promise<{ model: Model; dev: NonNullable<MergeResult['dev']> }> {
  const { header } = model;
  const scored = await scoreCorpus(model, files, corpusOptions(options), header.locations, 'auto');
  for (const line of scored.warnings) warn(line, io);
  for (const line of evaluationWarnings({ ...header, corpora: { ...header.corpora, dev: [] } }, scored, []))
    warn(line, io);
  const thresholds = distinctThresholds(header.thresholds);
  const decision = decide(scored.scores, scored.encoded, { thresholds, goal: 'entity' });
  const { token, entity } = evaluate(scored.scores, scored.encoded, scored.gold, decision.thresholds);
  return { model: { ...model, header: { ...header, ...decision } }, dev: { token, entity } };
}

function page({ model, hidden, thresholds, dev }: MergeResult, count: number, io: Terminal): string {
  const { bold, cyan } = io.color;
  const { start, extend, edge = extend } = thresholds;
  const values = [...new Set([start, extend, edge])].map((value) => value.toFixed(4));
  const at = `threshold${values.length > 1 ? 's' : ''} ${values.join(', ')}`;
  const scores = dev
    ? `${bold('dev')}     token F1 ${percent(dev.token.f1)} %, entity F1 ${percent(dev.entity.f1)} %\n`
    : '';
  return `${bold('model')}   ${cyan(model)}, ${count} models merged into one with ${hidden} hidden units, ${at}\n${scores}`;
}
