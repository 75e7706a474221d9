/** @file The result of a cross-validation. */
import { meanAndSd } from '../compare/significance.js';
import { pooledScores, type Scores } from '../evaluation/scores.js';
import type { Spread } from './repeat.js';
import type { WrittenResult } from './training-run.js';

/** Scores on the folds that each run did not train on. */
export interface FoldSummary {
  readonly token: Spread;
  readonly entity: Spread;
  /** The counts of all folds together: each sentence is judged once, by the run that did not train on it. */
  readonly pooled: { readonly token: Scores; readonly entity: Scores };
}

export function foldSummary(results: readonly Pick<WrittenResult, 'dev'>[]): FoldSummary {
  const spread = (unit: 'token' | 'entity'): Spread => meanAndSd(results.map(({ dev }) => dev[unit].f1));
  const pooled = (unit: 'token' | 'entity'): Scores => pooledScores(results.map(({ dev }) => dev[unit]));
  return {
    token: spread('token'),
    entity: spread('entity'),
    pooled: { token: pooled('token'), entity: pooled('entity') },
  };
}
