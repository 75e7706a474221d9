/** @file The largest and smallest of a list of any length; one whose values are the arguments of `Math.max` overflows the stack. */

/** Returns the largest value, NaN if one is NaN, and −∞ for an empty list. */
export function maximum(values: Iterable<number>): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const value of values) best = Math.max(best, value);
  return best;
}

/** Returns the smallest value, NaN if one is NaN, and ∞ for an empty list. */
export function minimum(values: Iterable<number>): number {
  let best = Number.POSITIVE_INFINITY;
  for (const value of values) best = Math.min(best, value);
  return best;
}
