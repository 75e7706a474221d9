/**
 * @file The thresholds at which F_β on the dev split is highest,
 *
 *   F_β = (1 + β²) hits / (predicted + β² gold),
 *
 * F1 unless a β is given: one below 1 favours precision, one above 1 recall (van Rijsbergen 1979, ch. 7).
 *
 * One threshold, exactly: tokens come in by falling score, runs of them grow and merge, and entity and token counts are kept up to
 * date at every step, so all thresholds together cost one sort, and runs are followed only as long as a lower threshold can be better.
 * The threshold is put half-way to the next lower score; of equally good ones the highest is taken.
 *
 * Two thresholds: a grid of lower ones, and for each the best upper one, exactly, when the runs have grown down to the lower one.
 */

import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation } from '../windows/encoded-corpus.js';
import type { Gold } from './gold.js';
import { rankByScore } from './ranking.js';
import { Runs } from './runs.js';

/** What F_β is maximised over. */
export type Goal = 'entity' | 'token';

/** Thresholds, and how good they are. */
export interface Best {
  /** F_β, 0 … 1. */
  readonly f: number;
  readonly thresholds: Thresholds;
}

/** The best thresholds, and the average precision of the ranking of the tokens (area under precision by recall, in steps). */
export interface Found extends Best {
  readonly averagePrecision: number;
}

/** F_β; with something predicted, so that it is not 0/0. */
export const fBeta = (hits: number, predicted: number, gold: number, beta: number): number =>
  ((1 + beta * beta) * hits) / (predicted + beta * beta * gold);

/** F_β if so many gold locations were hits, and nothing else was predicted: the highest that there is with no more hits. */
export const highestF = (hits: number, gold: Gold, beta: number): number =>
  fBeta(hits, hits, gold.entities, beta);

/** The best single threshold. */
export const bestThreshold = (
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  goal: Goal,
  beta = 1,
): Found => bestOfRanked(rankByScore(scores, gold.positions), scores, corpus, gold, goal, beta);

/** The best single threshold for `ranked`, the tokens by falling score. `pairs`, if given, look for two on the way down. */
export function bestOfRanked(
  ranked: Int32Array,
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  goal: Goal,
  beta: number,
  pairs?: Pairs,
): Found {
  const runs = new Runs(scores, gold);
  let best: Best = { f: -1, thresholds: { start: 0, extend: 0 } };
  let tokenHits = 0;
  let areaUnderSteps = 0;
  let canImprove = true;
  for (let k = 0; k < ranked.length && (canImprove || tokenHits < gold.tokens); ) {
    const score = scores[ranked[k]!]!;
    if (canImprove && pairs && !(score > pairs.extend)) pairs.reach(score, runs, best);
    const before = tokenHits;
    do {
      const position = ranked[k++]!;
      if (isInLocation(corpus.labels[position])) tokenHits++;
      if (canImprove && goal === 'entity') runs.add(position);
    } while (k < ranked.length && scores[ranked[k]!] === score); // NaN equals nothing, and must end as well
    areaUnderSteps += (tokenHits - before) * (tokenHits / k);
    if (!canImprove) continue;
    const f =
      goal === 'entity'
        ? fBeta(runs.hits, runs.count, gold.entities, beta)
        : fBeta(tokenHits, k, gold.tokens, beta);
    if (f > best.f) {
      const next = k < ranked.length ? scores[ranked[k]!]! : score - 1;
      const middle = (score + next) / 2;
      best = { f, thresholds: { start: middle, extend: middle } };
    }
    if (goal === 'entity') canImprove = !(highestF(runs.open, gold, beta) <= best.f);
    else canImprove = !(fBeta(gold.tokens, Math.max(k, gold.tokens), gold.tokens, beta) <= best.f);
  }
  return { ...best, averagePrecision: gold.tokens === 0 ? 0 : areaUnderSteps / gold.tokens };
}

/** The lower thresholds that are tried let in `gridLeast` to `gridMost` times as many tokens as are gold, in so many even steps. */
const gridSteps = 60;
const gridLeast = 0.6;
export const gridMost = 3;

/** The best pair of thresholds by F_β of entities; never worse than the best single one, which is tried as well. */
export function bestTwoThresholds(scores: Float32Array, corpus: EncodedCorpus, gold: Gold, beta = 1): Found {
  const ranked = rankByScore(scores, gold.positions);
  const pairs = new Pairs(ranked, scores, gold, beta);
  const single = bestOfRanked(ranked, scores, corpus, gold, 'entity', beta, pairs);
  return pairs.best && pairs.best.f > single.f
    ? { ...pairs.best, averagePrecision: single.averagePrecision }
    : single;
}

/** The search for two thresholds, down the grid of the lower ones. */
class Pairs {
  best: Best | undefined;
  /** The lower threshold that comes next. */
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

  /** Tries the lower thresholds that are not below `score`; the runs are those over the next one. `single` is the best so far. */
  reach(score: number, runs: Runs, single: Best): void {
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
    return (scores[ranked[rank - 1]!]! + scores[ranked[rank]!]!) / 2;
  }
}

/**
 * The best upper threshold for a lower one, over which the `runs` are, if it is better than `best`: they come in by their highest score,
 * until F_β would not be better even if all hits that are left came next.
 */
function betterStart(runs: Runs, gold: Gold, extend: number, beta: number, best: Best): Best {
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
