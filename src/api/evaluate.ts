/** @file Evaluation in the library. */
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { bootstrapIntervals, type Intervals } from '../evaluation/resampling.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, kinds } from './arguments.js';
import { chosenThresholds, rejectTwoChoices } from './chosen-thresholds.js';
import { isTexts, type ReadingOptions, readingExpectations, withCorpus } from './corpus-options.js';
import type { ModelSource } from './model-source.js';
import { openModel } from './open-model.js';

/** What `nerwin eval --json` prints: the scores, and confidence intervals of entity precision, recall and F1. */
export interface EvaluationResult extends CorpusEvaluation {
  readonly intervals: Intervals;
}

/** Options of {@link evaluate}; they mean what the options of `nerwin eval` mean. */
export interface EvaluateOptions extends ReadingOptions {
  /** The model; the shipped one by default. */
  readonly model?: ModelSource | undefined;
  /** The score above which a token is a location; the model's own thresholds by default. */
  readonly threshold?: number | undefined;
  /** A named operating point of the model. */
  readonly operatingPoint?: string | undefined;
  /** Entity types that count as locations; those of the model by default. */
  readonly locations?: readonly string[] | undefined;
  /** True if mentions of the same name in a document agree, as with `nerwin tag --document`. */
  readonly document?: boolean | undefined;
  /** Ends the evaluation, between two of its steps, with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Evaluates a model on a corpus. Returns what `nerwin eval --json` prints: precision, recall and F1 of tokens and of
 * entities, the average precision, and how reliable the probabilities are. Throws a `NerwinError`: `model`,
 * `corpus`, `usage`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { evaluate } from 'nerwin';
 *
 * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
 * const { entity } = await evaluate({ corpus: [sentence] });
 * console.log(entity.precision, entity.recall); // → 1 1
 * ```
 */
export async function evaluate(options: EvaluateOptions): Promise<EvaluationResult> {
  checkOptions('options', options, {
    ...readingExpectations,
    model: kinds.isAnything,
    threshold: kinds.isNumber,
    operatingPoint: kinds.isText,
    locations: isTexts,
    document: kinds.isFlag,
  });
  const { signal } = options;
  rejectTwoChoices(options);
  const { agreeing, evaluateScored, scoreCorpus } = await import('../dataset/model-evaluation.js');
  const { entityPairsOf } = await import('../dataset/entity-pairs.js');
  const { sentenceCounts } = await import('../evaluation/standards.js');
  return withCorpus(options, async (files, corpusOptions) => {
    const model = await openModel(options.model, { signal });
    const point = chosenThresholds(model.header, options);
    const types = options.locations ?? model.header.locations;
    throwIfAborted(signal);
    const alone = await scoreCorpus(model, files, corpusOptions, types, 'auto');
    const scored = options.document ? agreeing(alone) : alone;
    throwIfAborted(signal);
    const pairs = entityPairsOf(scored.scores, scored.encoded, scored.gold, point);
    const intervals = bootstrapIntervals(sentenceCounts(pairs));
    return { ...evaluateScored(scored, point, model.header, pairs), intervals };
  });
}
