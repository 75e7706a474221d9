/**
 * @file Finds the two thresholds that maximize F_β of entities if a lowercase word at either end of a
 * location needs the higher one (`edge` = `start`), unless all words of the location are lowercase.
 *
 * The candidates are percentiles of the gold tokens' scores, from the lowest up, each moved halfway to the
 * next lower score of any token, as long as they admit at most three times as many tokens as are gold; all
 * pairs are tried. For each lower threshold, one pass over the positions above it finds the runs, whose ends
 * shrink as the higher threshold rises. The search stops when a lower threshold excludes a word of so many
 * gold locations that finding all the others could not beat the best result so far.
 *
 * With a tolerance, every pair within it of the best is acceptable, and the one with the highest `start` and then the lowest
 * `extend` is taken. F_β is nearly flat around its maximum, so which pair is the very best is chance. On text of another kind, a
 * higher `start` marks fewer words that are no location, and a lower `extend` cuts fewer locations short. (The idea is that of the
 * one-standard-error rule; Breiman et al. 1984, §3.4.3.)
 */
import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation, lowercaseAt } from '../windows/encoded-corpus.js';
import { hasNonLowercase } from './decoding.js';
import type { Gold } from './gold.js';
import { rankByScore } from './ranking.js';
import {
  bestOfRanked,
  fBeta,
  gridMost,
  highestF,
  type ScoredThresholds,
  type ThresholdResult,
} from './threshold.js';

/** Percentage of the gold tokens that the highest threshold excludes. */
const highestPercentile = 80;

/** Which pairs of candidates are tried, and how much below the best F_β a pair may be. */
export interface GridSearch {
  readonly thresholds: 'one' | 'two' | 'edges';
  readonly tolerance: number;
}

/**
 * Returns the best thresholds with `edge` = `start`, or the best single threshold if there is no pair to try
 * (without gold tokens).
 */
export const bestWithEdges = (
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  beta = 1,
): ThresholdResult => bestOnGrid(scores, corpus, gold, { thresholds: 'edges', tolerance: 0 }, beta);

/**
 * Returns the pair with the highest `start` and then the lowest `extend` among those with an F_β of at least the best one minus the
 * tolerance; the best single threshold if there is nothing to try. `f` is the F_β of the thresholds that are returned.
 */
export function bestOnGrid(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  { thresholds: rule, tolerance }: GridSearch,
  beta = 1,
): ThresholdResult {
  const ranked = rankByScore(scores, gold.positions);
  const single = bestOfRanked(ranked, scores, corpus, gold, 'entity', beta);
  const grid = thresholdsOf(ranked, scores, corpus, gold);
  const above = ranked.subarray(0, gridMost * gold.tokens).filter((position) => scores[position] > grid[0]);
  above.sort();
  const isSmall = rule === 'edges' ? lowercaseAt(corpus) : () => false;
  const weakest = weakestOf(scores, gold);
  const pairs: ScoredThresholds[] = [];
  let best = 0;
  let missed = 0; // gold locations with a word that is not over the lower threshold
  for (const [lower, extend] of grid.entries()) {
    while (weakest[missed] <= extend) missed++;
    if (highestF(weakest.length - missed, gold, beta) < best - tolerance) break;
    const tally = new Tally(scores, gold, grid, lower, isSmall);
    for (let k = 0; k < above.length; k++) {
      if (!(scores[above[k]] > extend)) continue;
      const first = above[k];
      while (above[k + 1] === above[k] + 1 && scores[above[k + 1]] > extend) k++;
      tally.add(first, above[k] + 1);
    }
    tally.forEach((higher, hits, predicted) => {
      if (rule === 'one' && higher !== lower) return;
      const f = fBeta(hits, predicted, gold.entities, beta);
      const start = grid[higher];
      pairs.push({ f, thresholds: rule === 'edges' ? { start, extend, edge: start } : { start, extend } });
      best = Math.max(best, f);
    });
  }
  return { ...(chosen(pairs, best, tolerance) ?? single), averagePrecision: single.averagePrecision };
}

/**
 * Returns one of the pairs within the tolerance of the best F_β; undefined without pairs. With a tolerance, the one with the highest
 * `start` and, of these, the lowest `extend`; without one, of equally good pairs the one with the highest `extend` and then `start`.
 */
