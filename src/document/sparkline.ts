/** @file A curve as one line of text. */
import { maximum, minimum } from '../extremes.js';

const heights = [...'▁▂▃▄▅▆▇█'];

/** The lowest and the highest value of a scale. */
type Scale = readonly [low: number, high: number];

/** Returns the scale on which all finite values fit. */
export function scaleOf(values: readonly (number | null)[]): Scale {
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  return [minimum(finite), maximum(finite)];
}

/**
 * Returns a character for each value, higher for a higher one; a space where there is none. More than `most` values are drawn
 * as that many, the last of each group. Without a scale, that of the values that are drawn.
 */
export function sparkline(values: readonly (number | null)[], most = 40, scale?: Scale): string {
  const count = Math.min(most, values.length);
  const shown = Array.from(
    { length: count },
    (_, k) => values[Math.ceil(((k + 1) * values.length) / count) - 1],
  );
  const [low, high] = scale ?? scaleOf(shown);
  return shown
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return ' ';
      const level = low === high ? 3 : Math.floor(((value - low) / (high - low)) * heights.length);
      return heights[Math.min(level, heights.length - 1)];
    })
    .join('');
}
