/** @file The result of tagging a text. */
import type { Tokens } from '../text/tokens.js';
import type { TokenProbability } from './token-probability.js';

/**
 * A text with its tokens, their scores, and its locations, stored as columns of which only the first entries
 * are valid.
 */
export interface Tagged {
  readonly text: string;
  /** The UTF-16 code units of the text, and more. */
  readonly units: Uint16Array;
  /** Offsets of the tokens, in UTF-16 code units. */
  readonly tokens: Tokens;
  /** s of each token, or only of those in locations; see `TaggerOptions`. */
  readonly scores: Float32Array;
  /** Sentence k is tokens `starts[k]` … `ends[k] − 1`. */
  readonly sentences: Tokens;
  /** The locations: location k is tokens `starts[k]` … `ends[k] − 1`. */
  readonly locations: Tokens;
  /** Turns scores into probabilities; undefined for a model without a calibration. */
  readonly probability: TokenProbability | undefined;
}

/** The highest score among the tokens of location k, which makes it a location. */
export const locationScore = ({ scores, locations }: Tagged, k: number): number =>
  highest(scores, locations.starts[k], locations.ends[k]);

/** The highest of `scores[from … to − 1]`. */
export function highest(scores: Float32Array, from: number, to: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let t = from; t < to; t++) best = Math.max(best, scores[t]);
  return best;
}
