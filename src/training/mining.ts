/** @file Hard corrupt windows: those that the current scores take for locations, or nearly. */
import { rankByScore } from '../evaluation/ranking.js';
import { centresWhere, type EncodedCorpus, outside } from '../windows/encoded-corpus.js';

/**
 * Centres of non-location windows with s > q − margin, q the `quantile` of the scores of the true windows: those that violate the
 * margin against a true window at that quantile. At least `minimum` of them, the highest, when there are so many.
 */
export function mineHard(
  scores: Float32Array,
  corpus: EncodedCorpus,
  trueCentres: Int32Array,
  margin: number,
  quantile: number,
  minimum: number,
): Int32Array {
  const truth = Float32Array.from(trueCentres, (centre) => scores[centre]!).sort();
  const bound = truth[Math.floor(quantile * (truth.length - 1))]! - margin;
  const isMined = (centre: number): boolean => scores[centre]! > bound;
  const mined = centresWhere(corpus, (label, centre) => label === outside && isMined(centre));
  if (mined.length >= minimum) return mined;
  const others = centresWhere(corpus, (label) => label === outside);
  return rankByScore(scores, others).slice(0, minimum).sort();
}
