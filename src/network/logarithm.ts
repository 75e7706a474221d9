/**
 * @file The natural logarithm in float64 from additions, multiplications and one division, for the same
 * reason as in `exponential.ts`.
 *
 * log x = k ln 2 + log m, x = 2ᵏ m, √½ ≤ m < √2, and log m = 2 artanh t, t = (m − 1) / (m + 1), |t| < 0.172:
 * artanh t = t + t³/3 + t⁵/5 + … to t²¹. ln 2 is split in two parts as there (Cody & Waite 1980, ch. 5).
 */

const ln2High = 0.6931471803691238; // ln 2 to 33 bits: k · ln2High is exact
const ln2Low = 1.9082149292705877e-10;
/** Multiplying a subnormal number by this makes it normal. */
const lift = 2 ** 54;
const minNormal = 2 ** -1022;

const word = new DataView(new ArrayBuffer(8));

/** ln x in float64, within 2 units in the last place; −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const isSubnormal = x < minNormal;
  word.setFloat64(0, isSubnormal ? x * lift : x);
  const high = word.getInt32(0);
  let k = (high >> 20) - 1023;
  word.setInt32(0, (high & 0xfffff) | 0x3ff00000);
  let m = word.getFloat64(0);
  if (m > Math.SQRT2) {
    m *= 0.5;
    k++;
  }
  if (isSubnormal) k -= 54;
  const f = m - 1; // exact
  const t = f / (f + 2);
  const t2 = t * t;
  let sum = 1 / 21;
  sum = sum * t2 + 1 / 19;
  sum = sum * t2 + 1 / 17;
  sum = sum * t2 + 1 / 15;
  sum = sum * t2 + 1 / 13;
  sum = sum * t2 + 1 / 11;
  sum = sum * t2 + 1 / 9;
  sum = sum * t2 + 1 / 7;
  sum = sum * t2 + 1 / 5;
  sum = sum * t2 + 1 / 3;
  // 2 artanh t = 2t + 2t³(…) and 2t = f − t f, so the leading term f is exact.
  return k * ln2High + (f - (t * f - 2 * t * t2 * sum) + k * ln2Low);
}
