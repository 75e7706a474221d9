/** @file f and f′ of four numbers at a time: the operations of `network/activation.ts` and `exponential32.ts`, same order. */

import { plan } from './memory-map';

export const TANH = 0;
export const HARDTANH = 1;
export const SIGMOID = 2;
export const RELU = 3;
export const IDENTITY = 4;

/**
 * Constants as vectors of four equal numbers in memory: loading one is cheaper than building it on every use,
 * which is what engines do with constants in code. Their offsets:
 */
const ONE: usize = 0;
const MINUS_ONE: usize = 16;
const INVERSE_LN2: usize = 32;
const LN2_HIGH: usize = 48;
const LN2_LOW: usize = 64;
const SHIFT: usize = 80;
const E0: usize = 96;
const E1: usize = 112;
const E2: usize = 128;
const E3: usize = 144;
const E4: usize = 160;
const E5: usize = 176;
const TWO_OVER_LN2: usize = 192;
const HALF_LN2: usize = 208;
const T0: usize = 224;
const T1: usize = 240;
const TANH_LIMIT: usize = 256;
const SIGMOID_LIMIT: usize = 272;
const SIGN: usize = 288;

/** Writes the constants to where the plan has room for them. */
export function writeConstants(): void {
  keep(ONE, 1);
  keep(MINUS_ONE, -1);
  keep(INVERSE_LN2, 1.44269504088896341);
  keep(LN2_HIGH, 0.693359375);
  keep(LN2_LOW, -2.12194440e-4);
  keep(SHIFT, 12582912);
  keep(E0, 1.9875691500e-4);
  keep(E1, 1.3981999507e-3);
  keep(E2, 8.3334519073e-3);
  keep(E3, 4.1665795894e-2);
  keep(E4, 1.6666665459e-1);
  keep(E5, 5.0000001201e-1);
  keep(TWO_OVER_LN2, 2.8853900817779268);
  keep(HALF_LN2, 0.34657359027997264);
  keep(T0, 0.13110233);
  keep(T1, -0.33331265);
  keep(TANH_LIMIT, 9.02);
  keep(SIGMOID_LIMIT, 87);
  keep(SIGN, -0.0);
}

function keep(offset: usize, value: f32): void {
  v128.store(plan.constants + offset, f32x4.splat(value));
}

/** a · x + b, rounded twice. */
@inline
function next(a: v128, x: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(a, x), b);
}

@inline
function exp(x: v128, c: usize): v128 {
  const shifted = next(x, v128.load(c, INVERSE_LN2), v128.load(c, SHIFT));
  const k = f32x4.sub(shifted, v128.load(c, SHIFT));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, v128.load(c, LN2_HIGH))), f32x4.mul(k, v128.load(c, LN2_LOW)));
  let p = next(v128.load(c, E0), r, v128.load(c, E1));
  p = next(p, r, v128.load(c, E2));
  p = next(p, r, v128.load(c, E3));
  p = next(p, r, v128.load(c, E4));
  p = next(p, r, v128.load(c, E5));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), v128.load(c, ONE));
  const power = i32x4.add(i32x4.shl(shifted, 23), v128.load(c, ONE)); // 2ᵏ: the bits of 1 with another exponent
  return f32x4.mul(p, power);
}

@inline
function tanh(z: v128, c: usize): v128 {
  const a = f32x4.pmin(f32x4.abs(z), v128.load(c, TANH_LIMIT));
  const shifted = next(a, v128.load(c, TWO_OVER_LN2), v128.load(c, SHIFT));
  const k = f32x4.sub(shifted, v128.load(c, SHIFT));
  const r = f32x4.sub(a, f32x4.mul(k, v128.load(c, HALF_LN2)));
  const y = f32x4.mul(r, r);
  const t = next(f32x4.mul(next(v128.load(c, T0), y, v128.load(c, T1)), y), r, r);
  const power = i32x4.add(i32x4.shl(shifted, 23), v128.load(c, ONE)); // 2ᵏ: the bits of 1 with another exponent
  const more = f32x4.add(power, v128.load(c, ONE));
  const less = f32x4.sub(power, v128.load(c, ONE));
  const h = f32x4.div(next(t, more, less), next(t, less, more));
  return v128.or(h, v128.and(z, v128.load(c, SIGN)));
}

@inline
function sigmoid(z: v128, c: usize): v128 {
  const e = exp(f32x4.neg(f32x4.pmin(f32x4.abs(z), v128.load(c, SIGMOID_LIMIT))), c);
  const numerator = v128.bitselect(e, v128.load(c, ONE), f32x4.lt(z, f32x4.splat(0)));
  return f32x4.div(numerator, f32x4.add(v128.load(c, ONE), e));
}

/** h = f(z). `kind` is a compile-time constant at every call, so only one branch remains. */
@inline
export function f(kind: i32, z: v128): v128 {
  const c = plan.constants;
  if (kind == TANH) return tanh(z, c);
  if (kind == HARDTANH) return f32x4.pmin(f32x4.pmax(z, v128.load(c, MINUS_ONE)), v128.load(c, ONE));
  if (kind == SIGMOID) return sigmoid(z, c);
  if (kind == RELU) return f32x4.pmax(z, f32x4.splat(0));
  return z;
}

/** f′ by h. */
@inline
export function derivative(kind: i32, h: v128): v128 {
  const c = plan.constants;
  if (kind == TANH) return f32x4.sub(v128.load(c, ONE), f32x4.mul(h, h));
  if (kind == HARDTANH) return v128.and(v128.and(f32x4.gt(h, v128.load(c, MINUS_ONE)), f32x4.lt(h, v128.load(c, ONE))), v128.load(c, ONE));
  if (kind == SIGMOID) return f32x4.mul(h, f32x4.sub(v128.load(c, ONE), h));
  if (kind == RELU) return v128.and(f32x4.gt(h, f32x4.splat(0)), v128.load(c, ONE));
  return v128.load(c, ONE);
}
