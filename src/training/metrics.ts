/** @file What is recorded of an epoch: one JSON object a line in `metrics.jsonl`. */
import type { Scores } from '../evaluation/scores.js';

/** ‖·‖₂ of the gradient of each parameter, of the first batch of the epoch. */
export interface GradientNorms {
  readonly W: number;
  readonly b: number;
  readonly u: number;
  readonly S: number;
}

/** How an epoch did on the dev split, at the best threshold. */
export interface DevMetrics {
  readonly token: Scores;
  readonly entity: Scores;
  /** Of the tokens, ranked by score. */
  readonly averagePrecision: number;
  readonly threshold: number;
}

/** A line of `metrics.jsonl`. `seconds` and `windowsPerSecond` differ from run to run, all else is reproducible. */
export interface EpochMetrics {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean over all pairs of the epoch of max(0, margin − s + s_c), or of both terms of the anchored loss; of a softmax model, mean cross-entropy over the tokens. */
  readonly loss: number;
  /** Share of the pairs with a loss above 0; of a softmax model, of the tokens whose likeliest class is not their own. */
  readonly violating: number;
  /** Learning rate of the last step. */
  readonly rate: number;
  readonly gradientNorm: GradientNorms;
  readonly dev: DevMetrics;
  /** Whether this epoch is the best so far. */
  readonly best: boolean;
  readonly windowsPerSecond: number;
  readonly seconds: number;
}
