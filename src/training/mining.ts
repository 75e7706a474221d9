/** @file Hard corrupt windows: those that the current scores take for locations, or nearly. */
import { rankByScore } from '../evaluation/ranking.js';
import { centresWhere, type EncodedCorpus, outside } from '../windows/encoded-corpus.js';

/** Scores every position of a corpus; of scores that are not over `above` it tells only that. The next call overwrites the result. */
export type Scoring = (above: number) => Float32Array;

/** What is mined. */
export interface Hardness {
  readonly margin: number;
  readonly quantile: number;
  readonly minimum: number;
}

/**
 * Centres of non-location windows with s > q − margin, q the `quantile` of the scores of the true windows: those that violate the
 * margin against a true window at that quantile. At least `minimum` of them, the highest, when there are so many.
 *
 * Scores below that bound need not be known. What is mined does not depend on the `guess` of it; one that is low enough saves time.
 */
export function mineHard(
  scoring: Scoring,
  guess: number,
  corpus: EncodedCorpus,
  trueCentres: Int32Array,
  { margin, quantile, minimum }: Hardness,
): Int32Array {
  const boundOf = (scores: Float32Array): number =>
    boundBelow(
      Float32Array.from(trueCentres, (centre) => scores[centre]!),
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
  const mined = centresWhere(corpus, (label, centre) => label === outside && scores[centre]! > bound);
  if (mined.length >= minimum) return mined;
  if (isScreened) scores = scoring(Number.NEGATIVE_INFINITY);
  const others = centresWhere(corpus, (label) => label === outside);
  return rankByScore(scores, others).slice(0, minimum).sort();
}

/** q − margin, q the `quantile` of the scores of true windows, which are sorted. */
export function boundBelow(truth: Float32Array, margin: number, quantile: number): number {
  truth.sort();
  return truth[Math.floor(quantile * (truth.length - 1))]! - margin;
}