function chosen(
  pairs: readonly ScoredThresholds[],
  best: number,
  tolerance: number,
): ScoredThresholds | undefined {
  const order =
    tolerance > 0
      ? (a: Thresholds, b: Thresholds) => a.start - b.start || b.extend - a.extend
      : (a: Thresholds, b: Thresholds) => a.extend - b.extend || a.start - b.start;
  let found: ScoredThresholds | undefined;
  for (const pair of pairs) {
    if (pair.f < best - tolerance) continue;
    if (!found || order(pair.thresholds, found.thresholds) > 0) found = pair;
  }
  return found;
}

/**
 * Returns the candidate thresholds, ascending; none without gold tokens. `ranked` are
 * the tokens by descending score.
 */
function thresholdsOf(
  ranked: Int32Array,
  scores: Float32Array,
  { labels }: EncodedCorpus,
  gold: Gold,
): number[] {
  const ranks = new Int32Array(gold.tokens); // of gold tokens
  let count = 0;
  for (let k = 0; k < ranked.length; k++) {
    if (isInLocation(labels[ranked[k]])) ranks[count++] = k;
  }
  const found = new Set<number>();
  for (let k = 0; k <= highestPercentile && count > 0; k++) {
    let end = ranks[count - 1 - Math.floor((k / 100) * (count - 1))]; // of the tokens that score no less
    const score = scores[ranked[end]];
    while (end < ranked.length && scores[ranked[end]] === score) end++;
    if (end <= gridMost * gold.tokens)
      found.add((score + (end < ranked.length ? scores[ranked[end]] : score - 1)) / 2);
  }
  return [...found];
}

/** Returns the lowest score of each gold location, ascending. */
function weakestOf(scores: Float32Array, gold: Gold): Float32Array {
  const weakest = new Float32Array(gold.entities);
  let count = 0;
  for (let start = 0; start < gold.endOf.length; start++) {
    const end = gold.endOf[start];
    if (end === 0) continue;
    let lowest = scores[start];
    for (let i = start + 1; i < end; i++) lowest = Math.min(lowest, scores[i]);
    weakest[count++] = lowest;
  }
  return weakest.sort();
}

/** Counts the predicted locations and the hits among them, for one lower threshold and every higher one. */
class Tally {
  // By higher threshold: counts for runs whose ends shrink there, and for runs that stay unchanged up to
  // there.
  readonly #predicted: Int32Array;
  readonly #hits: Int32Array;
  readonly #predictedUpTo: Int32Array;
  readonly #hitsUpTo: Int32Array;

  constructor(
    readonly scores: Float32Array,
    readonly gold: Gold,
    readonly grid: readonly number[],
    readonly lower: number,
    readonly isSmall: (position: number) => boolean,
  ) {
    const column = (): Int32Array => new Int32Array(grid.length);
    [this.#predicted, this.#hits] = [column(), column()];
    [this.#predictedUpTo, this.#hitsUpTo] = [column(), column()];
  }

  /** Adds a run of positions above the lower threshold. */
  add(from: number, to: number): void {
    const { scores, gold, grid, isSmall } = this;
    let best = scores[from];
    for (let i = from + 1; i < to; i++) best = Math.max(best, scores[i]);
    const highest = highestBelow(grid, best);
    const hasSmallEnds = (isSmall(from) || isSmall(to - 1)) && hasNonLowercase(from, to, isSmall);
    if (!hasSmallEnds) {
      this.#predictedUpTo[highest]++;
      if (gold.endOf[from] === to) this.#hitsUpTo[highest]++;
      return;
    }
    let [start, end] = [from, to];
    for (let higher = this.lower; higher <= highest; higher++) {
      while (!(scores[start] > grid[higher]) && isSmall(start)) start++;
      while (!(scores[end - 1] > grid[higher]) && isSmall(end - 1)) end--;
      this.#predicted[higher]++;
      if (gold.endOf[start] === end) this.#hits[higher]++;
    }
  }

  /** Calls `found` with the index of every higher threshold, the highest first. */
  forEach(found: (higher: number, hits: number, predicted: number) => void): void {
    let [hits, predicted] = [0, 0];
    for (let higher = this.grid.length - 1; higher >= this.lower; higher--) {
      hits += this.#hitsUpTo[higher];
      predicted += this.#predictedUpTo[higher];
      found(higher, hits + this.#hits[higher], predicted + this.#predicted[higher]);
    }
  }
}

/** Returns the index of the highest threshold below `score`, which must be above the first one. */
function highestBelow(grid: readonly number[], score: number): number {
  let [low, high] = [0, grid.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (score > grid[middle]) low = middle;
    else high = middle;
  }
  return low;
}
