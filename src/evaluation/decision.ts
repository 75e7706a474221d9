/** @file Everything that is chosen on the dev split after training: thresholds and calibration. */
import type { Calibration } from '../model/calibration.js';
import type { Thresholds } from '../model/thresholds.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import { calibrate } from './calibration.js';
import { bestOnGrid, bestWithEdges } from './edge-threshold.js';
import { type Gold, goldOf } from './gold.js';
import { bestThreshold, bestTwoThresholds, type F1Unit, type ThresholdResult } from './threshold.js';

/** How thresholds are chosen. */
export interface DecisionRule {
  readonly thresholds: 'one' | 'two' | 'edges';
  /** For a single threshold: the unit (entities or tokens) whose F1 the balanced point maximizes. */
  readonly goal: F1Unit;
  /**
   * How much below the best F_β of entities the final thresholds may be: among these, the highest `start` and then the
   * lowest `extend` is taken. 0 or undefined: the best ones.
   */
  readonly tolerance?: number;
}

/** The result of {@link decide}; part of the `ModelHeader`. */
export interface Decision {
  readonly thresholds: Thresholds;
  readonly operatingPoints: Readonly<Record<'precise' | 'sensitive', Thresholds>>;
  readonly calibration: Calibration;
}

/** The β of the operating points besides `balanced`, whose β is 1. */
const betas = { precise: 0.5, sensitive: 2 } as const;

/**
 * Chooses thresholds and calibration from the scores of a dev split. The operating points maximize F½ and F₂
 * of entities.
 */
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

/** Returns the thresholds with the highest F_β on a split, or those that the tolerance prefers. */
export const thresholdsFor = (
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  { thresholds, goal, tolerance = 0 }: DecisionRule,
  beta = 1,
): ThresholdResult => {
  if (tolerance > 0) return bestOnGrid(scores, corpus, gold, { thresholds, tolerance }, beta);
  if (thresholds === 'edges') return bestWithEdges(scores, corpus, gold, beta);
  return thresholds === 'two'
    ? bestTwoThresholds(scores, corpus, gold, beta)
    : bestThreshold(scores, corpus, gold, goal, beta);
};
