/** @file The entries of the project-once table, rounded to 8 bits for screening. */
import { plan } from './memory-map';
import { total } from './vectors';

export const HEADER: usize = 8; // bytes before the units of a rounded part: the error in s that rounding brings, and 4 bytes unused
const STEPS: f32 = 32; // in a unit of z
const STEP: f32 = 0.03125;
const MOST: f32 = 127;
const MORE: f32 = 1.001; // for the rounding of the error itself

/** Address of a rounded part of a row. */
@inline
export function roundedAt(row: i32, part: i32): usize {
  return plan.Q + <usize>(row * plan.parts + part) * plan.roundedPart;
}

/** Rounds the P at `part` into `rounded`: q = 32 P, at most ±127, and Σ_i |u_i| |P_i − q_i / 32|. */
export function roundPart(part: usize, rounded: usize): void {
  let low = f32x4.splat(0);
  let high = low;
  for (let unit: usize = 0; unit < plan.row; unit += 32) {
    const P0 = v128.load(part + unit);
    const P1 = v128.load(part + unit, 16);
    const q0 = stepsOf(P0);
    const q1 = stepsOf(P1);
    low = f32x4.add(low, lossOf(P0, q0, v128.load(plan.u + unit)));
    high = f32x4.add(high, lossOf(P1, q1, v128.load(plan.u + unit, 16)));
    const q = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(q0), i32x4.trunc_sat_f32x4_s(q1));
    v128.store64_lane(rounded + HEADER + (unit >>> 2), i8x16.narrow_i16x8_s(q, q), 0);
  }
  store<f32>(rounded, total(low, high) * MORE);
}

/** Four parts of z in steps; what is not a number stays so. */
@inline
function stepsOf(P: v128): v128 {
  const q = f32x4.nearest(f32x4.mul(P, f32x4.splat(STEPS)));
  return f32x4.pmin(f32x4.pmax(q, f32x4.splat(-MOST)), f32x4.splat(MOST));
}

@inline
function lossOf(P: v128, q: v128, u: v128): v128 {
  return f32x4.mul(f32x4.abs(u), f32x4.abs(f32x4.sub(P, f32x4.mul(q, f32x4.splat(STEP)))));
}
