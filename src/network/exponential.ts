/**
 * @file exp, tanh and the logistic function in float64, using only additions, multiplications and one
 * division. The functions of `Math` differ between engines, and the results must not.
 *
 * exp(x) = 2ᵏ · exp(r), k = round(x / ln 2), |r| ≤ ln 2 / 2, exp(r) by its Taylor series to r¹³. Source of
 * the reduction with ln 2 in two parts: Cody & Waite 1980, ch. 6.
 */

const ln2High = 0.6931471803691238; // ln 2 to 33 bits: k · ln2High is exact
const ln2Low = 1.9082149292705877e-10;
const inverseLn2 = Math.LOG2E;

/** exp(r) − 1 for |r| ≤ ln 2 / 2: Taylor, relative error below 3 · 10⁻¹⁶. */
function expm1Small(r: number): number {
  let sum = 1 / 6227020800;
  sum = sum * r + 1 / 479001600;
  sum = sum * r + 1 / 39916800;
  sum = sum * r + 1 / 3628800;
  sum = sum * r + 1 / 362880;
  sum = sum * r + 1 / 40320;
  sum = sum * r + 1 / 5040;
  sum = sum * r + 1 / 720;
  sum = sum * r + 1 / 120;
  sum = sum * r + 1 / 24;
  sum = sum * r + 1 / 6;
  sum = sum * r + 0.5;
  return r + r * r * sum;
}

const word = new DataView(new ArrayBuffer(8));

/** 2ᵏ for −1022 ≤ k ≤ 1023, from its bits. */
function powerOfTwo(k: number): number {
  word.setInt32(0, (k + 1023) << 20);
  return word.getFloat64(0);
}

/** eˣ in float64, within 2 units in the last place; 0 below −708 (no subnormal results), ∞ above 709. */
export function exp(x: number): number {
  if (x > 709) return Infinity;
  if (x < -708) return 0;
  const k = Math.round(x * inverseLn2);
  return (expm1Small(x - k * ln2High - k * ln2Low) + 1) * powerOfTwo(k);
}

/** tanh z = (e²ᶻ − 1) / (e²ᶻ + 1) in float64; near 0 it uses eʳ − 1 directly, to avoid cancellation. */
export function tanh(z: number): number {
  const twice = 2 * Math.abs(z);
  if (twice > 40) return z < 0 ? -1 : 1;
  const grown = twice < 0.34 ? expm1Small(twice) : exp(twice) - 1;
  const h = grown / (grown + 2);
  return z < 0 ? -h : h;
}

/** σ(z) = 1 / (1 + e⁻ᶻ) in float64. */
export function sigmoid(z: number): number {
  const e = exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}
