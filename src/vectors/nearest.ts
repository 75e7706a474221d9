/** @file The words whose vectors are most similar to a vector, by cosine similarity: cos(a, b) = aᵀb / (‖a‖ ‖b‖). */
import { type Rung, WordLookUp } from './ladder.js';
import type { WordVectors } from './word-vectors.js';

/** A word and its similarity, −1 … 1. */
export interface Neighbor {
  readonly word: string;
  readonly similarity: number;
}

/** What `nerwin vectors nearest --json` prints. */
export interface NearestWords {
  readonly word: string;
  /** The lookup step that found the vector of the word. */
  readonly step: Rung;
  /** The most similar first. */
  readonly neighbors: readonly Neighbor[];
}

/**
 * Looks a word up as in text, and returns the `count` words most similar to it; a word that is found as several has
 * their mean. Returns undefined if it has no vector.
 */
export function nearestTo(
  source: Pick<WordVectors, 'words' | 'd' | 'vectors' | 'unknown' | 'number'>,
  word: string,
  count: number,
): NearestWords | undefined {
  const lookUp = new WordLookUp(source);
  const { rung, rows } = lookUp.find(word);
  if (rung === 'unknown') return undefined;
  const mean = Float32Array.from({ length: source.d }, (_, j) =>
    rows.reduce((sum, row) => sum + lookUp.table[row * source.d + j] / rows.length, 0),
  );
  return { word, step: rung, neighbors: nearestWords(source, mean, count, new Set(rows)) };
}

/** The Euclidean norm of the d numbers from `at` on, in float64. */
function norm(numbers: Float32Array, at: number, d: number): number {
  let sum = 0;
  for (let j = at; j < at + d; j++) sum += numbers[j] * numbers[j];
  return Math.sqrt(sum);
}

/**
 * Returns the `count` words most similar to `vector` (d), the most similar first; of equally similar words the one that comes first in the
 * table. Rows in `skipped` and rows of zeros are left out.
 */
export function nearestWords(
  {
    words,
    d,
    vectors,
  }: { readonly words: readonly string[]; readonly d: number; readonly vectors: Float32Array },
  vector: Float32Array,
  count: number,
  skipped: ReadonlySet<number>,
): Neighbor[] {
  const length = norm(vector, 0, d);
  const similarities = new Float64Array(words.length).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < words.length; row++) {
    const own = norm(vectors, row * d, d);
    if (own === 0 || skipped.has(row)) continue;
    let product = 0;
    for (let j = 0; j < d; j++) product += vector[j] * vectors[row * d + j];
    similarities[row] = product / (own * length);
  }
  return [...similarities.keys()]
    .filter((row) => similarities[row] > Number.NEGATIVE_INFINITY)
    .sort((a, b) => similarities[b] - similarities[a] || a - b)
    .slice(0, count)
    .map((row) => ({ word: words[row], similarity: similarities[row] }));
}
