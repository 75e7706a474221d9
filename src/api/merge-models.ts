/** @file Merging of models in the library. */
import type { CorpusOptions } from '../corpus/corpus.js';
import type { Scores } from '../evaluation/scores.js';
import { merge } from '../model/merge.js';
import type { Model } from '../model/model.js';
import { loadModel } from '../model/model-file.js';
import { modelFileOf } from '../model/model-path.js';
import { saveModel } from '../model/save-model.js';
import { distinctThresholds, type Thresholds } from '../model/thresholds.js';
import { rejectOverwrite } from '../output-guard.js';
import type { CorpusInput } from './annotated-text.js';
import { checkOptions, kinds, required } from './arguments.js';
import { formExpectations, isTexts, type ReadingOptions, withCorpus } from './corpus-options.js';

/** Options of {@link mergeModels}; they mean what the options of `nerwin merge` mean. */
export interface MergeOptions extends Omit<ReadingOptions, 'corpus'> {
  /** Two or more model files or run folders with the same vocabulary and features. */
  readonly models: readonly string[];
  /** Where to write the merged model. */
  readonly output: string;
  /** A dev split on which the thresholds are searched; by default they are the means of the models' own. */
  readonly dev?: CorpusInput | undefined;
  /** Is called with each warning, such as a dev split without locations. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** What `nerwin merge --json` prints. */
export interface MergeResult {
  readonly model: string;
  readonly hidden: number;
  readonly thresholds: Thresholds;
  readonly dev: { readonly token: Scores; readonly entity: Scores } | null;
}

/** A dev split, and how it is read. */
interface DevSplit {
  readonly files: readonly string[];
  readonly reading: CorpusOptions;
}

/** Merges model files into `output`; with a dev split, the thresholds are searched on it. */
export async function mergeFiles(
  paths: readonly string[],
  output: string,
  dev: DevSplit | undefined,
  onWarning: (text: string) => void,
): Promise<MergeResult> {
  const mean = merge(paths.map((name) => ({ name, model: loadModel(name) })));
  const chosen = dev ? await decided(mean, dev, onWarning) : { model: mean, dev: null };
  saveModel(output, chosen.model);
  const { hidden, thresholds } = chosen.model.header;
  return { model: output, hidden, thresholds, dev: chosen.dev };
}

/** Returns the model with thresholds, operating points and calibration fitted on the dev split, and its scores there. */
async function decided(
  model: Model,
  { files, reading }: DevSplit,
  onWarning: (text: string) => void,
): Promise<{ model: Model; dev: NonNullable<MergeResult['dev']> }> {
  const { scoreCorpus } = await import('../dataset/model-evaluation.js');
  const { evaluationWarnings } = await import('../dataset/data-warnings.js');
  const { decide } = await import('../evaluation/decision.js');
  const { evaluate } = await import('../evaluation/evaluate.js');
  const { header } = model;
  const scored = await scoreCorpus(model, files, reading, header.locations, 'auto');
  for (const line of evaluationWarnings(header, scored, [], 'choose thresholds')) onWarning(line);
  const thresholds = distinctThresholds(header.thresholds);
  const decision = decide(scored.scores, scored.encoded, { thresholds, goal: 'entity' });
  const { token, entity } = evaluate(scored.scores, scored.encoded, scored.gold, decision.thresholds);
  return { model: { ...model, header: { ...header, ...decision } }, dev: { token, entity } };
}

/**
 * Merges models into one network that returns the mean of their scores, and writes it. Returns what `nerwin merge --json`
 * prints. Throws a `NerwinError`: `model` if they cannot be merged, `corpus`, `file` or `usage`.
 *
 * @example
 * ```ts
 * import { train } from 'nerwin';
 * import { mergeModels } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
 * const corpus = { train: [sentence], dev: [sentence] };
 * const vectors = { file: 'shipped' };
 * for (const seed of [1, 2])
 *   await train({ config: { corpus, vectors, seed, training: { epochs: 1 } }, output: `seed-${seed}`, overwrite: true }).result;
 * const { dev } = await mergeModels({ models: ['seed-1', 'seed-2'], output: 'merged.safetensors', dev: [sentence] });
 * console.log(dev?.entity.recall); // → 1
 * ```
 */
export async function mergeModels(options: MergeOptions): Promise<MergeResult> {
  checkOptions('options', options, {
    models: required(isTexts),
    output: required(kinds.isText),
    dev: kinds.isAnything,
    ...formExpectations,
    onWarning: kinds.isFunction,
  });
  const { models, output, dev, onWarning = () => {} } = options;
  rejectOverwrite('options.output', output, models.map(modelFileOf));
  if (dev === undefined) return mergeFiles(models, output, undefined, onWarning);
  return withCorpus(
    { ...options, corpus: dev },
    async (files, how) => {
      rejectOverwrite('options.output', output, files);
      return mergeFiles(models, output, { files, reading: how }, onWarning);
    },
    'options.dev',
  );
}
