/** @file What tagging a text gives. */
import type { Tokens } from './tokens.js';

/** A text with the scores of its tokens and its locations; columns, whose first entries count. */
export interface Tagged {
  readonly text: string;
  /** The UTF-16 units of the text, and more. */
  readonly units: Uint16Array;
  /** Offsets of the tokens, in UTF-16 units. */
  readonly tokens: Tokens;
  /** s of each token, or only of those in locations; see `TaggerOptions`. */
  readonly scores: Float32Array;
  /** Sentence k is tokens `starts[k]` … `ends[k] − 1`. */
  readonly sentences: Tokens;
  /** How many locations there are; location k is tokens `starts[k]` … `ends[k] − 1`. */
  readonly locations: Tokens;
}

/** The highest score among the tokens of location k: by this it is a location. */
export function locationScore({ scores, locations }: Tagged, k: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let t = locations.starts[k]!; t < locations.ends[k]!; t++) best = Math.max(best, scores[t]!);
  return best;
}
