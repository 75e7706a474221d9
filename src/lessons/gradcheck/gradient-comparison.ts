/** @file The difference of two gradients, as a whole and at the entry where they differ most. */

export interface GradientComparison {
  /** ‖a − b‖ / max(‖a‖ + ‖b‖, least); 0 when both are 0. */
  readonly error: number;
  /**
   * The entry where |a − b| / (|a| + |b| + floor) is largest; the floor hides rounding error in tiny entries.
   */
  readonly worst: number;
  readonly worstError: number;
}

/**
 * Compares two lists of equal length. Below the size `least`, a gradient is mostly rounding error of terms
 * that cancel. `floorShare` is the floor for entries, as a fraction of their root mean square.
 */
export function compare(
  a: Float64Array,
  b: Float64Array,
  minimum: number,
  floorShare: number,
): GradientComparison {
  const size = Math.max(norm(a) + norm(b), minimum);
  if (size === 0) return { error: 0, worst: 0, worstError: 0 };
  const floor = !Number.isFinite(size) ? 0 : (floorShare * size) / 2 / Math.sqrt(a.length);
  let worst = 0;
  let worstError = 0;
  const difference = a.map((value, k) => value - b[k]);
  for (let k = 0; k < a.length; k++) {
    const error = Math.abs(difference[k]) / (Math.abs(a[k]) + Math.abs(b[k]) + floor);
    if (error <= worstError) continue;
    [worst, worstError] = [k, error];
    if (Number.isNaN(error)) break; // NaN is worse than any number
  }
  return { error: norm(difference) / size, worst, worstError };
}

export const norm = (list: Float64Array): number =>
  Math.sqrt(list.reduce((total, value) => total + value * value, 0));
