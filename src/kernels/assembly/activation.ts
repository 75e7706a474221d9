/** @file f and f′ of four numbers at a time: the operations of `network/activation.ts` and `exponential32.ts`, same order. */

export const TANH = 0;
export const HARDTANH = 1;
export const SIGMOID = 2;
export const RELU = 3;
export const IDENTITY = 4;

@inline
const inverseLn2: f32 = 1.44269504088896341;
@inline
const ln2High: f32 = 0.693359375;
@inline
const ln2Low: f32 = -2.12194440e-4;
@inline
const shift: f32 = 12582912;
@inline
const tanhLimit: f32 = 9.02;
@inline
const sigmoidLimit: f32 = 87;

@inline
function splat(value: f32): v128 {
  return f32x4.splat(value);
}

/** a · x + b, rounded twice. */
@inline
function next(a: v128, x: v128, b: f32): v128 {
  return f32x4.add(f32x4.mul(a, x), splat(b));
}

@inline
function exp(x: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, splat(inverseLn2)), splat(shift));
  const k = f32x4.sub(shifted, splat(shift));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, splat(ln2High))), f32x4.mul(k, splat(ln2Low)));
  let p = next(splat(1.9875691500e-4), r, 1.3981999507e-3);
  p = next(p, r, 8.3334519073e-3);
  p = next(p, r, 4.1665795894e-2);
  p = next(p, r, 1.6666665459e-1);
  p = next(p, r, 5.0000001201e-1);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), splat(1));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000)); // 2ᵏ
  return f32x4.mul(p, power);
}

@inline
function tanh(z: v128): v128 {
  const a = f32x4.abs(z);
  const y = f32x4.mul(a, a);
  let p = next(splat(-5.70498872745e-3), y, 2.06390887954e-2);
  p = next(p, y, -5.37397155531e-2);
  p = next(p, y, 1.33314422036e-1);
  p = next(p, y, -3.33332819422e-1);
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, y), a), a);
  const twice = f32x4.mul(splat(2), f32x4.pmin(a, splat(tanhLimit)));
  const large = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(exp(twice), splat(1))));
  const h = v128.bitselect(small, large, f32x4.lt(a, splat(0.625)));
  return v128.or(h, v128.and(z, i32x4.splat(0x80000000)));
}

@inline
function sigmoid(z: v128): v128 {
  const e = exp(f32x4.neg(f32x4.pmin(f32x4.abs(z), splat(sigmoidLimit))));
  const numerator = v128.bitselect(e, splat(1), f32x4.lt(z, splat(0)));
  return f32x4.div(numerator, f32x4.add(splat(1), e));
}

/** h = f(z). `kind` is a constant wherever this is called, so that one branch remains. */
@inline
export function f(kind: i32, z: v128): v128 {
  if (kind == TANH) return tanh(z);
  if (kind == HARDTANH) return f32x4.pmin(f32x4.pmax(z, splat(-1)), splat(1));
  if (kind == SIGMOID) return sigmoid(z);
  if (kind == RELU) return f32x4.pmax(z, splat(0));
  return z;
}

/** f′ by h. */
@inline
export function derivative(kind: i32, h: v128): v128 {
  if (kind == TANH) return f32x4.sub(splat(1), f32x4.mul(h, h));
  if (kind == HARDTANH) return v128.and(v128.and(f32x4.gt(h, splat(-1)), f32x4.lt(h, splat(1))), splat(1));
  if (kind == SIGMOID) return f32x4.mul(h, f32x4.sub(splat(1), h));
  if (kind == RELU) return v128.and(f32x4.gt(h, splat(0)), splat(1));
  return splat(1);
}
