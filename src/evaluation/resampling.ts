/**
 * @file How sure an F1 is, from the counts of each sentence: confidence intervals by the bootstrap over sentences (Efron & Tibshirani
 * 1993, percentiles), and the difference of two systems by approximate randomization (Noreen 1989; Yeh 2000). Seeded, so that the
 * same counts give the same figures.
 */
import { Random } from '../random.js';
import { scoresOf } from './scores.js';

/** Entities of each sentence: correct, only predicted, only in gold. */
export interface SentenceCounts {
  readonly tp: Uint32Array; // (sentences)
  readonly fp: Uint32Array; // (sentences)
  readonly fn: Uint32Array; // (sentences)
}

export type Interval = readonly [low: number, high: number];

export interface Intervals {
  readonly precision: Interval;
  readonly recall: Interval;
  readonly f1: Interval;
  /** Share of resamples inside. */
  readonly level: number;
  readonly samples: number;
  readonly seed: number;
}

const defaults = { samples: 1000, seed: 1, level: 0.95 };

/** Returns the intervals that hold `level` of the scores of corpora drawn from the sentences, with replacement. */
export function bootstrapIntervals(
  { tp, fp, fn }: SentenceCounts,
  options: Partial<typeof defaults> = {},
): Intervals {
  const { samples, seed, level } = { ...defaults, ...options };
  const random = Random.seeded(seed);
  const sentences = tp.length;
  const values = {
    precision: new Float64Array(samples),
    recall: new Float64Array(samples),
    f1: new Float64Array(samples),
  };
  for (let k = 0; k < samples; k++) {
    let [a, b, c] = [0, 0, 0];
    for (let n = 0; n < sentences; n++) {
      const i = random.below(sentences);
      a += tp[i];
      b += fp[i];
      c += fn[i];
    }
    const { precision, recall, f1 } = scoresOf(a, b, c);
    values.precision[k] = precision;
    values.recall[k] = recall;
    values.f1[k] = f1;
  }
  const interval = (list: Float64Array): Interval => {
    const sorted = list.sort();
    const at = (share: number): number =>
      sorted[Math.min(samples - 1, Math.max(0, Math.ceil(share * samples) - 1))];
    return [at((1 - level) / 2), at((1 + level) / 2)];
  };
  return {
    precision: interval(values.precision),
    recall: interval(values.recall),
    f1: interval(values.f1),
    level,
    samples,
    seed,
  };
}

export interface SystemDifference {
  /** F1 of the second system minus that of the first. */
  readonly difference: number;
  /** 95 % interval of the difference, by the bootstrap over sentences. */
  readonly interval: Interval;
  /** The share of random exchanges with a difference at least as large, the observed one counted. */
  readonly p: number;
  readonly samples: number;
  readonly seed: number;
}

/** Compares the F1 of two systems on the same sentences: each exchange swaps their output in a random half of the sentences. */
export function compareSystems(
  first: SentenceCounts,
  second: SentenceCounts,
  { samples = 10_000, seed = 1 }: { readonly samples?: number; readonly seed?: number } = {},
): SystemDifference {
  const random = Random.seeded(seed);
  const sums = (pick: (i: number) => boolean, order: (n: number) => number): [number, number] => {
    const a = { tp: 0, fp: 0, fn: 0 };
    const b = { tp: 0, fp: 0, fn: 0 };
    for (let n = 0; n < first.tp.length; n++) {
      const i = order(n);
      const [one, other] = pick(i) ? [second, first] : [first, second];
      a.tp += one.tp[i];
      a.fp += one.fp[i];
      a.fn += one.fn[i];
      b.tp += other.tp[i];
      b.fp += other.fp[i];
      b.fn += other.fn[i];
    }
    return [scoresOf(a.tp, a.fp, a.fn).f1, scoresOf(b.tp, b.fp, b.fn).f1];
  };
  const never = (): boolean => false;
  const inOrder = (n: number): number => n;
  const [a, b] = sums(never, inOrder);
  const difference = b - a;
  let extreme = 0;
  for (let k = 0; k < samples; k++) {
    const [c, d] = sums(() => random.bits() >= 0x8000_0000, inOrder);
    if (Math.abs(d - c) >= Math.abs(difference) - 1e-12) extreme++;
  }
  const draws = 1000;
  const differences = new Float64Array(draws);
  for (let k = 0; k < draws; k++) {
    const [c, d] = sums(never, () => random.below(first.tp.length));
    differences[k] = d - c;
  }
  differences.sort();
  return {
    difference,
    interval: [differences[24], differences[974]],
    p: (extreme + 1) / (samples + 1),
    samples,
    seed,
  };
}
