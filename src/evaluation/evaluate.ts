/**
 * @file Compares scores with gold at given thresholds, by the rules of conlleval (Tjong Kim Sang & Buchholz
 * 2000): a predicted location is correct only if start, end and type all match gold; partial matches don't
 * count.
 */

import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation } from '../windows/encoded-corpus.js';
import { decode, decodingOf } from './decoding.js';
import type { Gold } from './gold.js';
import { type Scores, scoresOf } from './scores.js';

/** Token and entity scores. */
export interface Evaluation {
  readonly token: Scores;
  readonly entity: Scores;
}

/** Predicted locations and their tokens, and how many of each are gold. */
export class Counts {
  predicted = 0;
  hits = 0;
  tokens = 0;
  tokenHits = 0;

  /** Adds other counts `times` times. */
  add({ predicted, hits, tokens, tokenHits }: Counts, times: number): void {
    this.predicted += times * predicted;
    this.hits += times * hits;
    this.tokens += times * tokens;
    this.tokenHits += times * tokenHits;
  }
}

/** Compares the locations decoded from `scores` (one per position, −∞ at padding) with gold. */
export const evaluate = (
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
): Evaluation => evaluationOf(countsOf(scores, corpus, gold, thresholds, 0, scores.length), gold);

/** Counts the locations decoded from positions `from` … `to − 1`. */
export function countsOf(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
  from: number,
  to: number,
): Counts {
  const counts = new Counts();
  decode(scores, from, to, decodingOf(corpus, thresholds), (start, end) => {
    counts.predicted++;
    if (gold.endOf[start] === end) counts.hits++;
    counts.tokens += end - start;
    for (let i = start; i < end; i++) {
      if (isInLocation(corpus.labels[i])) counts.tokenHits++;
    }
  });
  return counts;
}

/** Returns the scores of all locations of a corpus from their counts. */
export const evaluationOf = ({ predicted, hits, tokens, tokenHits }: Counts, gold: Gold): Evaluation => ({
  token: scoresOf(tokenHits, tokens - tokenHits, gold.tokens - tokenHits),
  entity: scoresOf(hits, predicted - hits, gold.entities - hits),
});
