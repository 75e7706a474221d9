/** @file Thresholds for a wanted precision or recall, in the library. */
import type { CorpusOptions } from '../corpus/corpus.js';
import type { ThresholdGoal } from '../dataset/threshold-choice.js';
import { NerwinError } from '../error.js';
import type { Scores } from '../evaluation/scores.js';
import { loadModel } from '../model/model-file.js';
import { saveModel } from '../model/save-model.js';
import { shippedModelPath } from '../model/shipped.js';
import type { Thresholds } from '../model/thresholds.js';
import { rejectOverwrite } from '../output-guard.js';
import type { CorpusInput } from './annotated-text.js';
import { checkOptions, kinds, numberFrom, required } from './arguments.js';
import { formExpectations, isTexts, type ReadingOptions, withCorpus } from './corpus-options.js';

/** Options of {@link chooseThreshold}; they mean what the options of `nerwin threshold` mean. One goal is needed. */
export interface ThresholdOptions extends Omit<ReadingOptions, 'corpus'> {
  /** The model file or run folder; the shipped model by default. */
  readonly model?: string | undefined;
  /** Where to write the model with the new threshold. */
  readonly output: string;
  /** The corpus on which it is chosen, such as a dev split; needed unless the goal is a value. */
  readonly corpus?: CorpusInput | undefined;
  /** The goal: at least this entity precision, 0 … 1. */
  readonly precision?: number | undefined;
  /** The goal: at least this entity recall, 0 … 1. */
  readonly recall?: number | undefined;
  /** The goal: the highest F_β of entities with this β, 0.01 … 100. */
  readonly fBeta?: number | undefined;
  /** The goal: this score. */
  readonly value?: number | undefined;
  /** The operating point whose thresholds are set, new or not; the model's own by default. */
  readonly operatingPoint?: string | undefined;
  /** Entity types that count as locations; those of the model by default. */
  readonly locations?: readonly string[] | undefined;
  /** Is called with each warning about the corpus. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** What `nerwin threshold --json` prints. */
export interface ThresholdReport {
  /** The model that was written. */
  readonly model: string;
  /** The operating point whose thresholds were set; `balanced` is the model's own. */
  readonly operatingPoint: string;
  readonly goal: ThresholdGoal;
  readonly before: Thresholds;
  readonly thresholds: Thresholds;
  /** The scores of entities on the corpus; null without one. */
  readonly scores: { readonly before: Scores; readonly after: Scores } | null;
}

/** What a threshold is chosen for, and on what. */
export interface ThresholdTask {
  /** The file of the model. */
  readonly path: string;
  readonly output: string;
  readonly goal: ThresholdGoal;
  /** No files if the goal is a value. */
  readonly files: readonly string[];
  readonly reading: CorpusOptions;
  readonly locations: readonly string[] | undefined;
  readonly operatingPoint: string | undefined;
}

/** Chooses the threshold and writes the model. */
export async function writeThreshold(
  { path, output, goal, files, reading, locations, operatingPoint }: ThresholdTask,
  onWarning: (text: string) => void,
): Promise<ThresholdReport> {
  const { withThreshold } = await import('../dataset/threshold-choice.js');
  const { scoreCorpus } = await import('../dataset/model-evaluation.js');
  const { evaluationWarnings } = await import('../dataset/data-warnings.js');
  const model = loadModel(path);
  const { header } = model;
  const scored =
    files.length === 0
      ? undefined
      : await scoreCorpus(model, files, reading, locations ?? header.locations, 'auto');
  if (scored)
    for (const line of evaluationWarnings(header, scored, locations ?? [], 'choose thresholds'))
      onWarning(line);
  const result = withThreshold(model, goal, scored, operatingPoint);
  saveModel(output, result.model);
  const { before, thresholds, scores } = result;
  return { model: output, operatingPoint: operatingPoint ?? 'balanced', goal, before, thresholds, scores };
}

/**
 * Chooses the threshold of a model for a wanted precision or recall, and writes the model with it. Of all thresholds with
 * the wanted precision, the one with the highest recall is taken, and the other way round. Returns what `nerwin threshold
 * --json` prints. Throws a `NerwinError`: `gate` if no threshold reaches what was asked, `model`, `corpus`, `file` or `usage`.
 *
 * @example
 * ```ts
 * import { chooseThreshold } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
 * const { scores } = await chooseThreshold({ precision: 0.95, corpus: [sentence], output: 'precise.safetensors' });
 * console.log(scores?.after.precision); // → 1
 * ```
 */
export async function chooseThreshold(options: ThresholdOptions): Promise<ThresholdReport> {
  checkOptions('options', options, {
    model: kinds.isText,
    output: required(kinds.isText),
    corpus: kinds.isAnything,
    precision: numberFrom(0, 1),
    recall: numberFrom(0, 1),
    fBeta: numberFrom(0.01, 100),
    value: kinds.isNumber,
    operatingPoint: kinds.isText,
    locations: isTexts,
    ...formExpectations,
    onWarning: kinds.isFunction,
  });
  const { model, corpus, output, locations, operatingPoint, onWarning = () => {} } = options;
  const goal = goalOf(options);
  const path = model ?? shippedModelPath();
  const choose = async (files: readonly string[], how: CorpusOptions): Promise<ThresholdReport> => {
    rejectOverwrite('options.output', output, files);
    return writeThreshold({ path, output, goal, files, reading: how, locations, operatingPoint }, onWarning);
  };
  if (corpus !== undefined) return withCorpus({ ...options, corpus }, choose);
  const { defaultCorpusOptions } = await import('../corpus/options.js');
  return choose([], defaultCorpusOptions);
}

function goalOf({ precision, recall, fBeta, value, corpus }: ThresholdOptions): ThresholdGoal {
  const kindsOfGoal = { precision, recall, 'f-beta': fBeta, value } as const;
  const goals = Object.entries(kindsOfGoal).flatMap(([kind, given]) =>
    given === undefined ? [] : [{ kind: kind as ThresholdGoal['kind'], value: given }],
  );
  const [goal, other] = goals;
  if (!goal || other)
    throw new NerwinError(
      'usage',
      `options: ${goal ? 'several goals' : 'no goal'} for the threshold`,
      'pass one of precision, recall, fBeta and value',
    );
  if (goal.kind !== 'value' && corpus === undefined)
    throw new NerwinError(
      'usage',
      'options.corpus: missing',
      'pass the corpus on which to choose the threshold',
    );
  return goal;
}
