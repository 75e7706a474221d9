/**
 * @file A corpus as row numbers, as used by training and evaluation: 5 bytes per position, and 4 more per
 * context.
 */

import type { CutsIn } from '../features/name-division.js';

/** Labels of positions. */
export const outside = 0;
export const begin = 1;
export const inside = 2;
export const padding = 3;

/** True if a token with this label is in a location. */
export const isInLocation = (label: number | undefined): boolean => label === begin || label === inside;

/**
 * The rows of all sentences, with {@link gapOf} padding rows between sentences and at both ends. So the
 * window of center c is `rows[c − radius … c + radius]`, and no run of positions crosses a sentence boundary.
 */
export interface EncodedCorpus {
  readonly radius: number;
  readonly rows: Int32Array; // (positions)
  /** {@link outside}, {@link begin} or {@link inside} a location, or {@link padding}. */
  readonly labels: Uint8Array; // (positions)
  /**
   * Entity type and first-token mark per position, if several types are
   * distinguished; see {@link entityMark}.
   */
  readonly entities?: Uint8Array; // (positions)
  /** Position of each sentence's first token, plus one entry for where the next sentence would begin. */
  readonly starts: Int32Array; // (sentences + 1)
  /** For each slot after the words (sentence, document): the row of that slot by center. */
  readonly contexts: readonly Int32Array[]; // each (positions)
  /** For each document, the number of sentences up to its end. */
  readonly documentEnds: Int32Array;
  readonly tokens: number;
  /** By row: 1 for a lowercase word (see `isLowercaseWord`). Undefined if the rows are not words. */
  readonly small?: Uint8Array; // (rows)
  /** Where locations are divided; undefined if the model divides none. */
  readonly cutsIn?: CutsIn | undefined;
}

/**
 * Encodes a token of an entity as 2 · class, plus 1 for the entity's first token; 0 means outside. Classes
 * count from 1.
 */
export const entityMark = (entityClass: number, isFirst: boolean): number =>
  2 * entityClass + (isFirst ? 1 : 0);

/** Returns the class of a mark; 0 if outside. */
export const classOfMark = (mark: number): number => mark >> 1;

/** True if the word at a position is lowercase. */
export const lowercaseAt =
  ({ rows, small }: EncodedCorpus) =>
  (position: number): boolean =>
    small?.[rows[position]] === 1;

/** True if a mark is the first token of an entity. */
export const isFirstMark = (mark: number): boolean => (mark & 1) === 1;

/** Returns the number of padding rows between two sentences: enough for every window, and at least one. */
export const gapOf = (radius: number): number => Math.max(1, radius);

/** Returns the position after a sentence's last token. */
export const endOf = (corpus: EncodedCorpus, sentence: number): number =>
  corpus.starts[sentence + 1] - gapOf(corpus.radius);

/** Returns the number of rows of a window: its words, and one per context. */
export const slotsOf = (corpus: EncodedCorpus): number => 2 * corpus.radius + 1 + corpus.contexts.length;

/** Writes the window of a center into `ids[at …]`: words from left to right, then contexts. */
export function writeWindow(corpus: EncodedCorpus, center: number, ids: Int32Array, at: number): void {
  const { radius, rows, contexts } = corpus;
  for (let offset = -radius; offset <= radius; offset++) ids[at++] = rows[center + offset];
  for (let k = 0; k < contexts.length; k++) ids[at++] = contexts[k][center];
}

/** Returns the positions of all tokens, or of those with the given property, in order. */
export function centersWhere(
  { labels }: EncodedCorpus,
  holds: (label: number, center: number) => boolean,
): Int32Array {
  let count = 0;
  for (let c = 0; c < labels.length; c++) if (labels[c] !== padding && holds(labels[c], c)) count++;
  const centers = new Int32Array(count);
  let at = 0;
  for (let c = 0; c < labels.length; c++) if (labels[c] !== padding && holds(labels[c], c)) centers[at++] = c;
  return centers;
}

/** Returns the centers of true windows: the tokens of locations. */
export const trueCenters = (corpus: EncodedCorpus): Int32Array => centersWhere(corpus, isInLocation);
