/** @file All that a dev split decides about a model once it is trained: its thresholds and what its scores mean. */
import type { Calibration } from '../model/calibration.js';
import type { Thresholds } from '../model/thresholds.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import { calibrate } from './calibration.js';
import { bestWithEdges } from './edge-threshold.js';
import { type Gold, goldOf } from './gold.js';
import { bestThreshold, bestTwoThresholds, type Found, type Goal } from './threshold.js';

/** How thresholds are chosen. */
export interface DecisionRule {
  readonly thresholds: 'one' | 'two' | 'edges';
  /** What a single threshold of the balanced point maximises F1 of. */
  readonly goal: Goal;
}

/** What was decided; see `ModelHeader`. */
export interface Decision {
  readonly thresholds: Thresholds;
  readonly operatingPoints: Readonly<Record<'precise' | 'sensitive', Thresholds>>;
  readonly calibration: Calibration;
}

/** The β of the operating points besides `balanced`, whose β is 1. */
const betas = { precise: 0.5, sensitive: 2 } as const;

/** Decides by the scores of a dev split. The operating points are where F½ and F₂ of entities are highest. */
export function decide(scores: Float32Array, corpus: EncodedCorpus, rule: DecisionRule): Decision {
  const gold = goldOf(corpus);
  const point = (beta: number): Thresholds =>
    thresholdsFor(scores, corpus, gold, { ...rule, goal: 'entity' }, beta).thresholds;
  return {
    thresholds: thresholdsFor(scores, corpus, gold, rule).thresholds,
    operatingPoints: { precise: point(betas.precise), sensitive: point(betas.sensitive) },
    calibration: calibrate(scores, corpus, gold),
  };
}

/** The thresholds with the highest F_β on a split. */
export const thresholdsFor = (
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  { thresholds, goal }: DecisionRule,
  beta = 1,
): Found => {
  if (thresholds === 'edges') return bestWithEdges(scores, corpus, gold, beta);
  return thresholds === 'two'
    ? bestTwoThresholds(scores, corpus, gold, beta)
    : bestThreshold(scores, corpus, gold, goal, beta);
};
