/** @file The result of tagging a text. */
import type { Tokens } from '../text/tokens.js';

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
}

/** The highest score among the tokens of location k, which makes it a location. */
export function locationScore({ scores, locations }: Tagged, k: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let t = locations.starts[k]; t < locations.ends[k]; t++) best = Math.max(best, scores[t]);
  return best;
}
