/** @file Evaluates θ on a split, at the best thresholds for it. */

import { CorpusScorer } from '../evaluation/corpus-scorer.js';
import { type DecisionRule, thresholdsFor } from '../evaluation/decision.js';
import { evaluate } from '../evaluation/evaluate.js';
import { type Gold, goldOf } from '../evaluation/gold.js';
import type { ProjectionTable } from '../kernels/projection-table.js';
import type { Thresholds } from '../model/thresholds.js';
import type { Parameters } from '../network/parameters.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';
import type { DevMetrics } from './metrics.js';
import type { TrainingSettings } from './settings.js';

/** The result of an evaluation. */
export interface DevResult {
  readonly metrics: DevMetrics;
  readonly thresholds: Thresholds;
}

/** The way a run chooses thresholds after an epoch: the best ones. */
export const ruleOf = ({
  selection,
  decision,
}: Pick<TrainingSettings, 'selection' | 'decision'>): DecisionRule => ({
  thresholds: decision.thresholds,
  goal: selection.metric === 'dev.token.f1' ? 'token' : 'entity',
});

/** Evaluates θ repeatedly on one encoded split. */
export class DevEvaluator {
  readonly #scorer: CorpusScorer;
  readonly #gold: Gold;

  constructor(
    table: ProjectionTable,
    inputs: Inputs,
    readonly corpus: EncodedCorpus,
    readonly settings: Pick<TrainingSettings, 'selection' | 'decision'>,
  ) {
    this.#scorer = new CorpusScorer(table, inputs, corpus);
    this.#gold = goldOf(corpus);
  }

  judge(parameters: Parameters): DevResult {
    const scores = this.#scorer.score(parameters);
    const { thresholds, averagePrecision } = thresholdsFor(
      scores,
      this.corpus,
      this.#gold,
      ruleOf(this.settings),
    );
    const { token, entity } = evaluate(scores, this.corpus, this.#gold, thresholds);
    return { metrics: { token, entity, averagePrecision, threshold: thresholds.start }, thresholds };
  }
}
