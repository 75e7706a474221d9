/** @file Precision, recall and F1 from counts. */

/** Counts and what follows from them; fractions of 0 … 1. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/**
 * precision = tp / (tp + fp), recall = tp / (tp + fn), F1 = 2 tp / (2 tp + fp + fn). A ratio 0/0 is 0, as conlleval has it: nothing
 * predicted, or nothing to find, earns nothing.
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
