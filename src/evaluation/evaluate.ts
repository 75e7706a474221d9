/**
 * @file Compares scores with gold at given thresholds, by the rules of conlleval (Tjong Kim Sang & Buchholz
 * 2000): a predicted location is correct only if start, end and type all match gold; partial matches don't
 * count.
 */

import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation, lowercaseAt } from '../windows/encoded-corpus.js';
import { decode } from './decoding.js';
import type { Gold } from './gold.js';
import { type Scores, scoresOf } from './scores.js';

/** Token and entity scores. */
export interface Evaluation {
  readonly token: Scores;
  readonly entity: Scores;
}

/** Compares the locations decoded from `scores` (one per position, −∞ at padding) with gold. */
export function evaluate(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
): Evaluation {
  let predicted = 0;
  let hits = 0;
  let predictedTokens = 0;
  let tokenHits = 0;
  decode(scores, 0, scores.length, thresholds, lowercaseAt(corpus), (start, end) => {
    predicted++;
    if (gold.endOf[start] === end) hits++;
    predictedTokens += end - start;
    for (let i = start; i < end; i++) {
      if (isInLocation(corpus.labels[i])) tokenHits++;
    }
  });
  return {
    token: scoresOf(tokenHits, predictedTokens - tokenHits, gold.tokens - tokenHits),
    entity: scoresOf(hits, predicted - hits, gold.entities - hits),
  };
}
