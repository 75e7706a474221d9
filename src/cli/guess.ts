/** @file Suggests an existing name for one that does not exist. */
import { closest, distance } from 'fastest-levenshtein';

/** Returns the name closest to `typed`, if at most 2 letters, or a third of them, are different; undefined if none is. */
export function guessOf(typed: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const guess = closest(typed, names);
  return distance(typed, guess) <= Math.max(2, typed.length / 3) ? guess : undefined;
}
