/** @file Precision, recall and F1 from counts. */

/** Counts and the scores computed from them, 0 … 1. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/**
 * precision = tp / (tp + fp), recall = tp / (tp + fn), F1 = 2 tp / (2 tp + fp + fn). 0/0 counts as 0, as in
 * conlleval: the score is 0 if nothing is predicted or there is nothing to find.
 */
export function scoresOf(tp: number, fp: number, fn: number): Scores {
  const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    precision: ratio(tp, tp + fp),
    recall: ratio(tp, tp + fn),
    f1: ratio(2 * tp, 2 * tp + fp + fn),
    tp,
    fp,
    fn,
  };
}

/** Returns the scores of several parts together, from the sums of their counts (micro average). */
export function pooledScores(parts: readonly Pick<Scores, 'tp' | 'fp' | 'fn'>[]): Scores {
  const sum = (count: 'tp' | 'fp' | 'fn'): number => parts.reduce((all, part) => all + part[count], 0);
  return scoresOf(sum('tp'), sum('fp'), sum('fn'));
}
