/**
 * @file Sentences that are alike, drawn together. A corpus has many sentences but few kinds of them: most have no location, and many
 * have one that was found. A drawn corpus is known by how often each kind is in it, and these numbers are drawn directly:
 *
 * - n sentences drawn with replacement: a multinomial distribution. Kind by kind, of the sentences that are still to be drawn,
 *   Bin(left, size / sizes of the kinds from here on) are of this kind.
 * - each sentence exchanged with probability ½: Bin(size, ½) of each kind.
 *
 * Bin(n, p) is exact, bit by bit: each of n trials draws a uniform number, and succeeds if it is below p. All trials are compared with p at
 * once, one binary digit after the other; a bit that differs decides a trial, and half of the trials go on to the next digit. So n trials
 * take about 2n random bits, 32 at a time (after Farach-Colton & Tsai 2015, "Exact sublinear binomial sampling").
 */
import type { Random } from '../random.js';

/** Sentences with equal counts in every column. */
export class SentenceKinds {
  /** Number of sentences of each kind, the most frequent first. */
  readonly #sizes: Float64Array; // (kinds)
  /** Sentences of this kind and of those after it. */
  readonly #rests: Float64Array; // (kinds)
  /** Counts of each kind. */
  readonly #counts: Float64Array; // (kinds, columns)
  /** Sums of the columns. */
  readonly totals: Float64Array;

  /** Each column has a count for each sentence. */
  constructor(columns: readonly Uint32Array[]) {
    const found = new Map<string, { size: number; row: number[] }>();
    this.totals = new Float64Array(columns.length);
    const sentences = columns[0].length;
    const empty = { size: 0, row: columns.map(() => 0) };
    for (let k = 0; k < sentences; k++) {
      if (columns.every((column) => column[k] === 0)) {
        empty.size++;
        continue;
      }
      const row = columns.map((column) => column[k]);
      for (let c = 0; c < row.length; c++) this.totals[c] += row[c];
      const key = row.join(' ');
      const kind = found.get(key);
      if (kind) kind.size++;
      else found.set(key, { size: 1, row });
    }
    const kinds = [empty, ...found.values()].sort((a, b) => b.size - a.size);
    this.#sizes = Float64Array.from(kinds, ({ size }) => size);
    this.#counts = Float64Array.from(kinds.flatMap(({ row }) => row));
    let rest = 0;
    this.#rests = this.#sizes
      .slice()
      .reverse()
      .map((size) => {
        rest += size;
        return rest;
      })
      .reverse();
  }

  /** Draws as many sentences as there are, with replacement, and writes the sums of their columns to `sums`. */
  resample(random: Random, sums: Float64Array): void {
    const [sizes, rests, counts] = [this.#sizes, this.#rests, this.#counts];
    const columns = sums.length;
    sums.fill(0);
    let left = sizes.length > 0 ? rests[0] : 0; // sentences still to be drawn
    for (let k = 0; left > 0; k++) {
      const drawn = binomial(random, left, sizes[k], rests[k]);
      for (let c = 0; c < columns; c++) sums[c] += drawn * counts[k * columns + c];
      left -= drawn;
    }
  }

  /**
   * Exchanges the first half of the columns with the second half in each sentence with probability ½, and writes the sums of the columns
   * to `sums`.
   */
  exchange(random: Random, sums: Float64Array): void {
    const [sizes, counts] = [this.#sizes, this.#counts];
    const columns = sums.length;
    const half = columns / 2;
    sums.set(this.totals);
    for (let k = 0; k < sizes.length; k++) {
      const exchanged = random.ones(sizes[k]);
      for (let c = 0; c < half; c++) {
        const at = k * columns + c;
        const moved = exchanged * (counts[at + half] - counts[at]);
        sums[c] += moved;
        sums[half + c] -= moved;
      }
    }
  }
}

/** Returns the number of successes in n independent trials with probability a/b; 0 ≤ a ≤ b, 0 < b < 2³². */
export function binomial(random: Random, n: number, a: number, b: number): number {
  if (a === b) return n;
  let successes = 0;
  let remainder = a; // of the long division a/b, which gives the binary digits of the probability
  for (let open = n; open > 0 && remainder > 0; ) {
    remainder *= 2;
    const lower = open - random.ones(open); // trials whose next digit is 0
    if (remainder >= b) {
      remainder -= b; // the digit of a/b is 1: those with 0 are below it
      successes += lower;
      open -= lower;
    } else open = lower; // it is 0: those with 1 are above it
  }
  return successes;
}
