/** @file The words whose vectors are most similar to a vector, by cosine similarity: cos(a, b) = aᵀb / (‖a‖ ‖b‖). */

/** A word and its similarity, −1 … 1. */
export interface Neighbor {
  readonly word: string;
  readonly similarity: number;
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
