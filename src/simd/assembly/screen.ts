/**
 * @file Screening: a cheap upper bound of s, computed from P rounded to 8 bits, finds the windows whose score
 * is certainly not above a threshold; only the others are scored. `../screen.ts` derives the bound.
 */
import { int, plan, setInt } from './plan';
import { dueAt, entryAt, rowOf, scoreWindow, setPart } from './table';
import { ownScratch, shareEnd, shareStart } from './team';
import { linesOf, total } from './vectors';

const HEADER: usize = 8; // bytes before the units of a rounded part: the error in s that rounding brings, and 4 bytes unused
const STEPS: f32 = 32; // in a unit of z
const STEP: f32 = 0.03125;
const MOST: f32 = 127;
const MORE: f32 = 1.001; // for the rounding of the error itself

/** Address of the rounded P of a row in slot p. */
@inline
function roundedAt(row: i32, p: i32): usize {
  return plan.Q + <usize>(row * plan.slots + p) * plan.roundedPart;
}

/** Rounds P of a row in slot p: q = 32 P, at most ±127, and Σ_i |u_i| |P_i − q_i / 32|. */
export function roundPart(row: i32, p: i32): void {
  const part = entryAt(row, p);
  const rounded = roundedAt(row, p);
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

/**
 * Like `scoreStream`, but if s is certainly not above `above`, an upper bound of s that isn't either is
 * written instead. The parts of windows that must be scored are prefetched at once, so that they are in the
 * cache when they are scored, after all bounds are computed.
 */
export function screenStream(n: i32, contexts: i32, above: f32): void {
  const words = plan.slots - contexts;
  const parts = ownScratch();
  const start = shareStart(n, 16, 0);
  const end = shareEnd(n, 16, 0);
  const limit = end + words - 1;
  let touched = start;
  let doubtful = start;
  let read = 0;
  for (let i = start; i < end; i++) {
    for (const due = dueAt(i, touched, words, limit); touched < due; touched++) {
      read ^= linesOf(roundedAt(int(plan.ids, touched), 0), <usize>words * plan.roundedPart);
    }
    let bound = plan.slack;
    for (let p = 0; p < plan.slots; p++) {
      const rounded = roundedAt(rowOf(i, p, words), p);
      setPart(parts, p, rounded + HEADER);
      bound += load<f32>(rounded);
    }
    bound += <f32>roughDot(parts) * plan.stepScore;
    store<f32>(plan.s + (<usize>i << 2), bound);
    if (bound < above) continue; // an equal bound is not enough, because `above` may have been rounded up to float32
    setInt(plan.doubtful, doubtful++, i);
    for (let p = 0; p < plan.slots; p++) read ^= linesOf(entryAt(rowOf(i, p, words), p), plan.row);
  }
  store<i32>(parts + (<usize>plan.slots << 2), read); // store the result, otherwise the compiler could drop the reads
  for (let k = start; k < doubtful; k++) scoreWindow(int(plan.doubtful, k), words, parts);
}

function roughDot(parts: usize): i32 {
  return plan.pieces == 1 ? roughDotOne(parts) : roughDotTwo(parts);
}

// A function for each number of pieces, so that the compiler keeps them apart.
function roughDotOne(parts: usize): i32 {
  return roughDotOf(1, parts);
}
function roughDotTwo(parts: usize): i32 {
  return roughDotOf(2, parts);
}

/** Σ_k Σ_i u_ki clamp_k(z_i) in whole numbers, z the sum of the rounded parts; 32 units at a time, then 8. */
@inline
function roughDotOf(pieces: i32, parts: usize): i32 {
  const units = plan.row >>> 2;
  const last = parts + (<usize>(plan.slots - 1) << 2);
  const low0 = v128.load(plan.clamps), high0 = v128.load(plan.clamps, 16);
  const low1 = v128.load(plan.clamps, 32), high1 = v128.load(plan.clamps, 48);
  let sum = i32x4.splat(0);
  let more = sum;
  let unit: usize = 0;
  for (; unit + 32 <= units; unit += 32) {
    const first = load<usize>(parts) + unit;
    let z0 = v128.load8x8_s(first), z1 = v128.load8x8_s(first, 8), z2 = v128.load8x8_s(first, 16), z3 = v128.load8x8_s(first, 24);
    for (let p = parts; p < last; p += 4) {
      const part = load<usize>(p, 4) + unit;
      z0 = i16x8.add(z0, v128.load8x8_s(part));
      z1 = i16x8.add(z1, v128.load8x8_s(part, 8));
      z2 = i16x8.add(z2, v128.load8x8_s(part, 16));
      z3 = i16x8.add(z3, v128.load8x8_s(part, 24));
    }
    const u = plan.roughU + (unit << 1);
    sum = addDot(sum, z0, low0, high0, u);
    more = addDot(more, z1, low0, high0, u + 16);
    sum = addDot(sum, z2, low0, high0, u + 32);
    more = addDot(more, z3, low0, high0, u + 48);
    if (pieces == 1) continue;
    const v = u + (units << 1);
    sum = addDot(sum, z0, low1, high1, v);
    more = addDot(more, z1, low1, high1, v + 16);
    sum = addDot(sum, z2, low1, high1, v + 32);
    more = addDot(more, z3, low1, high1, v + 48);
  }
  for (; unit < units; unit += 8) {
    let z = v128.load8x8_s(load<usize>(parts) + unit);
    for (let p = parts; p < last; p += 4) z = i16x8.add(z, v128.load8x8_s(load<usize>(p, 4) + unit));
    const u = plan.roughU + (unit << 1);
    sum = addDot(sum, z, low0, high0, u);
    if (pieces > 1) more = addDot(more, z, low1, high1, u + (units << 1));
  }
  const all = i32x4.add(sum, more);
  const even = i32x4.extract_lane(all, 0) + i32x4.extract_lane(all, 2);
  return even + (i32x4.extract_lane(all, 1) + i32x4.extract_lane(all, 3));
}

@inline
function addDot(sum: v128, z: v128, low: v128, high: v128, u: usize): v128 {
  const clamped = i16x8.min_s(i16x8.max_s(z, low), high);
  return i32x4.add(sum, i32x4.dot_i16x8_s(clamped, v128.load(u)));
}
