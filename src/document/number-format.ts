/** @file Formats numbers for people, independent of the locale. */

/** 0.8437 → `84.37`, a fraction as percent with two decimals, as conlleval prints scores. */
export const percent = (fraction: number): string => (100 * fraction).toFixed(2);

/** Formats a number with `digits` significant digits, without trailing zeros: `0.0123`, `1.5e-9`. */
export const significant = (number: number, digits = 6): string => String(Number(number.toPrecision(digits)));

/** 5.25 → `5.3 s`, 75 → `1 min 15 s`, 4000 → `1 h 7 min`. */
export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
