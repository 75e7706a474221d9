/** @file Evaluates a run's model on its own splits: scores and the most confident mistakes. */

import { type CorpusEvaluation, evaluateScored, mistakesIn, samplesIn } from '../dataset/model-evaluation.js';
import { KnownNames } from '../dataset/other-entities.js';
import type { PreparedRun, Split } from '../dataset/prepared-run.js';
import { CorpusScorer } from '../evaluation/corpus-scorer.js';
import { goldOf } from '../evaluation/gold.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { TaggedSample } from '../evaluation/tagged-samples.js';
import { evaluateTypes } from '../evaluation/type-evaluation.js';
import type { TrainedModel } from './trained-model.js';

export interface SplitEvaluation extends CorpusEvaluation {
  readonly split: Split['name'];
  readonly mistakes: readonly Mistake[];
  readonly samples: readonly TaggedSample[];
}

/** Maximum number of mistakes of each kind in a report. */
const mistakesShown = 15;

/** Evaluates the model on dev, and on test if there is one. */
export function evaluateSplits(
  prepared: PreparedRun,
  trained: TrainedModel,
): { readonly dev: SplitEvaluation; readonly test: SplitEvaluation | null } {
  const training = KnownNames.ofEncoded(prepared.train, prepared.forms);
  const [dev, test = null] = prepared.splits
    .slice(1)
    .map((split) => evaluateSplit(prepared, split, trained, training));
  return { dev, test };
}

function evaluateSplit(
  { inputs, forms, lexicon }: PreparedRun,
  split: Split,
  { model, table, devScores }: TrainedModel,
  training: KnownNames,
): SplitEvaluation {
  const { corpus: encoded, rungs } = split.encoding;
  const scored = {
    encoded,
    gold: goldOf(encoded),
    scores:
      split.name === 'dev' ? devScores : new CorpusScorer(table, inputs, encoded).score(model.parameters),
    types: evaluateTypes(model, inputs, encoded),
    rungs,
    warnings: split.summary.warnings,
    wordAt: (position: number) => forms[encoded.rows[position]],
    isUnknownAt: (position: number) => inputs.dense[encoded.rows[position]] === lexicon.words.length,
    others: split.others,
    training,
  };
  const { thresholds } = model.header;
  return {
    split: split.name,
    ...evaluateScored(scored, thresholds, model.header),
    mistakes: mistakesIn(scored, thresholds, mistakesShown),
    samples: samplesIn(scored, thresholds),
  };
}
