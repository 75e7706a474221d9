/**
 * @file Weights of parts of a corpus. A weight of w means: in training, the windows of the part come up as if the part stood w times
 * in the corpus. Its true windows are w times in the order of an epoch, and each of its other windows is w times as likely a corrupt
 * one as a window of weight 1.
 */
import type { Random } from '../random.js';
import type { EncodedCorpus } from './encoded-corpus.js';

/** Consecutive positions of one weight. */
export interface Part {
  /** Position after the last one; the part begins where the one before ends. */
  readonly end: number;
  /** A whole number, at least 1. */
  readonly weight: number;
}

/** The parts of a corpus whose sources gave `counts` sentences. */
export function partsOf(
  corpus: EncodedCorpus,
  counts: readonly number[],
  weights: readonly number[],
): Part[] {
  let sentences = 0;
  return counts.map((count, k) => {
    sentences += count;
    const isLast = k === counts.length - 1;
    return { end: isLast ? corpus.labels.length : corpus.starts[sentences]!, weight: weights[k]! };
  });
}

/** Each of the ascending `centres` as often as its part's weight says, side by side. */
export function repeated(centres: Int32Array, parts: readonly Part[]): Int32Array {
  if (parts.every(({ weight }) => weight === 1)) return centres;
  const result: number[] = [];
  let part = 0;
  for (const centre of centres) {
    while (centre >= parts[part]!.end) part++;
    for (let k = 0; k < parts[part]!.weight; k++) result.push(centre);
  }
  return Int32Array.from(result);
}

/** Draws positions, each as likely as its part's weight says. */
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
    while (left >= this.#parts[k]!.share) left -= this.#parts[k++]!.share;
    const { start, length } = this.#parts[k]!;
    return start + (left % length);
  }
}
