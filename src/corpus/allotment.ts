/**
 * @file Divides documents at random into parts of given sizes, in two passes over the files: the first counts the
 * documents of each stratum, the second deals them. Memory holds counts only, the order is kept, and the same seed
 * gives the same parts.
 *
 * A stratum holds documents with a similar number of locations, so that all parts have as many of them. The second
 * pass draws without replacement from an urn for each stratum (Knuth, TAOCP 3.4.2, Algorithm S, for several parts).
 */

import { Random } from '../random.js';

/** The stratum of a document with `n` locations: 0, 1, 2–3, 4–7, 8–15, … */
export const stratumOf = (n: number): number => (n === 0 ? 0 : 32 - Math.clz32(n));

/**
 * Returns for each stratum how many of its documents each part gets. The sizes of the parts over all strata so far are
 * always the nearest to their shares, so they are exact at the end.
 */
export function allotted(
  counts: ReadonlyMap<number, number>,
  shares: readonly number[],
): Map<number, number[]> {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const given = shares.map(() => 0);
  const urns = new Map<number, number[]>();
  let seen = 0;
  for (const [stratum, count] of [...counts].sort((a, b) => a[0] - b[0])) {
    seen += count;
    const wanted = shares.map((share, part) => Math.max(0, (share / whole) * seen - given[part]));
    const urn = roundedTo(count, wanted);
    urn.forEach((size, part) => {
      given[part] += size;
    });
    urns.set(stratum, urn);
  }
  return urns;
}

/** Rounds numbers so that their sum is `total`: down, and then up where the remainder is largest. */
function roundedTo(total: number, wanted: readonly number[]): number[] {
  const sum = wanted.reduce((all, one) => all + one, 0);
  const scaled = wanted.map((one) => (sum > 0 ? (one / sum) * total : 0));
  const sizes = scaled.map(Math.floor);
  const order = scaled.map((one, part) => ({ part, rest: one - sizes[part] }));
  order.sort((a, b) => b.rest - a.rest || a.part - b.part);
  let left = total - sizes.reduce((all, one) => all + one, 0);
  for (const { part } of order) if (left-- > 0) sizes[part]++;
  return sizes;
}

/** Deals documents to parts. */
export class Dealer {
  readonly #random: Random;

  constructor(
    readonly urns: ReadonlyMap<number, number[]>,
    seed: number,
  ) {
    this.#random = Random.seeded(seed);
  }

  /** Returns the part of the next document. There must be as many documents as were counted. */
  next(stratum: number): number {
    const urn = this.urns.get(stratum) ?? [];
    let draw = this.#random.below(
      Math.max(
        1,
        urn.reduce((sum, left) => sum + left, 0),
      ),
    );
    const part = urn.findIndex((left) => {
      if (draw < left) return true;
      draw -= left;
      return false;
    });
    if (part < 0) throw new Error(`stratum ${stratum} has more documents than were counted`);
    urn[part]--;
    return part;
  }
}
