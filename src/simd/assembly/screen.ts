/**
 * @file Screening: a cheap upper bound of s, computed from P rounded to 8 bits (`rounded-entry.ts`), finds the windows whose score
 * is certainly not above a threshold; only the others are scored. `../screen.ts` derives the bound.
 */
import { int, plan, setInt } from './memory-map';
import { HEADER, roundedAt } from './rounded-entry';
import { entryAt, partOf, prefetchUntil, rowOf, scoreWindow, setPart } from './table';
import { ownScratch, shareEnd, shareStart } from './thread-pool';
import { prefetchLines } from './vectors';

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
  let undecided = start;
  let read = 0;
  for (let i = start; i < end; i++) {
    for (const due = prefetchUntil(i, touched, words, limit); touched < due; touched++) {
      read ^= prefetchLines(roundedAt(int(plan.ids, touched), 0), <usize>words * plan.roundedPart);
    }
    let bound = plan.slack;
    for (let p = 0; p < plan.slots; p++) {
      const rounded = roundedAt(rowOf(i, p, words), partOf(p));
      setPart(parts, p, rounded + HEADER);
      bound += load<f32>(rounded);
    }
    bound += <f32>roughDot(parts) * plan.stepScore;
    store<f32>(plan.s + (<usize>i << 2), bound);
    if (bound < above) continue; // an equal bound is not enough, because `above` may have been rounded up to float32
    setInt(plan.undecided, undecided++, i);
    for (let p = 0; p < plan.slots; p++) read ^= prefetchLines(entryAt(rowOf(i, p, words), p), plan.row);
  }
  store<i32>(parts + (<usize>plan.slots << 2), read); // store the result, otherwise the compiler could drop the reads
  for (let k = start; k < undecided; k++) scoreWindow(int(plan.undecided, k), words, parts);
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
    const u = plan.quantizedU + (unit << 1);
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
    const u = plan.quantizedU + (unit << 1);
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
