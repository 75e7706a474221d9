/** @file Special vectors: for unknown words, for numbers, and for the padding around a sentence. */
import { Random } from '../random.js';

/**
 * The mean of these words is the vector of every number. They are English because the files without vectors
 * for digits are English; a file with none of them uses the row of unknown words.
 */
export const numberWords: ReadonlySet<string> = new Set(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
  eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion`.split(
    /\s+/,
  ),
);

/** Rare words: the last tenth of a file, at most 5,000 words, at least one. */
export const maxRareWords = 5000;
export const rareWords = (words: number): number =>
  Math.min(maxRareWords, Math.max(1, Math.floor(words / 10)));

/** A mean of vectors, summed in float64 in the order in which they are added. */
export class Mean {
  #count = 0;
  readonly #sum: Float64Array; // (d)

  constructor(d: number) {
    this.#sum = new Float64Array(d);
  }

  get count(): number {
    return this.#count;
  }

  add(row: Float32Array): void {
    this.#count++;
    for (let j = 0; j < row.length; j++) this.#sum[j] += row[j];
  }

  /** Returns the mean (d) in float32; zeros if nothing was added. */
  value(): Float32Array {
    return Float32Array.from(this.#sum, (sum) => sum / Math.max(1, this.#count));
  }
}

/** Returns the padding vector: d numbers, uniform in ±0.05, always the same ones for a given d. */
export function paddingRow(d: number): Float32Array {
  const random = Random.seeded(0x70616464); // "padd"
  return Float32Array.from({ length: d }, () => 0.1 * random.uniform() - 0.05);
}
