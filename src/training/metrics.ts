/** @file The metrics of an epoch: one JSON object per line of `metrics.jsonl`. */
import type { Scores } from '../evaluation/scores.js';

/** ‖·‖₂ of the gradient of each parameter, for the first batch of the epoch. */
export interface GradientNorms {
  readonly W: number;
  readonly b: number;
  readonly u: number;
  readonly S: number;
}

/** Scores on the dev split after an epoch, at the best threshold. */
export interface DevMetrics {
  readonly token: Scores;
  readonly entity: Scores;
  /** Average precision of the tokens, ranked by score. */
  readonly averagePrecision: number;
  readonly threshold: number;
}

/** Metrics that earlier versions wrote under another name: the old name and the current one. */
const renamed: ReadonlyMap<string, string> = new Map([['violating', 'insideMargin']]);

/** Returns the current name of a metric that may have its old name. */
export const currentName = (metric: string): string => renamed.get(metric) ?? metric;

/** Returns a JSON object with the current names of its metrics. */
export const withCurrentNames = (metrics: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [currentName(name), value]));

/** A line of `metrics.jsonl`. It is the same for every run with the same config and seed. */
export interface EpochMetrics {
  /** Counted from 1. */
  readonly epoch: number;
  /**
   * Mean of max(0, margin − s + s_c) over all pairs of the epoch, or of both terms of the anchored loss; for
   * a softmax, mean cross-entropy per token.
   */
  readonly loss: number;
  /**
   * Fraction of pairs with a loss above 0 (inside the margin); for a softmax, fraction of misclassified
   * tokens.
   */
  readonly insideMargin: number;
  /** Learning rate of the last step. */
  readonly rate: number;
  readonly gradientNorm: GradientNorms;
  readonly dev: DevMetrics;
  /** True if this epoch is the best so far. */
  readonly best: boolean;
}

/** How long an epoch took: a line of `timings.jsonl`, which differs from run to run. */
export interface EpochTiming {
  /** Counted from 1. */
  readonly epoch: number;
  readonly seconds: number;
  readonly windowsPerSecond: number;
}

const scores = ['precision', 'recall', 'f1', 'tp', 'fp', 'fn'];
const numbers: readonly string[] = [
  ...['epoch', 'loss', 'insideMargin', 'rate', 'dev.averagePrecision', 'dev.threshold'],
  ...['W', 'b', 'u', 'S'].map((parameter) => `gradientNorm.${parameter}`),
  ...['token', 'entity'].flatMap((unit) => scores.map((score) => `dev.${unit}.${score}`)),
];

/** Returns what {@link EpochMetrics} need that a JSON object lacks; undefined if it is complete. */
export function metricsFault(metrics: Readonly<Record<string, unknown>>): string | undefined {
  for (const path of numbers) {
    const value = path
      .split('.')
      .reduce<unknown>(
        (inside, key) => (inside as Record<string, unknown> | null | undefined)?.[key],
        metrics,
      );
    if (value === undefined) return `no '${path}'`;
    if (typeof value !== 'number') return `${path} is not a number`;
  }
  return typeof metrics.best === 'boolean' ? undefined : "no 'best' that is true or false";
}
