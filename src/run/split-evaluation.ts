/** @file A model on a split: its scores, and its most confident mistakes. */
import { CorpusScorer } from '../evaluation/corpus-scorer.js';
import { type Evaluation, evaluate } from '../evaluation/evaluate.js';
import { goldOf } from '../evaluation/gold.js';
import { type Mistake, mistakesOf } from '../evaluation/mistakes.js';
import { bestThreshold } from '../evaluation/threshold.js';
import type { Model } from '../model/model.js';
import type { Preparation, Split } from '../training/prepare.js';

export interface SplitEvaluation extends Evaluation {
  readonly split: string;
  readonly averagePrecision: number;
  readonly threshold: number;
  readonly mistakes: readonly Mistake[];
}

/** Mistakes of each kind that a report shows. */
const mistakesShown = 15;

export function evaluateSplit(
  { table, inputs, encoder }: Preparation,
  split: Split,
  model: Model,
): SplitEvaluation {
  const { corpus } = split.encoding;
  const { thresholds } = model.header;
  const scores = new CorpusScorer(table, inputs, corpus).score(model.parameters);
  const gold = goldOf(corpus);
  const wordAt = (position: number): string => encoder.rows.form(corpus.rows[position]!);
  return {
    split: split.name,
    ...evaluate(scores, corpus, gold, thresholds),
    averagePrecision: bestThreshold(scores, corpus, gold, 'token').averagePrecision,
    threshold: thresholds.start,
    mistakes: mistakesOf(scores, corpus, gold, thresholds, wordAt, mistakesShown),
  };
}
