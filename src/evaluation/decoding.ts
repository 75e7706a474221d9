/** @file From scores to locations: which runs of tokens are over the threshold. */
import type { Thresholds } from '../model/thresholds.js';

/**
 * Calls `found(start, end)` for every location among positions `from` … `to − 1`, in order; `end` is exclusive. `isSmall` says whether
 * the word at a position is in small letters; it is asked only in runs that are locations, and only when the thresholds have an `edge`.
 */
export function decode(
  scores: Float32Array,
  from: number,
  to: number,
  { start, extend, edge }: Thresholds,
  isSmall: (position: number) => boolean,
  found: (start: number, end: number) => void,
): void {
  for (let i = from; i < to; i++) {
    if (!(scores[i]! > extend)) continue;
    let first = i;
    let best = scores[i]!;
    while (i + 1 < to && scores[i + 1]! > extend) best = Math.max(best, scores[++i]!);
    if (!(best > start)) continue;
    let end = i + 1;
    if (edge !== undefined && hasLarge(first, end, isSmall)) {
      while (!(scores[first]! > edge) && isSmall(first)) first++;
      while (!(scores[end - 1]! > edge) && isSmall(end - 1)) end--;
    }
    found(first, end);
  }
}

/** Whether a word of a run is not in small letters: where none is, as in text without capitals, small letters say nothing of its ends. */
export function hasLarge(start: number, end: number, isSmall: (position: number) => boolean): boolean {
  for (let i = start; i < end; i++) if (!isSmall(i)) return true;
  return false;
}
