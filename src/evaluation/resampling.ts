/**
 * @file How sure an F1 is, from the counts of each sentence: confidence intervals by the bootstrap over sentences (Efron & Tibshirani
 * 1993, percentiles), and the difference of two systems by approximate randomization (Noreen 1989; Yeh 2000). Seeded, so that the
 * same counts give the same figures. {@link SentenceKinds} draws both.
 */
import { Random } from '../random.js';
import { scoresOf } from './scores.js';
import { SentenceKinds } from './sentence-kinds.js';

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
  const kinds = new SentenceKinds([tp, fp, fn]);
  const column = (): Float64Array => new Float64Array(samples);
  const [precisions, recalls, f1s] = [column(), column(), column()];
  const drawn = new Float64Array(3);
  for (let k = 0; k < samples; k++) {
    kinds.resample(random, drawn);
    const { precision, recall, f1 } = scoresOf(drawn[0], drawn[1], drawn[2]);
    precisions[k] = precision;
    recalls[k] = recall;
    f1s[k] = f1;
  }
  const interval = (list: Float64Array): Interval => {
    const sorted = list.sort();
    const at = (share: number): number =>
      sorted[Math.min(samples - 1, Math.max(0, Math.ceil(share * samples) - 1))];
    return [at((1 - level) / 2), at((1 + level) / 2)];
  };
  return {
    precision: interval(precisions),
    recall: interval(recalls),
    f1: interval(f1s),
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
  const kinds = new SentenceKinds([first.tp, first.fp, first.fn, second.tp, second.fp, second.fn]);
  const { totals } = kinds;
  const difference = differenceOf(totals);
  const drawn = new Float64Array(6);
  let extreme = 0;
  for (let k = 0; k < samples; k++) {
    kinds.exchange(random, drawn);
    if (Math.abs(differenceOf(drawn)) >= Math.abs(difference) - 1e-12) extreme++;
  }
  const draws = 1000;
  const differences = new Float64Array(draws);
  for (let k = 0; k < draws; k++) {
    kinds.resample(random, drawn);
    differences[k] = differenceOf(drawn);
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

/** F1 of the second system minus that of the first, from tp, fp and fn of both. */
const differenceOf = ([tp, fp, fn, tp2, fp2, fn2]: Float64Array): number =>
  scoresOf(tp2, fp2, fn2).f1 - scoresOf(tp, fp, fn).f1;
