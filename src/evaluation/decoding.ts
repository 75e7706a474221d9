/** @file Decodes scores into locations: runs of tokens above the thresholds, divided where names are neighbors. */
import type { CutsIn } from '../features/name-division.js';
import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, lowercaseAt } from '../windows/encoded-corpus.js';

/** How scores become locations. */
export interface Decoding {
  readonly thresholds: Thresholds;
  /** True if the word at a position is lowercase; called only for words of locations, and only if there is an `edge`. */
  readonly isSmall: (position: number) => boolean;
  /** Returns the positions at which a location is divided. */
  readonly cutsIn?: CutsIn | undefined;
}

/** Returns how the scores of a corpus are decoded. */
export const decodingOf = (corpus: EncodedCorpus, thresholds: Thresholds): Decoding => ({
  thresholds,
  isSmall: lowercaseAt(corpus),
  cutsIn: corpus.cutsIn,
});

/**
 * Calls `found(start, end)` for every location in positions `from` … `to − 1`, in order; `end` is exclusive.
 */
export function decode(
  scores: Float32Array,
  from: number,
  to: number,
  { thresholds: { start, extend, edge }, isSmall, cutsIn }: Decoding,
  found: (start: number, end: number) => void,
): void {
  for (let i = from; i < to; i++) {
    if (!(scores[i] > extend)) continue;
    let first = i;
    let best = scores[i];
    while (i + 1 < to && scores[i + 1] > extend) best = Math.max(best, scores[++i]);
    if (!(best > start)) continue;
    let end = i + 1;
    if (edge !== undefined && hasNonLowercase(first, end, isSmall)) {
      while (!(scores[first] > edge) && isSmall(first)) first++;
      while (!(scores[end - 1] > edge) && isSmall(end - 1)) end--;
    }
    if (cutsIn && end - first > 1) {
      for (const cut of cutsIn(first, end)) {
        found(first, cut);
        first = cut;
      }
    }
    found(first, end);
  }
}

/**
 * True if at least one word of a run is not lowercase. If all are, as in text without capitals, case says
 * nothing about the ends of the run.
 */
export function hasNonLowercase(start: number, end: number, isSmall: (position: number) => boolean): boolean {
  for (let i = start; i < end; i++) if (!isSmall(i)) return true;
  return false;
}
