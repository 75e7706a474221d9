/**
 * @file The thresholds at which F_β on the dev split is highest,
 *
 *   F_β = (1 + β²) hits / (predicted + β² gold),
 *
 * F1 unless a β is given: one below 1 favours precision, one above 1 recall (van Rijsbergen 1979, ch. 7).
 *
 * One threshold, exactly: tokens come in by falling score, runs of them grow and merge, and entity and token counts are kept up to
 * date at every step, so all thresholds together cost one sort. The threshold is put half-way to the next lower score; of
 * equally good ones the highest is taken.
 *
 * Two thresholds: a grid of lower ones, and for each the best upper one, exactly.
 */

import type { Thresholds } from '../model/thresholds.js';
import { begin, type EncodedCorpus, inside } from '../windows/encoded-corpus.js';
import { decode } from './decoding.js';
import type { Gold } from './gold.js';
import { rankByScore } from './ranking.js';

/** What F_β is maximised over. */
export type Goal = 'entity' | 'token';

interface Best {
  /** F_β, 0 … 1. */
  readonly f: number;
  readonly thresholds: Thresholds;
}

/** The best thresholds, and the average precision of the ranking of the tokens (area under precision by recall, in steps). */
export interface Found extends Best {
  readonly averagePrecision: number;
}

/** F_β; with something predicted, so that it is not 0/0. */
const fBeta = (hits: number, predicted: number, gold: number, beta: number): number =>
  ((1 + beta * beta) * hits) / (predicted + beta * beta * gold);

/** The best single threshold. */
export function bestThreshold(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  goal: Goal,
  beta = 1,
): Found {
  const ranked = rankByScore(scores, gold.positions);
  const runs = new Runs(corpus.labels.length, gold);
  let best: Best = { f: -1, thresholds: { start: 0, extend: 0 } };
  let tokenHits = 0;
  let areaUnderSteps = 0;
  for (let k = 0; k < ranked.length; ) {
    const score = scores[ranked[k]!]!;
    const before = tokenHits;
    do {
      const position = ranked[k++]!;
      const label = corpus.labels[position];
      if (label === begin || label === inside) tokenHits++;
      runs.add(position);
    } while (k < ranked.length && scores[ranked[k]!] === score); // NaN equals nothing, and must end as well
    areaUnderSteps += (tokenHits - before) * (tokenHits / k);
    const f =
      goal === 'entity'
        ? fBeta(runs.hits, runs.count, gold.entities, beta)
        : fBeta(tokenHits, k, gold.tokens, beta);
    if (f > best.f) {
      const next = k < ranked.length ? scores[ranked[k]!]! : score - 1;
      const middle = (score + next) / 2;
      best = { f, thresholds: { start: middle, extend: middle } };
    }
  }
  return { ...best, averagePrecision: gold.tokens === 0 ? 0 : areaUnderSteps / gold.tokens };
}

/** Runs of positions while positions are added: how many there are, and how many are gold locations. */
class Runs {
  count = 0;
  hits = 0;
  readonly #isIn: Uint8Array;
  readonly #endAt: Int32Array; // at the first position of a run
  readonly #startAt: Int32Array; // at the last position of a run

  constructor(
    positions: number,
    readonly gold: Gold,
  ) {
    this.#isIn = new Uint8Array(positions);
    this.#endAt = new Int32Array(positions);
    this.#startAt = new Int32Array(positions);
  }

  /** Adds a position, which joins the runs that touch it. */
  add(position: number): void {
    this.#isIn[position] = 1;
    let start = position;
    let end = position + 1;
    if (this.#isIn[position - 1]) {
      start = this.#startAt[position - 1]!;
      this.#count(start, position, -1);
    }
    if (this.#isIn[end]) {
      const last = this.#endAt[end]!;
      this.#count(end, last, -1);
      end = last;
    }
    this.#endAt[start] = end;
    this.#startAt[end - 1] = start;
    this.#count(start, end, 1);
  }

  #count(start: number, end: number, by: number): void {
    this.count += by;
    if (this.gold.endOf[start] === end) this.hits += by;
  }
}

/** Lower thresholds that are tried, as multiples of the number of gold tokens that they let in. */
const gridSteps = 60;
const gridLeast = 0.6;
const gridMost = 3;

/** The best pair of thresholds by F_β of entities; never worse than the best single one, which is tried as well. */
export function bestTwoThresholds(scores: Float32Array, corpus: EncodedCorpus, gold: Gold, beta = 1): Found {
  const single = bestThreshold(scores, corpus, gold, 'entity', beta);
  const ranked = rankByScore(scores, gold.positions);
  let best: Best = single;
  for (let step = 0; step <= gridSteps; step++) {
    const admitted = gold.tokens * (gridLeast + ((gridMost - gridLeast) * step) / gridSteps);
    const rank = Math.min(ranked.length - 1, Math.max(1, Math.round(admitted)));
    const extend = (scores[ranked[rank - 1]!]! + scores[ranked[rank]!]!) / 2;
    const found = bestStart(scores, gold, extend, beta);
    if (found.f > best.f) best = found;
  }
  return { ...best, averagePrecision: single.averagePrecision };
}

/** The best upper threshold for a lower one: runs come in by their highest score. */
function bestStart(scores: Float32Array, gold: Gold, extend: number, beta: number): Best {
  const runs: { best: number; hit: boolean }[] = [];
  decode(scores, 0, scores.length, { start: extend, extend }, (start, end) => {
    let top = scores[start]!;
    for (let i = start + 1; i < end; i++) top = Math.max(top, scores[i]!);
    runs.push({ best: top, hit: gold.endOf[start] === end });
  });
  runs.sort((a, b) => b.best - a.best);
  let best: Best = { f: -1, thresholds: { start: extend, extend } };
  let hits = 0;
  for (let k = 0; k < runs.length; ) {
    const score = runs[k]!.best;
    while (k < runs.length && runs[k]!.best === score) if (runs[k++]!.hit) hits++;
    const f = fBeta(hits, k, gold.entities, beta);
    if (f > best.f) {
      const next = k < runs.length ? runs[k]!.best : extend;
      best = { f, thresholds: { start: (score + next) / 2, extend } };
    }
  }
  return best;
}
