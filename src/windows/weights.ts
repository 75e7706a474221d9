/**
 * @file Weights of parts of a corpus. A part with weight w is trained on as if it occurred w times: its true
 * windows appear w times per epoch, and each of its other windows is drawn as a corrupt window w times as
 * often as one of weight 1.
 */
import type { Random } from '../random.js';
import type { EncodedCorpus } from './encoded-corpus.js';

/** A run of consecutive positions with the same weight. */
export interface Part {
  /** Position after the last one; the part begins where the one before ends. */
  readonly end: number;
  /** A whole number, at least 1. */
  readonly weight: number;
}

/** Returns the parts of a corpus, given the number of sentences (`counts`) from each source. */
export function partsOf(
  corpus: EncodedCorpus,
  counts: readonly number[],
  weights: readonly number[],
): Part[] {
  let sentences = 0;
  return counts.map((count, k) => {
    sentences += count;
    const isLast = k === counts.length - 1;
    return { end: isLast ? corpus.labels.length : corpus.starts[sentences], weight: weights[k] };
  });
}

/** Repeats each of the ascending `centers` w times, where w is the weight of its part. */
export function repeated(centers: Int32Array, parts: readonly Part[]): Int32Array {
  if (parts.every(({ weight }) => weight === 1)) return centers;
  const result: number[] = [];
  let part = 0;
  for (const center of centers) {
    while (center >= parts[part].end) part++;
    for (let k = 0; k < parts[part].weight; k++) result.push(center);
  }
  return Int32Array.from(result);
}

/** Draws positions with probability proportional to the weight of their part. */
export class WeightedPositions {
  readonly #total: number;
  readonly #parts: readonly { readonly start: number; readonly length: number; readonly share: number }[];

  /** Without `parts`, all `positions` are equally likely. */
  constructor(positions: number, parts: readonly Part[]) {
    let start = 0;
    this.#parts = (parts.length > 0 ? parts : [{ end: positions, weight: 1 }]).map(({ end, weight }) => {
      const part = { start, length: end - start, share: (end - start) * weight };
      start = end;
      return part;
    });
    this.#total = this.#parts.reduce((sum, { share }) => sum + share, 0);
  }

  draw(random: Random): number {
    let left = random.below(this.#total);
    let k = 0;
    while (left >= this.#parts[k].share) left -= this.#parts[k++].share;
    const { start, length } = this.#parts[k];
    return start + (left % length);
  }
}
