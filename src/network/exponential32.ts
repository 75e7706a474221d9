/**
 * @file exp, tanh and the logistic function in float32. Every operation is rounded to float32 and none is
 * fused, so that SIMD code for four numbers at a time produces the same bits.
 *
 * exp(x) = 2ᵏ · exp(r), where k = x / ln 2 rounded to the nearest integer (a tie to even), |r| ≤ ln 2 / 2,
 * and ln 2 is split in two parts.
 *
 * tanh z for z ≥ 0: z = r + k ln 2 / 2 with |r| ≤ ln 2 / 4. Then
 *
 *   t = tanh r = r + r³ P(r²),   tanh(k ln 2 / 2) = (2ᵏ − 1) / (2ᵏ + 1),
 *   tanh z = (t (2ᵏ + 1) + (2ᵏ − 1)) / (t (2ᵏ − 1) + (2ᵏ + 1)),
 *
 * with one division and no branch.
 *
 * Source of the polynomial for exp: Moshier, Cephes Mathematical Library 2.2, single precision (expf.c),
 * 1992. The polynomial for tanh is fitted to the smallest relative error, 5.6 · 10⁻⁸.
 */

const f = Math.fround;

const inverseLn2 = f(Math.LOG2E);
const ln2High = f(0.693359375); // 9 bits: k · ln2High is exact
const ln2Low = f(-2.1219444e-4);
/** Adding 1.5 · 2²³ leaves the nearest integer in the last bits. */
const shift = 12582912;

const e0 = f(1.98756915e-4);
const e1 = f(1.3981999507e-3);
const e2 = f(8.3334519073e-3);
const e3 = f(4.1665795894e-2);
const e4 = f(1.6666665459e-1);
const e5 = f(5.0000001201e-1);

const twoOverLn2 = f(2 * Math.LOG2E);
const halfLn2 = f(Math.LN2 / 2);
const t0 = f(0.13110233);
const t1 = f(-0.33331265);

/** From here on, 1 − tanh z is less than half a unit in the last place (ulp) of 1. */
const tanhLimit = f(9.02);
/** From here on e⁻ᶻ is not a normal float32. */
const sigmoidLimit = 87;

const word = new Float32Array(1);
const bits = new Int32Array(word.buffer);

/** eˣ for −87 ≤ x ≤ 88. */
export function exp32(x: number): number {
  const shifted = f(f(x * inverseLn2) + shift);
  const k = f(shifted - shift);
  const r = f(f(x - f(k * ln2High)) - f(k * ln2Low));
  let p = f(f(e0 * r) + e1);
  p = f(f(p * r) + e2);
  p = f(f(p * r) + e3);
  p = f(f(p * r) + e4);
  p = f(f(p * r) + e5);
  p = f(f(f(p * f(r * r)) + r) + 1);
  return f(p * powerOf(shifted));
}

/** 2ᵏ from k + {@link shift}. */
function powerOf(shifted: number): number {
  word[0] = shifted;
  bits[0] = (bits[0] << 23) + 0x3f800000;
  return word[0];
}

/** Returns tanh z; ±1 from |z| = 9.02 on. */
export function tanh32(z: number): number {
  const size = Math.abs(z);
  const a = tanhLimit < size ? tanhLimit : size;
  const shifted = f(f(a * twoOverLn2) + shift);
  const r = f(a - f(f(shifted - shift) * halfLn2));
  const y = f(r * r);
  const t = f(f(f(f(f(t0 * y) + t1) * y) * r) + r);
  const power = powerOf(shifted);
  const more = f(power + 1);
  const less = f(power - 1);
  const h = f(f(f(t * more) + less) / f(f(t * less) + more));
  return z > 0 ? h : z < 0 ? -h : z;
}

/** σ(z) = 1 / (1 + e⁻ᶻ) for z ≥ 0, e^z / (1 + e^z) for z < 0; below −87 it stays at σ(−87) = 1.6 · 10⁻³⁸. */
export function sigmoid32(z: number): number {
  const a = Math.abs(z);
  const e = exp32(-(sigmoidLimit < a ? sigmoidLimit : a));
  return f((z < 0 ? e : 1) / f(1 + e));
}
