/**
 * @file A corpus as row numbers, as used by training and evaluation: 5 bytes per position, and 4 more per
 * context.
 */

/** Labels of positions. */
export const outside = 0;
export const begin = 1;
export const inside = 2;
export const padding = 3;

/** Whether the token of a label is in a location. */
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
   * Entity type and first-token mark per position, if several types are distinguished; see {@link
   * entityMark}.
   */
  readonly entities?: Uint8Array; // (positions)
  /** Position of each sentence's first token, plus one entry for where the next sentence would begin. */
  readonly starts: Int32Array; // (sentences + 1)
  /** For each slot after the words (sentence, document): the row of that slot for a centre. */
  readonly contexts: readonly Int32Array[]; // each (positions)
  /** For each document, the number of sentences up to its end. */
  readonly documentEnds: Int32Array;
  readonly tokens: number;
  /** By row: 1 for a lowercase word (see `isSmallWord`). Undefined if the rows are not words. */
  readonly small?: Uint8Array; // (rows)
}

/**
 * Encodes a token of an entity as 2 · class, plus 1 for the entity's first token; 0 means outside. Classes
 * count from 1.
 */
export const entityMark = (entityClass: number, isFirst: boolean): number =>
  2 * entityClass + (isFirst ? 1 : 0);

/** The class of a mark, 0 outside. */
export const classOfMark = (mark: number): number => mark >> 1;

/** Whether the word at a position is in small letters. */
export const lowercaseAt =
  ({ rows, small }: EncodedCorpus) =>
  (position: number): boolean =>
    small?.[rows[position]] === 1;

/** Whether a mark stands at an entity's first token. */
export const isFirstMark = (mark: number): boolean => (mark & 1) === 1;

/** Number of padding rows between two sentences: enough for every window, and at least one. */
export const gapOf = (radius: number): number => Math.max(1, radius);

/** Position after a sentence's last token. */
export const endOf = (corpus: EncodedCorpus, sentence: number): number =>
  corpus.starts[sentence + 1] - gapOf(corpus.radius);

/** How many rows a window has: its words, and one for each context. */
export const slotsOf = (corpus: EncodedCorpus): number => 2 * corpus.radius + 1 + corpus.contexts.length;

/** Writes the window of a centre into `ids[at …]`: words from left to right, then contexts. */
export function writeWindow(corpus: EncodedCorpus, center: number, ids: Int32Array, at: number): void {
  const { radius, rows, contexts } = corpus;
  for (let offset = -radius; offset <= radius; offset++) ids[at++] = rows[center + offset];
  for (let k = 0; k < contexts.length; k++) ids[at++] = contexts[k][center];
}

/** Positions of all tokens, or of those with the given property, in order. */
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

/** Centres of true windows: the tokens of locations. */
export const trueCenters = (corpus: EncodedCorpus): Int32Array => centersWhere(corpus, isInLocation);
