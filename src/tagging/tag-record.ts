/** @file A tagged text as plain objects: what the library returns, and what `nerwin tag --json` prints. */
import { roundedScore } from './json-record.js';
import { locationScore, type Tagged } from './tagged.js';

/** A part of a text with its score. */
export interface TaggedSpan {
  /** The part itself: `text.slice(start, end)` of the record. */
  readonly text: string;
  /** Offset of its first UTF-16 code unit, from 0. */
  readonly start: number;
  /** Offset of its end (exclusive), in UTF-16 code units. */
  readonly end: number;
  /**
   * s, rounded to 4 decimals; of a location, the highest score of its tokens. Null if the score is not a finite
   * number, which only a damaged model gives.
   */
  readonly score: number | null;
  /**
   * The calibrated probability that the token, or of a location its best token, is in a location, rounded to 4
   * decimals. Null if the model has no calibration.
   */
  readonly probability: number | null;
}

/** A text with its tokens and its locations, in text order. `JSON.stringify` gives what `nerwin tag --json` prints. */
export interface TagRecord {
  readonly text: string;
  readonly tokens: readonly TaggedSpan[];
  readonly locations: readonly TaggedSpan[];
}

/** Returns the record of a tagged text. All scores must be there; see `TaggerOptions.scores`. */
export function recordOf(tagged: Tagged): TagRecord {
  const { text, tokens, scores, locations, probability } = tagged;
  const orNull = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);
  const span = (start: number, end: number, s: number): TaggedSpan => ({
    text: text.slice(start, end),
    start,
    end,
    score: orNull(roundedScore(s)),
    probability: orNull((probability?.tenThousandths(s) ?? Number.NaN) / 10_000),
  });
  return {
    text,
    tokens: Array.from({ length: tokens.count }, (_, t) => span(tokens.starts[t], tokens.ends[t], scores[t])),
    locations: Array.from({ length: locations.count }, (_, k) =>
      span(tokens.starts[locations.starts[k]], tokens.ends[locations.ends[k] - 1], locationScore(tagged, k)),
    ),
  };
}
