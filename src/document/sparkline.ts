/** @file A curve as one line of text. */
import { maximum, minimum } from '../extremes.js';

const heights = [...'▁▂▃▄▅▆▇█'];

/**
 * Returns a character for each value, higher for a higher one; a space where there is none. More than `most` values are drawn
 * as that many, the last of each group.
 */
export function sparkline(values: readonly (number | null)[], most = 40): string {
  const count = Math.min(most, values.length);
  const shown = Array.from(
    { length: count },
    (_, k) => values[Math.ceil(((k + 1) * values.length) / count) - 1],
  );
  const finite = shown.filter((value): value is number => value !== null && Number.isFinite(value));
  const [low, high] = [minimum(finite), maximum(finite)];
  return shown
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return ' ';
      const level = low === high ? 3 : Math.floor(((value - low) / (high - low)) * heights.length);
      return heights[Math.min(level, heights.length - 1)];
    })
    .join('');
}
