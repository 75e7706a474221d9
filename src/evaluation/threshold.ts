/**
 * @file Finds the thresholds that maximize F_β on the dev split,
 *
 *   F_β = (1 + β²) hits / (predicted + β² gold),
 *
 * F1 unless a β is given: a β below 1 favors precision, above 1 recall (van Rijsbergen 1979, ch. 7).
 *
 * One threshold, exact: tokens are added in descending order of score, runs of them grow and merge, and
 * entity and token counts are updated at every step. So all thresholds together cost one sort, and runs are
 * tracked only as long as a lower threshold can still be better. The threshold is set halfway to the next
 * lower score; on a tie, the highest one is taken.
 *
 * Two thresholds: a grid of lower ones; for each, the exact best upper one is found when the runs
 * have grown down to the lower one.
 */

import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation } from '../windows/encoded-corpus.js';
import type { Gold } from './gold.js';
import { rankByScore } from './ranking.js';
import { TokenRuns } from './token-runs.js';

/** The units that F_β counts. */
export type F1Unit = 'entity' | 'token';

/** Thresholds and their F_β. */
export interface ScoredThresholds {
  /** F_β, 0 … 1. */
  readonly f: number;
  readonly thresholds: Thresholds;
}

/**
 * The best thresholds, and the average precision of the ranked tokens (area under
 * precision by recall, in steps).
 */
export interface ThresholdResult extends ScoredThresholds {
  readonly averagePrecision: number;
}

/** Returns F_β. `predicted` or `gold` must be above 0, otherwise it is 0/0. */
export const fBeta = (hits: number, predicted: number, gold: number, beta: number): number =>
  ((1 + beta * beta) * hits) / (predicted + beta * beta * gold);

/** Returns the highest F_β possible with at most `hits` hits: nothing else is predicted. */
export const highestF = (hits: number, gold: Gold, beta: number): number =>
  fBeta(hits, hits, gold.entities, beta);

/** The best single threshold. */
export const bestThreshold = (
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  goal: F1Unit,
  beta = 1,
): ThresholdResult => bestOfRanked(rankByScore(scores, gold.positions), scores, corpus, gold, goal, beta);

/**
 * Returns the best single threshold for `ranked`, the tokens in descending order of score. `pairs`, if given,
 * searches for two thresholds on the way down.
 */
export function bestOfRanked(
  ranked: Int32Array,
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  goal: F1Unit,
  beta: number,
  pairs?: Pairs,
): ThresholdResult {
  const runs = new TokenRuns(scores, gold);
  let best: ScoredThresholds = { f: -1, thresholds: { start: 0, extend: 0 } };
  let tokenHits = 0;
  let areaUnderSteps = 0;
  let canImprove = true;
  for (let k = 0; k < ranked.length && (canImprove || tokenHits < gold.tokens); ) {
    const score = scores[ranked[k]];
    if (canImprove && pairs && !(score > pairs.extend)) pairs.reach(score, runs, best);
    const before = tokenHits;
    do {
      const position = ranked[k++];
      if (isInLocation(corpus.labels[position])) tokenHits++;
      if (canImprove && goal === 'entity') runs.add(position);
    } while (k < ranked.length && scores[ranked[k]] === score); // a do-while, so that the loop also advances past NaN, which is not equal to itself
    areaUnderSteps += (tokenHits - before) * (tokenHits / k);
    if (!canImprove) continue;
    const f =
      goal === 'entity'
        ? fBeta(runs.hits, runs.count, gold.entities, beta)
        : fBeta(tokenHits, k, gold.tokens, beta);
    if (f > best.f) {
      const next = k < ranked.length ? scores[ranked[k]] : score - 1;
      const middle = (score + next) / 2;
      best = { f, thresholds: { start: middle, extend: middle } };
    }
    if (goal === 'entity') canImprove = !(highestF(runs.open, gold, beta) <= best.f);
    else canImprove = !(fBeta(gold.tokens, Math.max(k, gold.tokens), gold.tokens, beta) <= best.f);
  }
  return { ...best, averagePrecision: gold.tokens === 0 ? 0 : areaUnderSteps / gold.tokens };
}

/**
 * The lower thresholds tried admit from `gridLeast` to `gridMost` times as many tokens as are
 * gold, in `gridSteps` even steps.
 */
const gridSteps = 60;
const gridLeast = 0.6;
export const gridMost = 3;

/** The best pair of thresholds by F_β of entities; never worse than the best single one, which is tried as well. */
export function bestTwoThresholds(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  beta = 1,
): ThresholdResult {
  const ranked = rankByScore(scores, gold.positions);
  const pairs = new Pairs(ranked, scores, gold, beta);
  const single = bestOfRanked(ranked, scores, corpus, gold, 'entity', beta, pairs);
  return pairs.best && pairs.best.f > single.f
    ? { ...pairs.best, averagePrecision: single.averagePrecision }
    : single;
}

/** The search for two thresholds, down the grid of the lower ones. */
class Pairs {
  best: ScoredThresholds | undefined;
  /** The next lower threshold. */
  extend: number;
  #step = 0;

  constructor(
    readonly ranked: Int32Array,
    readonly scores: Float32Array,
    readonly gold: Gold,
    readonly beta: number,
  ) {
    this.extend = this.#extendAt(0);
  }

  /**
   * Tries the lower thresholds that are not below `score`; `runs` are the runs above the next one. `single`
   * is the best single threshold so far.
   */
  reach(score: number, runs: TokenRuns, single: ScoredThresholds): void {
    const { gold, beta } = this;
    while (this.#step <= gridSteps && !(score > this.extend)) {
      const best = this.best && this.best.f > single.f ? this.best : single;
      if (highestF(runs.hits, gold, beta) > best.f) {
        const better = betterStart(runs, gold, this.extend, beta, best);
        if (better !== best) this.best = better;
      }
      this.extend = this.#extendAt(++this.#step);
    }
  }

  #extendAt(step: number): number {
    const { ranked, scores, gold } = this;
    const admitted = gold.tokens * (gridLeast + ((gridMost - gridLeast) * step) / gridSteps);
    const rank = Math.min(ranked.length - 1, Math.max(1, Math.round(admitted)));
    return (scores[ranked[rank - 1]] + scores[ranked[rank]]) / 2;
  }
}

/**
 * Returns the best upper threshold for the lower threshold `extend`, or `best` if none is better. `runs` are
 * the runs above `extend`; they are added in descending order of best score, until F_β could not be better
 * even if all remaining hits came next.
 */
function betterStart(
  runs: TokenRuns,
  gold: Gold,
  extend: number,
  beta: number,
  best: ScoredThresholds,
): ScoredThresholds {
  let better = best;
  let [count, hits] = [0, 0];
  for (let run = runs.after(-1); run >= 0; ) {
    const score = runs.bestOf(run);
    const before = hits;
    do {
      count++;
      if (runs.isHit(run)) hits++;
      run = runs.after(run);
    } while (run >= 0 && runs.bestOf(run) === score);
    if (hits === before) {
      if (fBeta(runs.hits, count + runs.hits - hits, gold.entities, beta) <= better.f) break;
      continue;
    }
    const f = fBeta(hits, count, gold.entities, beta);
    const next = run >= 0 ? runs.bestOf(run) : extend;
    if (f > better.f) better = { f, thresholds: { start: (score + next) / 2, extend } };
  }
  return better;
}
