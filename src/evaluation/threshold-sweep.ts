/**
 * @file Scores at many thresholds: a model's thresholds moved up and down together. The value v stands for
 *
 *   start = v,   extend = v − (start₀ − extend₀),   edge = v − (start₀ − edge₀)
 *
 * of the model's own start₀, extend₀, edge₀; with a single threshold, start = extend = v. The values are halfway
 * between the scores of neighboring tokens, so that between two of them no token crosses a threshold.
 */
import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation, lowercaseAt } from '../windows/encoded-corpus.js';
import { decode } from './decoding.js';
import { Counts, countsOf, type Evaluation, evaluate, evaluationOf } from './evaluate.js';
import type { Gold } from './gold.js';
import { rankByScore } from './ranking.js';
import type { Scores } from './scores.js';

/** Scores of entities at thresholds. */
export interface SweepPoint extends Scores {
  readonly thresholds: Thresholds;
  readonly token: Pick<Scores, 'precision' | 'recall' | 'f1'>;
}

/** The scores of a corpus, to be evaluated at many thresholds. */
export class ThresholdSweep {
  /** `model` are the thresholds whose distances stay the same; `ranked` are the tokens in descending order of score. */
  constructor(
    readonly scores: Float32Array,
    readonly corpus: EncodedCorpus,
    readonly gold: Gold,
    readonly model: Thresholds,
    readonly ranked: Int32Array = rankByScore(scores, gold.positions),
  ) {}

  /** Returns the thresholds of the value v. */
  at(v: number): Thresholds {
    const { start, extend, edge } = this.model;
    return {
      start: v,
      extend: v - (start - extend),
      ...(edge === undefined ? {} : { edge: v - (start - edge) }),
    };
  }

  /**
   * Returns points from high to low thresholds, evenly spaced over the `most` tokens with the highest scores; by default the
   * points are as many as change anything, at most 2,000, and go down to the last token of a location.
   */
  points(count = 2000, most = this.#lastGold()): SweepPoint[] {
    const values = this.#values(count, most);
    return this.#evaluateAll(values.map((v) => this.at(v)));
  }

  /**
   * Returns the points in which to search for a goal: {@link points}, and for a model with several thresholds also those
   * where `extend` stays where it is as long as it is below `start`.
   */
  searched(): SweepPoint[] {
    const moved = this.points();
    const { start, extend, edge } = this.model;
    if (start === extend && edge === undefined) return moved;
    const fixed = moved.map(({ thresholds: { start: v } }): Thresholds => {
      const lower = Math.min(extend, v);
      return {
        start: v,
        extend: lower,
        ...(edge === undefined ? {} : { edge: Math.max(lower, v - (start - edge)) }),
      };
    });
    return [...moved, ...this.#evaluateAll(fixed)];
  }

  /** Returns the scores at any thresholds. */
  evaluate(thresholds: Thresholds): SweepPoint {
    return pointOf(thresholds, evaluate(this.scores, this.corpus, this.gold, thresholds));
  }

  /** The number of tokens down to the last one of a location. */
  #lastGold(): number {
    const { labels } = this.corpus;
    let rank = this.ranked.length;
    while (rank > 0 && !isInLocation(labels[this.ranked[rank - 1]])) rank--;
    return rank;
  }

  /** Returns values at which one of the thresholds lies between two neighboring scores, from high to low. */
  #values(count: number, most: number): number[] {
    const { scores, ranked, model } = this;
    const { start, extend, edge = start } = model;
    const distances = [...new Set([0, start - extend, start - edge])];
    const values = new Float64Array(distances.length * Math.min(most, ranked.length));
    let size = 0;
    for (let k = 0, isTie = false; k < ranked.length && (k < most || isTie); k++) {
      const score = scores[ranked[k]];
      const next = k + 1 < ranked.length ? scores[ranked[k + 1]] : score - 1;
      isTie = next === score;
      if (isTie) continue;
      for (let n = 0; n < distances.length; n++) values[size++] = (score + next) / 2 + distances[n];
    }
    const sorted = values.subarray(0, size).sort().reverse();
    let distinct = 0;
    for (const value of sorted) if (value !== sorted[distinct - 1]) sorted[distinct++] = value;
    if (distinct <= count) return [...sorted.subarray(0, distinct)];
    return Array.from({ length: count }, (_, k) => sorted[Math.round((k * (distinct - 1)) / (count - 1))]);
  }

  /**
   * Returns the points of a list in which no threshold rises. Every run is part of a run at the last thresholds, and such
   * a run changes only where one of its tokens passes a threshold: it is decoded only there.
   */
  #evaluateAll(list: readonly Thresholds[]): SweepPoint[] {
    const { scores, corpus, gold } = this;
    const last = list.at(-1);
    if (!last) return [];
    const columns = distinctColumns(list);
    const changes = list.map(() => new Counts()); // from one point to the next
    const whole = { start: last.start, extend: last.extend }; // not shortened at its edges
    const widest = { thresholds: whole, isSmall: lowercaseAt(corpus) };
    decode(scores, 0, scores.length, widest, (from, to) => {
      const places: number[] = [];
      for (let i = from; i < to; i++)
        for (const column of columns) places.push(firstBelow(column, scores[i]));
      places.sort((a, b) => a - b);
      let before = new Counts();
      for (let n = 0; n < places.length; n++) {
        const k = places[n];
        if (k === list.length || k === places[n - 1]) continue;
        const counts = countsOf(scores, corpus, gold, list[k], from, to);
        changes[k].add(counts, 1);
        changes[k].add(before, -1);
        before = counts;
      }
    });
    const counts = new Counts();
    return list.map((thresholds, k) => {
      counts.add(changes[k], 1);
      return pointOf(thresholds, evaluationOf(counts, gold));
    });
  }
}

/** Returns `start`, `extend` and `edge` as columns, without those that equal `start`. */
function distinctColumns(list: readonly Thresholds[]): number[][] {
  const starts = list.map(({ start }) => start);
  const others = [list.map(({ extend }) => extend), list.map(({ start, edge = start }) => edge)];
  return [starts, ...others.filter((column) => column.some((value, k) => value !== starts[k]))];
}

/** Returns the first place in a falling column with a threshold below the score, or its length. */
function firstBelow(column: readonly number[], score: number): number {
  let [from, to] = [0, column.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (score > column[middle]) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Returns an evaluation at thresholds as a point. */
export function pointOf(thresholds: Thresholds, { entity, token }: Evaluation): SweepPoint {
  const { precision, recall, f1 } = token;
  return { thresholds, ...entity, token: { precision, recall, f1 } };
}

/**
 * Returns the point with the highest recall among those with at least this precision, or the other way round; of equal ones, the
 * one with the higher other score, then with the higher threshold. If there is none, `reached` is undefined; `best` is the point
 * with the highest value of `metric`.
 */
export function pointWith(
  points: readonly SweepPoint[],
  metric: 'precision' | 'recall',
  least: number,
): { readonly reached: SweepPoint | undefined; readonly best: SweepPoint | undefined } {
  const other = metric === 'precision' ? 'recall' : 'precision';
  const better =
    (first: typeof metric, second: typeof metric) => (a: SweepPoint | undefined, b: SweepPoint) =>
      a === undefined || b[first] > a[first] || (b[first] === a[first] && b[second] > a[second]) ? b : a;
  const found = points.filter(({ tp, fp }) => tp + fp > 0);
  return {
    reached: found
      .filter((point) => point[metric] >= least)
      .reduce<SweepPoint | undefined>(better(other, metric), undefined),
    best: found.reduce<SweepPoint | undefined>(better(metric, other), undefined),
  };
}
