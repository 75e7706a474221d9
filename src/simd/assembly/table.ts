/**
 * @file The project-once table: stores P of every placed row and slot, row by row, and scores windows from
 * it. P_0 includes b, so every window starts with b + P_0. The plan of a table has its staging areas where a
 * kernel's plan has its batch.
 */
import { f, specialized } from './activations';
import { int, plan } from './memory-map';
import { projectList } from './projection';
import { roundedAt, roundPart } from './rounded-entry';
import { ownScratch, shareEnd, shareStart } from './thread-pool';
import { add, addProduct, prefetchLines, total } from './vectors';

const AHEAD = 2; // number of words beyond a window that must be prefetched before it is scored
const BURST = 16; // number of words prefetched in one go, so that several rows are loaded from memory at the same time

/** The part of a row that holds slot p. */
@inline
export function partOf(p: i32): i32 {
  return p < plan.parts ? p : p % plan.parts;
}

/** Address of P of a row in slot p. */
@inline
export function entryAt(row: i32, p: i32): usize {
  return plan.P + <usize>(row * plan.parts + partOf(p)) * plan.row;
}

/** This thread's share of the `count` staged rows, which become the rows in `targets`. `groupRows` holds 0, 1, 2, …. */
export function placeRows(count: i32, slotFrom: i32, slotTo: i32): void {
  const from = shareStart(count, 4, 0);
  const to = shareEnd(count, 4, 0);
  for (let p = slotFrom; p < slotTo; p++) {
    projectList(p, plan.groupRows, from, to, entryAt(0, p), <usize>plan.parts * plan.row, plan.targets);
    for (let k = from; k < to; k++) {
      const row = int(plan.targets, k);
      if (p == 0) add(entryAt(row, p), plan.b, plan.row);
      if (plan.Q != 0) roundPart(entryAt(row, p), roundedAt(row, partOf(p)));
    }
  }
}

/** s of this thread's share of the n windows staged in `ids`. */
export function scoreStaged(n: i32): void {
  const slots = plan.slots;
  const parts = ownScratch();
  const end = shareEnd(n, 16, 0);
  for (let i = shareStart(n, 16, 0); i < end; i++) {
    for (let p = 0; p < slots; p++) setPart(parts, p, entryAt(int(plan.ids, i * slots + p), p));
    store<f32>(plan.s + (<usize>i << 2), scoreParts(parts));
  }
}

/**
 * s of this thread's share of n consecutive centers: `plan.ids` holds the words from `radius` before the first to `radius` after the last,
 * `plan.contexts` a row for every center and each of the `contexts` last slots.
 */
export function scoreStream(n: i32, contexts: i32): void {
  const words = plan.slots - contexts;
  const parts = ownScratch();
  const start = shareStart(n, 16, 0);
  const end = shareEnd(n, 16, 0);
  const limit = end + words - 1;
  let touched = start;
  let read = 0;
  for (let i = start; i < end; i++) {
    for (const due = prefetchUntil(i, touched, words, limit); touched < due; touched++) {
      read ^= prefetchLines(entryAt(int(plan.ids, touched), 0), <usize>words * plan.row);
    }
    scoreWindow(i, words, parts);
  }
  store<i32>(parts + (<usize>plan.slots << 2), read); // stored after the addresses of the parts, otherwise the compiler could drop the reads
}

/**
 * Returns up to which word of a stream rows must be prefetched before window i is scored, if `touched`
 * already are. Prefetching reads one number from every cache line of a row, so that several rows are loaded
 * from memory at the same time, before they are needed.
 */
@inline
export function prefetchUntil(i: i32, touched: i32, words: i32, limit: i32): i32 {
  return touched < min(i + words + AHEAD, limit) ? min(touched + BURST, limit) : touched;
}

/** The row in slot p of the i-th window of the stream. */
@inline
export function rowOf(i: i32, p: i32, words: i32): i32 {
  return p < words ? int(plan.ids, i + p) : int(plan.contexts, (p - words) * plan.capacity + i);
}

/** s of the i-th window of the stream. */
@inline
export function scoreWindow(i: i32, words: i32, parts: usize): void {
  for (let p = 0; p < words; p++) setPart(parts, p, entryAt(int(plan.ids, i + p), p));
  for (let p = words; p < plan.slots; p++) setPart(parts, p, entryAt(rowOf(i, p, words), p));
  store<f32>(plan.s + (<usize>i << 2), scoreParts(parts));
}

@inline
export function setPart(parts: usize, p: i32, part: usize): void {
  store<usize>(parts + (<usize>p << 2), part);
}

function scoreParts(parts: usize): f32 {
  return specialized<ScoreParts>(parts, 0, 0);
}

/** s = uᵀ f((P_0 + P_1) + …), 16 units at a time. Padding adds nothing, because u is 0 there. */
@unmanaged
class ScoreParts {
  run<F>(parts: usize, _to: usize, _factor: f32): f32 {
    const row = plan.row;
    const last = parts + (<usize>(plan.slots - 1) << 2);
    let low = f32x4.splat(0);
    let high = low;
    let unit: usize = 0;
    for (; unit + 64 <= row; unit += 64) {
      const first = load<usize>(parts) + unit;
      let z0 = v128.load(first), z1 = v128.load(first, 16), z2 = v128.load(first, 32), z3 = v128.load(first, 48);
      for (let p = parts; p < last; p += 4) {
        const part = load<usize>(p, 4) + unit;
        z0 = f32x4.add(z0, v128.load(part));
        z1 = f32x4.add(z1, v128.load(part, 16));
        z2 = f32x4.add(z2, v128.load(part, 32));
        z3 = f32x4.add(z3, v128.load(part, 48));
      }
      const u = plan.u + unit;
      low = addProduct(low, v128.load(u), f<F>(z0));
      high = addProduct(high, v128.load(u, 16), f<F>(z1));
      low = addProduct(low, v128.load(u, 32), f<F>(z2));
      high = addProduct(high, v128.load(u, 48), f<F>(z3));
    }
    if (unit < row) {
      const first = load<usize>(parts) + unit;
      let z0 = v128.load(first), z1 = v128.load(first, 16);
      for (let p = parts; p < last; p += 4) {
        const part = load<usize>(p, 4) + unit;
        z0 = f32x4.add(z0, v128.load(part));
        z1 = f32x4.add(z1, v128.load(part, 16));
      }
      low = addProduct(low, v128.load(plan.u + unit), f<F>(z0));
      high = addProduct(high, v128.load(plan.u + unit, 16), f<F>(z1));
    }
    return total(low, high);
  }
}
