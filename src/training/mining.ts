/** @file Mines hard corrupt windows: those that score as high as a location, or nearly. */
import { rankByScore } from '../evaluation/ranking.js';
import { centersWhere, type EncodedCorpus, outside } from '../windows/encoded-corpus.js';

/**
 * Scores every position of a corpus. A score not above `above` may be replaced by any value not above it. The
 * next call overwrites the result.
 */
export type ScoreCorpus = (above: number) => Float32Array;

/** Parameters of mining. */
export interface MiningOptions {
  readonly margin: number;
  readonly quantile: number;
  readonly minimum: number;
}

/**
 * Returns the centers of non-location windows with s > q − margin, where q is the `quantile` of the true
 * windows' scores: those inside the margin against a true window at that quantile. If there are fewer
 * than `minimum`, returns the `minimum` highest-scoring ones.
 *
 * Scores below this bound need not be exact. The result does not depend on `guess`, an estimate of the bound;
 * one that is low enough saves time.
 */
export function mineHard(
  scoring: ScoreCorpus,
  guess: number,
  corpus: EncodedCorpus,
  trueCenters: Int32Array,
  { margin, quantile, minimum }: MiningOptions,
): Int32Array {
  const boundOf = (scores: Float32Array): number =>
    boundBelow(
      Float32Array.from(trueCenters, (center) => scores[center]),
      margin,
      quantile,
    );
  let scores = scoring(guess);
  let bound = boundOf(scores);
  const isScreened = bound > guess;
  if (!isScreened) {
    scores = scoring(Number.NEGATIVE_INFINITY);
    bound = boundOf(scores);
  }
  const mined = centersWhere(corpus, (label, center) => label === outside && scores[center] > bound);
  if (mined.length >= minimum) return mined;
  if (isScreened) scores = scoring(Number.NEGATIVE_INFINITY);
  const others = centersWhere(corpus, (label) => label === outside);
  return rankByScore(scores, others).slice(0, minimum).sort();
}

/**
 * Returns q − margin, where q is the `quantile` of `truth`, the scores of true windows. Sorts `truth` in
 * place.
 */
export function boundBelow(truth: Float32Array, margin: number, quantile: number): number {
  truth.sort();
  return truth[Math.floor(quantile * (truth.length - 1))] - margin;
}
