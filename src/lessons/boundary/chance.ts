/**
 * @file Random numbers for point sets, from + − × ÷ and √ only, so that they are the same on every machine.
 */
import { log } from '../../network/logarithm.js';
import type { Random } from '../../random.js';

/** Draws from the standard normal distribution. Source: Marsaglia & Bray 1964, the polar method. */
export function normal(random: Random): number {
  for (;;) {
    const [u, v] = [2 * random.uniform() - 1, 2 * random.uniform() - 1];
    const square = u * u + v * v;
    if (square > 0 && square < 1) return u * Math.sqrt((-2 * log(square)) / square);
  }
}

/**
 * Returns (cos a, sin a) for |a| < 10⁶, within 10⁻¹⁵ for small a: reduced by quarter
 * turns, then Taylor for |r| ≤ π/4.
 */
export function direction(angle: number): readonly [number, number] {
  const quarters = Math.round(angle / (Math.PI / 2));
  const r = angle - quarters * (Math.PI / 2);
  let [cos, sin, term] = [1, 0, 1];
  for (let n = 1; n <= 18; n++) {
    term *= r / n; // rⁿ / n!
    const sign = n % 4 < 2 ? 1 : -1;
    if (n % 2 === 1) sin += sign * term;
    else cos += sign * term;
  }
  switch (((quarters % 4) + 4) % 4) {
    case 0:
      return [cos, sin];
    case 1:
      return [-sin, cos];
    case 2:
      return [-cos, -sin];
    default:
      return [sin, -cos];
  }
}
