/**
 * @file The probability that a token is in a location, from its score, with 4 decimals and in a few nanoseconds:
 * interpolated between tabulated values, except near a border between two decimals, where it is computed. The
 * result is always that of computing and rounding.
 */
import { type Calibration, probability } from '../model/calibration.js';
import { sigmoid } from '../network/exponential.js';

const largest = 16; // 10⁴ σ(z) rounds to 0 below z = −10 and to 10⁴ above 10
const perUnit = 256; // tabulated values per unit of z
/**
 * Bound on 10⁴ times the error of the interpolation: h² / 8 · max |σ″| < 2 · 10⁻⁷ with h = 1 / 256. A value closer
 * than this to a border is computed.
 */
const tolerance = 0.01;
/** The table is filled after this many probabilities: for a single sentence, it would take longer than they do. */
const fewest = 2000;

/** Probabilities of scores, for a calibration. */
export class TokenProbability {
  readonly #table = new Float64Array(2 * largest * perUnit + 2); // 10⁴ σ(z); filled when it pays off
  #count = 0;

  constructor(readonly calibration: Calibration) {}

  /** Returns P(in a location | score). */
  of(score: number): number {
    return probability(score, this.calibration);
  }

  /** Returns the same in ten-thousandths, rounded, halves upwards; NaN for a score that is not a number. */
  tenThousandths(score: number): number {
    const { a, b } = this.calibration;
    const z = a * score + b;
    if (z < -10) return 0;
    if (z > 10) return 10_000;
    if (this.#count < fewest && ++this.#count === fewest) this.#fill();
    if (this.#count < fewest || Number.isNaN(z)) return Math.round(1e4 * sigmoid(z));
    const place = (z + largest) * perUnit;
    const k = place | 0;
    const table = this.#table;
    const value = table[k] + (place - k) * (table[k + 1] - table[k]) + 0.5;
    const rounded = value | 0;
    const rest = value - rounded;
    return rest > tolerance && rest < 1 - tolerance ? rounded : Math.round(1e4 * sigmoid(z));
  }

  #fill(): void {
    for (let k = 0; k < this.#table.length; k++) this.#table[k] = 1e4 * sigmoid(k / perUnit - largest);
  }
}
