/**
 * @file P = W_p x + Σ_f S_f of a list of rows in one slot, chunk by chunk: first the dense part, then the
 * sparse features.
 */
import { applyDropout } from './dropout';
import { int, plan, rowAt, Slot, slotAt } from './memory-map';
import { chunk, projectRows } from './project';
import { ownScratch } from './thread-pool';
import { copy, prefetch, prefetchLines, zero } from './vectors';

/** Projects `rows[from … to − 1]` on slot p; P of row k of the list goes to `out + k · step`, or `out + targets[k] · step`. */
export function projectList(p: i32, rows: usize, from: i32, to: i32, out: usize, step: usize, targets: usize): void {
  const slot = slotAt(p);
  for (; from < to; from += chunk) {
    const count = min(to - from, chunk);
    const list = rows + (<usize>from << 2);
    const places = targets == 0 ? <usize>0 : targets + (<usize>from << 2);
    const parts = targets == 0 ? out + <usize>from * step : out;
    if (slot.column < 0) for (let k = 0; k < count; k++) zero(partOfRow(parts, step, places, k), plan.row);
    else projectDense(p, slot, list, count, parts, step, places);
    if (slot.features > 0) {
      touchWeights(list, count, slot.sparse);
      for (let k = 0; k < count; k++) addFeatures(int(list, k), slot.sparse, partOfRow(parts, step, places, k));
    }
  }
}

/** Where P of row k of a chunk goes. */
@inline
function partOfRow(out: usize, step: usize, targets: usize, k: i32): usize {
  return out + <usize>(targets == 0 ? k : int(targets, k)) * step;
}

/**
 * Computes P of a chunk of rows without their features. All x are prefetched before they are needed. A row
 * with the same x as the previous row copies its P.
 */
function projectDense(p: i32, slot: Slot, rows: usize, count: i32, out: usize, step: usize, targets: usize): void {
  const d = plan.d;
  const bytes = <usize>d << 2;
  const room = (bytes + 15) & ~15;
  const x = ownScratch(); // addresses of the x of rows that have one, then of their P, thinned rows, room to pack
  const parts = x + chunk * 4;
  const thinned = parts + chunk * 4;
  const packed = thinned + <usize>chunk * room;
  let dense = 0;
  for (let k = 0; k < count; k++) {
    const part = partOfRow(out, step, targets, k);
    const vector = vectorOf(rows, k);
    if (vector < 0) {
      zero(part, plan.row);
      continue;
    }
    if (isRepeated(rows, k)) continue;
    store<usize>(x + (<usize>dense << 2), plan.X + <usize>vector * bytes);
    store<usize>(parts + (<usize>dense << 2), part);
    dense++;
  }
  if (dense > 2) prefetch(x, dense, bytes, packed);
  if (plan.dropout) applyDropoutToRows(p, rows, count, x, thinned, room);
  projectRows(dense, x, parts, rowAt(plan.W, slot.column), d, plan.row, packed);
  for (let k = 1; k < count; k++) {
    if (isRepeated(rows, k)) copy(partOfRow(out, step, targets, k), partOfRow(out, step, targets, k - 1), plan.row);
  }
}

/** The row of X of the k-th of a list of rows. */
@inline
function vectorOf(rows: usize, k: i32): i32 {
  return int(plan.dense, int(rows, k));
}

/**
 * True if the k-th row has the same x as the one before it. Always false with dropout, which changes every
 * row differently.
 */
@inline
function isRepeated(rows: usize, k: i32): bool {
  if (k == 0 || plan.dropout) return false;
  const vector = vectorOf(rows, k);
  return vector >= 0 && vector == vectorOf(rows, k - 1);
}

/**
 * Applies dropout to the rows that have an x. The addresses in `x` are replaced by those of the results,
 * which are `room` bytes apart.
 */
function applyDropoutToRows(p: i32, rows: usize, count: i32, x: usize, thinned: usize, room: usize): void {
  for (let k = 0; k < count; k++) {
    const row = int(rows, k);
    if (int(plan.dense, row) < 0) continue;
    applyDropout(load<usize>(x), row, p, 0, plan.d, thinned);
    store<usize>(x, thinned);
    x += 4;
    thinned += room;
  }
}

/** Prefetches all rows of S that a chunk needs, so that the memory accesses overlap. */
function touchWeights(rows: usize, count: i32, sparse: i32): void {
  let read = 0;
  for (let k = 0; k < count; k++) {
    const end = int(plan.featureStart, int(rows, k) + 1);
    for (let at = int(plan.featureStart, int(rows, k)); at < end; at++) {
      read ^= prefetchLines(rowAt(plan.S, sparse + int(plan.features, at)), plan.row);
    }
  }
  store<i32>(ownScratch(), read); // store the result, otherwise the compiler could drop the reads
}

/** P += Σ_f S_f of a row, features in order; a stretch of hidden units at a time stays in registers. */
export function addFeatures(row: i32, sparse: i32, part: usize): void {
  const end = int(plan.featureStart, row + 1);
  for (let from = int(plan.featureStart, row); from < end; from += chunk) {
    const count = min(end - from, chunk);
    const rows = ownScratch(); // addresses of the rows of S
    for (let k = 0; k < count; k++) {
      store<usize>(rows + (<usize>k << 2), rowAt(plan.S, sparse + int(plan.features, from + k)));
    }
    addRows(rows, count, part);
  }
}

function addRows(rows: usize, count: i32, part: usize): void {
  const end = rows + (<usize>count << 2);
  let unit: usize = 0;
  for (; unit + 128 <= plan.row; unit += 128) {
    const to = part + unit;
    let a = v128.load(to), b = v128.load(to, 16), c = v128.load(to, 32), e = v128.load(to, 48);
    let f = v128.load(to, 64), g = v128.load(to, 80), h = v128.load(to, 96), i = v128.load(to, 112);
    for (let at = rows; at < end; at += 4) {
      const S = load<usize>(at) + unit;
      a = f32x4.add(a, v128.load(S)), b = f32x4.add(b, v128.load(S, 16));
      c = f32x4.add(c, v128.load(S, 32)), e = f32x4.add(e, v128.load(S, 48));
      f = f32x4.add(f, v128.load(S, 64)), g = f32x4.add(g, v128.load(S, 80));
      h = f32x4.add(h, v128.load(S, 96)), i = f32x4.add(i, v128.load(S, 112));
    }
    v128.store(to, a), v128.store(to, b, 16), v128.store(to, c, 32), v128.store(to, e, 48);
    v128.store(to, f, 64), v128.store(to, g, 80), v128.store(to, h, 96), v128.store(to, i, 112);
  }
  for (; unit < plan.row; unit += 32) {
    const to = part + unit;
    let a = v128.load(to), b = v128.load(to, 16);
    for (let at = rows; at < end; at += 4) {
      const S = load<usize>(at) + unit;
      a = f32x4.add(a, v128.load(S)), b = f32x4.add(b, v128.load(S, 16));
    }
    v128.store(to, a), v128.store(to, b, 16);
  }
}
