/**
 * @file dW_j += Σ_r x_rj G_r, summed from 0 over blocks of rows; with a last block's sum W can be updated at once.
 *
 * Four j and eight hidden units at a time (8 running sums in registers), rows in order. Every dW_j is computed by one
 * thread, so that the number of threads changes nothing.
 */
import { thin } from './dropout';
import { countOf, rowOf } from './grouping';
import { int, partAt, plan, rowAt, Slot, slotAt } from './plan';
import { ownScratch, shareEnd, shareStart } from './team';
import { addProduct, descendRow, zero } from './vectors';

/** `rowBlock` of `../kernel.ts`. */
const rowBlock = 64;

/** What becomes of a block's sum. */
const ADD = 1; // dW is not zero: add to it
const DESCEND = 2; // the last block of a step: W −= α dW, dW = 0

/** This thread's columns of dW, or with `descend` of W. */
export function accumulateOuter(descend: bool): void {
  for (let p = 0; p < plan.slots; p++) {
    const slot = slotAt(p);
    if (slot.column < 0) continue;
    const from = shareStart(plan.d, 4, p);
    const to = shareEnd(plan.d, 4, p);
    if (from < to) accumulateColumns(p, slot, from, to, descend);
  }
}

function accumulateColumns(p: i32, slot: Slot, from: i32, to: i32, descend: bool): void {
  const count = countOf(p);
  const room = (<usize>(to - from + 3) & ~3) << 2;
  const x = ownScratch();
  for (let first = 0; first < count; first += rowBlock) {
    const last = min(count, first + rowBlock);
    for (let r = first; r < last; r++) gatherRow(p, r, from, to, x + <usize>(r - first) * room);
    let mode = first > 0 || !plan.clean ? ADD : 0;
    if (descend && last == count) mode |= DESCEND;
    const columns = <usize>(slot.column + from) * plan.row;
    if (mode == DESCEND && last - first <= 2) {
      descendFew(last - first, x, room, partAt(p, first), plan.W + columns, to - from);
    } else accumulateBlock(last - first, x, room, partAt(p, first), columns, to - from, mode);
  }
}

/** Components `from` … `to − 1` of a row's x, zero when it has none. */
function gatherRow(p: i32, r: i32, from: i32, to: i32, out: usize): void {
  const row = rowOf(p, r);
  const vector = int(plan.dense, row);
  const bytes = <usize>(to - from) << 2;
  if (vector < 0) zero(out, bytes);
  else {
    const x = plan.X + ((<usize>vector * plan.d) << 2);
    if (plan.thinning) thin(x, row, p, from, to, out);
    else copy(out, x + (<usize>from << 2), bytes);
  }
}

/** Copies `bytes` rounded up to whole vectors. */
@inline
function copy(to: usize, from: usize, bytes: usize): void {
  for (let k: usize = 0; k < bytes; k += 16) v128.store(to + k, v128.load(from + k));
}

function accumulateBlock(rows: i32, x: usize, room: usize, G: usize, columns: usize, n: i32, mode: i32): void {
  const row = plan.row;
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    for (let unit: usize = 0; unit < row; unit += 32) {
      fourColumns(rows, x + (<usize>j << 2), room, G + unit, row, columns + <usize>j * row + unit, mode);
    }
  }
  for (; j < n; j++) {
    for (let unit: usize = 0; unit < row; unit += 32) {
      oneColumn(rows, x + (<usize>j << 2), room, G + unit, row, columns + <usize>j * row + unit, mode);
    }
  }
}

function fourColumns(rows: i32, x: usize, room: usize, G: usize, row: usize, at: usize, mode: i32): void {
  const end = x + <usize>rows * room;
  let a0 = f32x4.splat(0), a1 = a0;
  let b0 = a0, b1 = a0;
  let c0 = a0, c1 = a0;
  let e0 = a0, e1 = a0;
  while (x < end) {
    const g0 = v128.load(G);
    const g1 = v128.load(G, 16);
    let xj = v128.load32_splat(x);
    a0 = addProduct(a0, xj, g0);
    a1 = addProduct(a1, xj, g1);
    xj = v128.load32_splat(x, 4);
    b0 = addProduct(b0, xj, g0);
    b1 = addProduct(b1, xj, g1);
    xj = v128.load32_splat(x, 8);
    c0 = addProduct(c0, xj, g0);
    c1 = addProduct(c1, xj, g1);
    xj = v128.load32_splat(x, 12);
    e0 = addProduct(e0, xj, g0);
    e1 = addProduct(e1, xj, g1);
    G += row;
    x += room;
  }
  settle(at, a0, a1, mode);
  settle(at + row, b0, b1, mode);
  settle(at + 2 * row, c0, c1, mode);
  settle(at + 3 * row, e0, e1, mode);
}

