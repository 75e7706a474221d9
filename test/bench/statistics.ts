/**
 * @file Statistics of a benchmark: medians, and ratios by round, so that drift of the
 * machine affects both sides equally.
 */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Formats `2.31× (1.98 – 2.52)`: median, minimum and maximum of the ratios of two series, round by round. */
export function ratio(ours: readonly number[], theirs: readonly number[]): string {
  const ratios = ours.map((value, round) => value / theirs[round]);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)}× (${low.toFixed(2)} – ${high.toFixed(2)})`;
}

export const thousands = (value: number): string => `${(value / 1000).toFixed(1)}k`;

export const seconds = (): number => Number(process.hrtime.bigint()) / 1e9;
