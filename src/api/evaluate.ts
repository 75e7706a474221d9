/** @file Evaluation in the library. */

import { defaultCorpusOptions } from '../corpus/corpus.js';
import { findFiles } from '../corpus/files.js';
import { schemes } from '../corpus/tags.js';
import { entityPairsOf } from '../dataset/entity-pairs.js';
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { evaluateScored, scoreCorpus } from '../dataset/model-evaluation.js';
import { bootstrapIntervals, type Intervals } from '../evaluation/resampling.js';
import { sentenceCounts } from '../evaluation/standards.js';
import { withMemoryFiles } from '../memory-files.js';
import { operatingPoint } from '../model/operating-point.js';
import { throwIfAborted } from './abort.js';
import { type CorpusInput, patternsOf } from './annotated-text.js';
import { checkOptions, conflict, kinds, oneOf, wrong } from './arguments.js';
import type { ModelSource } from './model-source.js';
import { openModel } from './open-model.js';

/** What `nerwin eval --json` prints: the scores, and confidence intervals of entity precision, recall and F1. */
export interface EvaluationResult extends CorpusEvaluation {
  readonly intervals: Intervals;
}

/** Options of {@link evaluate}; they mean what the options of `nerwin eval` mean. */
export interface EvaluateOptions {
  /** The model; the shipped one by default. */
  readonly model?: ModelSource | undefined;
  /** Files, globs, or sentences in memory. Paths are relative to the current directory. */
  readonly corpus: CorpusInput;
  /** The score above which a token is a location; the model's own thresholds by default. */
  readonly threshold?: number | undefined;
  /** A named operating point of the model. */
  readonly operatingPoint?: string | undefined;
  /** Entity types that count as locations; those of the model by default. */
  readonly locations?: readonly string[] | undefined;
  /** The token column of column files, counted from 1; 1 by default. */
  readonly tokenColumn?: number | undefined;
  /** The tag column; −1, the default, is the last one. */
  readonly tagColumn?: number | undefined;
  /** The tagging scheme; detected by default. */
  readonly scheme?: 'auto' | 'IOB1' | 'IOB2' | 'BIOES' | 'IO' | undefined;
  /** Ends the evaluation, between two of its steps, with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

const isTexts = {
  expected: 'a list of strings',
  holds: (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};
const isColumn = {
  expected: 'a whole number from 1, or below 0 to count from the end',
  holds: (value: unknown) => Number.isInteger(value) && value !== 0,
};
const isAnything = { expected: '', holds: () => true };

const names = {
  tokenColumn: 'options.tokenColumn',
  tagColumn: 'options.tagColumn',
  scheme: 'options.scheme',
  locations: 'options.locations',
};

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
    model: isAnything,
    corpus: { ...isAnything, expected: 'files, globs or sentences', isRequired: true },
    threshold: kinds.isNumber,
    operatingPoint: kinds.isText,
    locations: isTexts,
    tokenColumn: isColumn,
    tagColumn: isColumn,
    scheme: oneOf(['auto', ...schemes]),
    signal: kinds.isSignal,
  });
  const { threshold, operatingPoint: name, tokenColumn = 1, tagColumn = -1, scheme = 'auto' } = options;
  const { signal } = options;
  if (threshold !== undefined && name !== undefined)
    throw conflict('options.operatingPoint', 'options.threshold');
  const files = new Map<string, Uint8Array>();
  const patterns = [patternsOf('options.corpus', options.corpus, files)].flat();
  if (patterns.length === 0 || !isTexts.holds(patterns))
    throw wrong('options.corpus', 'files, globs or sentences', options.corpus);
  const model = await openModel(options.model, { signal });
  const point =
    threshold === undefined ? operatingPoint(model.header, name) : { start: threshold, extend: threshold };
  return withMemoryFiles(files, async () => {
    const found = await findFiles(patterns as string[], process.cwd());
    const columns = { ...defaultCorpusOptions.columns, token: tokenColumn, tag: tagColumn };
    const corpusOptions = { ...defaultCorpusOptions, columns, scheme, names };
    const types = options.locations ?? model.header.locations;
    throwIfAborted(signal);
    const scored = await scoreCorpus(model, found, corpusOptions, types, 'auto');
    throwIfAborted(signal);
    const pairs = entityPairsOf(scored.scores, scored.encoded, scored.gold, point);
    const intervals = bootstrapIntervals(sentenceCounts(pairs));
    return { ...evaluateScored(scored, point, model.header), intervals };
  });
}
