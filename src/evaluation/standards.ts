/** @file The scores that other tools would print for the same entities, with the rules and versions that they follow. */
import { type FourWays, fourWays } from './nervaluate.js';
import type { SentenceCounts } from './resampling.js';
import { type Scores, scoresOf } from './scores.js';
import type { TaggedEntity } from './seqeval.js';

/** Entities of each sentence, gold and predicted. */
export interface EntityPairs {
  readonly gold: readonly (readonly TaggedEntity[])[];
  readonly predicted: readonly (readonly TaggedEntity[])[];
}

/** Scores by the rules of other tools. */
export interface Standards {
  /** seqeval 1.2, default mode (as conlleval) and strict mode. */
  readonly seqeval: {
    readonly version: '1.2';
    readonly default: Scores;
    readonly strict: Scores;
    readonly scheme: string;
  };
  /** nervaluate 1.1, with the partial credit of its README. */
  readonly nervaluate: { readonly version: '1.1' } & FourWays;
}

/** Returns the scores of entities that are well formed on both sides; strict and default mode then agree. */
export function standardsOf({ gold, predicted }: EntityPairs): Standards {
  const { tp, fp, fn } = sentenceCounts({ gold, predicted });
  const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);
  const micro = scoresOf(sum(tp), sum(fp), sum(fn));
  return {
    seqeval: { version: '1.2', default: micro, strict: micro, scheme: 'IOB2' },
    nervaluate: { version: '1.1', ...fourWays(gold, predicted) },
  };
}

/**
 * Counts the correct, spurious and missed entities of each sentence. Those of a sentence are in order and do not overlap, on either
 * side.
 */
export function sentenceCounts({ gold, predicted }: EntityPairs): SentenceCounts {
  const column = (): Uint32Array => new Uint32Array(gold.length);
  const [tp, fp, fn] = [column(), column(), column()];
  for (let k = 0; k < gold.length; k++) {
    const truth = gold[k];
    const found = predicted[k] ?? [];
    const correct = truth.length > 0 && found.length > 0 ? sharedEntities(truth, found) : 0;
    tp[k] = correct;
    fp[k] = found.length - correct;
    fn[k] = truth.length - correct;
  }
  return { tp, fp, fn };
}

/** Returns how many entities are in both lists. */
function sharedEntities(truth: readonly TaggedEntity[], found: readonly TaggedEntity[]): number {
  let shared = 0;
  let next = 0;
  for (const { type, start, end } of found) {
    while (next < truth.length && truth[next].start < start) next++;
    const one = truth[next];
    if (one?.start === start && one.end === end && one.type === type) shared++;
  }
  return shared;
}
