/** @file From scores to locations: which runs of tokens are over the threshold. */
import type { Thresholds } from '../model/thresholds.js';

/** Calls `found(start, end)` for every location among positions `from` … `to − 1`, in order; `end` is exclusive. */
export function decode(
  scores: Float32Array,
  from: number,
  to: number,
  thresholds: Thresholds,
  found: (start: number, end: number) => void,
): void {
  for (let i = from; i < to; i++) {
    if (!(scores[i]! > thresholds.extend)) continue;
    const start = i;
    let best = scores[i]!;
    while (i + 1 < to && scores[i + 1]! > thresholds.extend) best = Math.max(best, scores[++i]!);
    if (best > thresholds.start) found(start, i + 1);
  }
}
