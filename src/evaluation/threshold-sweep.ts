/**
 * @file Scores at many thresholds: a model's thresholds moved up and down together. The value v stands for
 *
 *   start = v,   extend = v − (start₀ − extend₀),   edge = v − (start₀ − edge₀)
 *
 * of the model's own start₀, extend₀, edge₀; with a single threshold, start = extend = v. The values are halfway
 * between the scores of neighboring tokens, so that between two of them no token crosses a threshold.
 */
import { minimum } from '../extremes.js';
import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, isInLocation, lowercaseAt } from '../windows/encoded-corpus.js';
import { decode } from './decoding.js';
import type { Gold } from './gold.js';
import { rankByScore } from './ranking.js';
import { type Scores, scoresOf } from './scores.js';

/** Scores of entities at thresholds. */
export interface SweepPoint extends Scores {
  readonly thresholds: Thresholds;
  readonly token: Pick<Scores, 'precision' | 'recall' | 'f1'>;
}

/** The tokens that a sweep looks at, so that a step costs as much as there are tokens above the lowest threshold. */
interface Candidates {
  readonly scores: Float32Array; // (candidates and gaps), −∞ in gaps
  readonly positions: Int32Array; // (candidates and gaps)
}

/** The scores of a corpus, to be evaluated at many thresholds. */
export class ThresholdSweep {
  readonly #ranked: Int32Array; // (tokens), by descending score
  readonly #isSmall: (position: number) => boolean;

  /** `model` are the thresholds whose distances stay the same. */
  constructor(
    readonly scores: Float32Array,
    readonly corpus: EncodedCorpus,
    readonly gold: Gold,
    readonly model: Thresholds,
  ) {
    this.#ranked = rankByScore(scores, gold.positions);
    this.#isSmall = lowercaseAt(corpus);
  }

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
    const lowest = this.at(values.at(-1) ?? 0);
    const candidates = this.#above(Math.min(lowest.start, lowest.extend));
    return values.map((v) => this.#evaluate(this.at(v), candidates));
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
    const candidates = this.#above(minimum(fixed.map((one) => one.extend)));
    return [...moved, ...fixed.map((thresholds) => this.#evaluate(thresholds, candidates))];
  }

  /** Returns the scores at any thresholds. */
  evaluate(thresholds: Thresholds): SweepPoint {
    return this.#evaluate(thresholds, this.#above(Math.min(thresholds.start, thresholds.extend)));
  }

  /** The number of tokens down to the last one of a location. */
  #lastGold(): number {
    const { labels } = this.corpus;
    let rank = this.#ranked.length;
    while (rank > 0 && !isInLocation(labels[this.#ranked[rank - 1]])) rank--;
    return rank;
  }

  /** Returns values at which one of the thresholds lies between two neighboring scores, from high to low. */
  #values(count: number, most: number): number[] {
    const { start, extend, edge = start } = this.model;
    const values = new Set<number>();
    const distances = new Set([0, start - extend, start - edge]);
    let isTie = false;
    for (let k = 0; k < this.#ranked.length && (k < most || isTie); k++) {
      const score = this.scores[this.#ranked[k]];
      const next = k + 1 < this.#ranked.length ? this.scores[this.#ranked[k + 1]] : score - 1;
      isTie = next === score;
      if (isTie) continue;
      for (const distance of distances) values.add((score + next) / 2 + distance);
    }
    const sorted = [...values].sort((a, b) => b - a);
    if (sorted.length <= count) return sorted;
    return Array.from(
      { length: count },
      (_, k) => sorted[Math.round((k * (sorted.length - 1)) / (count - 1))],
    );
  }

  /** Returns the tokens above a threshold, with a gap between those that are not neighbors. */
  #above(threshold: number): Candidates {
    const { scores } = this;
    const positions: number[] = [];
    for (let i = 0; i < scores.length; i++) {
      if (!(scores[i] > threshold)) continue;
      if (positions.length > 0 && positions[positions.length - 1] !== i - 1) positions.push(-1);
      positions.push(i);
    }
    return {
      positions: Int32Array.from(positions),
      scores: Float32Array.from(positions, (i) => (i < 0 ? Number.NEGATIVE_INFINITY : scores[i])),
    };
  }

  #evaluate(thresholds: Thresholds, { positions, scores }: Candidates): SweepPoint {
    const { gold, corpus } = this;
    const isSmall = (k: number): boolean => this.#isSmall(positions[k]);
    let [predicted, hits, tokens, tokenHits] = [0, 0, 0, 0];
    decode(scores, 0, scores.length, thresholds, isSmall, (from, to) => {
      predicted++;
      if (gold.endOf[positions[from]] === positions[to - 1] + 1) hits++;
      tokens += to - from;
      for (let k = from; k < to; k++) if (isInLocation(corpus.labels[positions[k]])) tokenHits++;
    });
    const { precision, recall, f1 } = scoresOf(tokenHits, tokens - tokenHits, gold.tokens - tokenHits);
    return {
      thresholds,
      ...scoresOf(hits, predicted - hits, gold.entities - hits),
      token: { precision, recall, f1 },
    };
  }
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