function oneColumn(rows: i32, x: usize, room: usize, G: usize, row: usize, at: usize, mode: i32): void {
  const end = x + <usize>rows * room;
  let a0 = f32x4.splat(0), a1 = a0;
  while (x < end) {
    const xj = v128.load32_splat(x);
    a0 = addProduct(a0, xj, v128.load(G));
    a1 = addProduct(a1, xj, v128.load(G, 16));
    G += row;
    x += room;
  }
  settle(at, a0, a1, mode);
}

/** Adds a block's sum to dW, or takes the step; `at` is the offset in W. */
@inline
function settle(at: usize, low: v128, high: v128, mode: i32): void {
  const dW = plan.dW + at;
  if (mode & ADD) {
    low = f32x4.add(v128.load(dW), low);
    high = f32x4.add(v128.load(dW, 16), high);
  }
  if (mode & DESCEND) {
    const W = plan.W + at;
    const rate = f32x4.splat(plan.alpha);
    v128.store(W, f32x4.sub(v128.load(W), f32x4.mul(rate, low)));
    v128.store(W, f32x4.sub(v128.load(W, 16), f32x4.mul(rate, high)), 16);
    if (mode & ADD) {
      v128.store(dW, f32x4.splat(0));
      v128.store(dW, f32x4.splat(0), 16);
    }
  } else {
    v128.store(dW, low);
    v128.store(dW, high, 16);
  }
}

/** W −= α Σ_r x_rj G_r for one or two rows, whose G stay in registers while j runs. */
function descendFew(rows: i32, x: usize, room: usize, G: usize, W: usize, n: i32): void {
  const row = plan.row;
  const end = x + (<usize>n << 2);
  let unit: usize = 0;
  if (rows == 2) {
    for (; unit + 64 <= row; unit += 64) descendTwo16(x, room, end, G + unit, W + unit, row);
    for (; unit < row; unit += 32) descendTwo8(x, room, end, G + unit, W + unit, row);
  } else for (; unit < row; unit += 32) descendOne8(x, end, G + unit, W + unit, row);
}

function descendTwo16(x: usize, room: usize, end: usize, G: usize, W: usize, row: usize): void {
  const rate = f32x4.splat(plan.alpha);
  const a0 = v128.load(G), a1 = v128.load(G, 16), a2 = v128.load(G, 32), a3 = v128.load(G, 48);
  G += row;
  const b0 = v128.load(G), b1 = v128.load(G, 16), b2 = v128.load(G, 32), b3 = v128.load(G, 48);
  let y = x + room;
  for (; x < end; x += 4, y += 4, W += row) {
    const xj = v128.load32_splat(x);
    const yj = v128.load32_splat(y);
    take(W, rate, addProduct(f32x4.mul(a0, xj), b0, yj));
    take(W + 16, rate, addProduct(f32x4.mul(a1, xj), b1, yj));
    take(W + 32, rate, addProduct(f32x4.mul(a2, xj), b2, yj));
    take(W + 48, rate, addProduct(f32x4.mul(a3, xj), b3, yj));
  }
}

function descendTwo8(x: usize, room: usize, end: usize, G: usize, W: usize, row: usize): void {
  const rate = f32x4.splat(plan.alpha);
  const a0 = v128.load(G), a1 = v128.load(G, 16);
  const b0 = v128.load(G + row), b1 = v128.load(G + row, 16);
  let y = x + room;
  for (; x < end; x += 4, y += 4, W += row) {
    const xj = v128.load32_splat(x);
    const yj = v128.load32_splat(y);
    take(W, rate, addProduct(f32x4.mul(a0, xj), b0, yj));
    take(W + 16, rate, addProduct(f32x4.mul(a1, xj), b1, yj));
  }
}

function descendOne8(x: usize, end: usize, G: usize, W: usize, row: usize): void {
  const rate = f32x4.splat(plan.alpha);
  const a0 = v128.load(G), a1 = v128.load(G, 16);
  for (; x < end; x += 4, W += row) {
    const xj = v128.load32_splat(x);
    take(W, rate, f32x4.mul(a0, xj));
    take(W + 16, rate, f32x4.mul(a1, xj));
  }
}

/** W −= α sum, four units. */
@inline
function take(W: usize, rate: v128, sum: v128): void {
  v128.store(W, f32x4.sub(v128.load(W), f32x4.mul(rate, sum)));
}

/** W ← W − α dW, dW ← 0: this thread's columns. */
export function descendOuter(alpha: f32): void {
  for (let p = 0; p < plan.slots; p++) {
    const slot = slotAt(p);
    if (slot.column < 0) continue;
    const to = shareEnd(plan.d, 4, p);
    for (let j = shareStart(plan.d, 4, p); j < to; j++) {
      descendRow(rowAt(plan.W, slot.column + j), rowAt(plan.dW, slot.column + j), alpha, plan.row);
    }
  }
}

/** dW = 0. */
export function clearOuter(): void {
  for (let p = 0; p < plan.slots; p++) {
    const slot = slotAt(p);
    if (slot.column >= 0) zero(rowAt(plan.dW, slot.column), <usize>plan.d * plan.row);
  }
}
