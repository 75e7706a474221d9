/**
 * @file dW_j += Σ_r x_rj G_r, rows in order, in blocks of rows that fit in the L1 cache. With the last block,
 * W is updated directly, so a step with a single block, which is the usual case, has no dW.
 *
 * Tiles of four j and eight hidden units, rows in order. Every dW_j is computed by one thread, so that the
 * number of threads changes nothing.
 */
import { applyDropout } from './dropout';
import { countOf, rowOf } from './grouping';
import { descendOne } from './one-row';
import { int, partAt, plan, rowAt, Slot, slotAt } from './memory-map';
import { ownScratch, shareEnd, shareStart } from './thread-pool';
import { addTile, hasCacheConflicts, packPanel } from './tile';
import { descendTwo } from './two-rows';
import { copy, descendRow, prefetch, subtractScaled, zero } from './vectors';

/** Rows of a block. */
const rowBlock = 64;

/** Flags: what the sums of a block start from, and what is done with them. */
const ADD = 1; // dW is not zero: begin with it
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
  const room = ((<usize>(to - from + 3) & ~3) << 2) | 16; // no multiple of 256: see hasCacheConflicts
  const x = ownScratch(); // x of a block, then room to pack
  const packed = x + <usize>rowBlock * room;
  for (let first = 0; first < count; first += rowBlock) {
    const rows = min(count - first, rowBlock);
    gatherBlock(p, first, rows, from, to, x, room, packed);
    let mode = first > 0 || !plan.clean ? ADD : 0;
    if (descend && first + rows == count) mode |= DESCEND;
    const columns = <usize>(slot.column + from) * plan.row;
    const G = partAt(p, first);
    if (mode == DESCEND && rows == 1) descendOne(x, G, plan.W + columns, to - from, plan.row, plan.alpha);
    else if (mode == DESCEND && rows == 2) descendTwo(x, room, G, plan.W + columns, to - from, plan.row, plan.alpha);
    else accumulateBlock(rows, x, room, G, columns, to - from, mode, packed);
  }
}

/**
 * Copies components `from` … `to − 1` of the x of `rows` groups into rows of `room` bytes; 0 if a row has no
 * x.
 */
function gatherBlock(p: i32, first: i32, rows: i32, from: i32, to: i32, x: usize, room: usize, addresses: usize): void {
  const bytes = <usize>(to - from) << 2;
  for (let r = 0; r < rows; r++) {
    const vector = max(int(plan.dense, rowOf(p, first + r)), 0);
    store<usize>(addresses + (<usize>r << 2), plan.X + (<usize>(vector * plan.d + from) << 2));
  }
  if (rows > 2) prefetch(addresses, rows, bytes, x);
  for (let r = 0; r < rows; r++, x += room) {
    const row = rowOf(p, first + r);
    const at = load<usize>(addresses + (<usize>r << 2));
    if (int(plan.dense, row) < 0) zero(x, bytes);
    else if (plan.dropout) applyDropout(at - (<usize>from << 2), row, p, from, to, x);
    else copy(x, at, bytes);
  }
}

/** Tiles of four columns and eight units; `columns` is where the n columns begin in W. */
function accumulateBlock(
  rows: i32, x: usize, room: usize, G: usize, columns: usize, n: i32, mode: i32, packed: usize,
): void {
  const row = plan.row;
  const isPacked = hasCacheConflicts(row);
  const step: usize = isPacked ? 32 : row;
  const unitStep: usize = isPacked ? <usize>rows << 5 : 32;
  if (isPacked) {
    for (let unit: usize = 0; unit < row; unit += 32) packPanel(G + unit, row, rows, packed + unit * rows);
    G = packed;
  }
  const descend = (mode & DESCEND) != 0;
  const target = descend ? plan.W : plan.dW;
  for (let j = 0; j < n; j += 4, x += 16, columns += 4 * row) {
    let g = G;
    for (let unit: usize = 0; unit < row; unit += 32, g += unitStep) {
      const at = columns + unit;
      if (n - j < 4) narrowTile(n - j, rows, x, room, g, step, at, mode, packed + <usize>rowBlock * row);
      else {
        const from: usize = mode & ADD ? plan.dW + at : 0;
        addTile(from, row, x, room, g, step, rows, descend, plan.alpha, target + at, row);
        if (mode == (ADD | DESCEND)) for (let k: usize = 0; k < 4; k++) zero(plan.dW + at + k * row, 32);
      }
    }
  }
}

/** Handles a tile of fewer than four columns, with `sums` as a buffer. */
function narrowTile(
  width: i32, rows: i32, x: usize, room: usize, g: usize, step: usize, at: usize, mode: i32, sums: usize,
): void {
  const row = plan.row;
  const rate = f32x4.splat(plan.alpha);
  if (mode & ADD) for (let k = 0; k < width; k++) copy(sums + (<usize>k << 5), plan.dW + at + <usize>k * row, 32);
  addTile(mode & ADD ? sums : 0, 32, x, room, g, step, rows, false, 0, sums, 32);
  for (let k = 0; k < width; k++, at += row, sums += 32) {
    if (mode & DESCEND) {
      subtractScaled(plan.W + at, rate, v128.load(sums));
      subtractScaled(plan.W + at + 16, rate, v128.load(sums, 16));
      if (mode & ADD) zero(plan.dW + at, 32);
    } else copy(plan.dW + at, sums, 32);
  }
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
