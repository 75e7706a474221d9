/** @file The scores that other tools would print for the same entities, with the rules and versions that they follow. */
import { type FourWays, fourWays } from './nervaluate.js';
import type { SentenceCounts } from './resampling.js';
import type { Scores } from './scores.js';
import { scoreEntities, type TaggedEntity } from './seqeval.js';

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
  const { micro } = scoreEntities(gold, predicted);
  return {
    seqeval: { version: '1.2', default: micro, strict: micro, scheme: 'IOB2' },
    nervaluate: { version: '1.1', ...fourWays(gold, predicted) },
  };
}

/** Counts the correct, spurious and missed entities of each sentence. */
export function sentenceCounts({ gold, predicted }: EntityPairs): SentenceCounts {
  const counts = gold.map((truth, k) => {
    const found = predicted[k] ?? [];
    if (truth.length === 0 || found.length === 0) return { tp: 0, fp: found.length, fn: truth.length };
    return scoreEntities([truth], [found]).micro;
  });
  return {
    tp: Uint32Array.from(counts, ({ tp }) => tp),
    fp: Uint32Array.from(counts, ({ fp }) => fp),
    fn: Uint32Array.from(counts, ({ fn }) => fn),
  };
}
