/** @file The forward pass of a batch: P of the distinct rows of every slot, z of the windows, h and s. */
import { f, HARDTANH, IDENTITY, RELU, SIGMOID, TANH } from './activation';
import { thin } from './dropout';
import { countOf, groupOf, rowOf } from './grouping';
import { int, partAt, plan, rowAt, slotAt } from './plan';
import { chunk, projectRows } from './project';
import { ownScratch, shareEnd, shareStart } from './team';
import { add, addProduct, total, zero } from './vectors';

/** This thread's share of P. */
export function projectGroups(): void {
  for (let p = 0; p < plan.slots; p++) {
    const count = countOf(p);
    projectSome(p, shareStart(count, 4, p), shareEnd(count, 4, p));
  }
}

/** P of groups `from` … `to − 1` of a slot: the dense part in chunks, then the rows of S of each. */
function projectSome(p: i32, from: i32, to: i32): void {
  const slot = slotAt(p);
  const d = plan.d;
  const bytes = <usize>d << 2;
  const room = (bytes + 15) & ~15;
  const x = ownScratch();
  const out = x + chunk * 4;
  const thinned = out + chunk * 4;
  const packed = thinned + <usize>chunk * room;
  const W = rowAt(plan.W, slot.column);
  let count = 0;
  for (let r = from; r < to; r++) {
    const row = rowOf(p, r);
    const vector = slot.column < 0 ? -1 : int(plan.dense, row);
    if (vector < 0) {
      zero(partAt(p, r), plan.row);
      continue;
    }
    let at = plan.X + <usize>vector * bytes;
    if (plan.thinning) {
      const copy = thinned + <usize>count * room;
      thin(at, row, p, 0, d, copy);
      at = copy;
    }
    store<usize>(x + (<usize>count << 2), at);
    store<usize>(out + (<usize>count << 2), partAt(p, r));
    if (++count == chunk) {
      projectRows(count, x, out, W, d, plan.row, packed);
      count = 0;
    }
  }
  projectRows(count, x, out, W, d, plan.row, packed);
  if (slot.features > 0) for (let r = from; r < to; r++) addFeatures(rowOf(p, r), slot.sparse, partAt(p, r));
}

/** P += Σ_f S_f. */
function addFeatures(row: i32, sparse: i32, part: usize): void {
  const to = int(plan.featureStart, row + 1);
  for (let k = int(plan.featureStart, row); k < to; k++) {
    add(part, rowAt(plan.S, sparse + int(plan.features, k)), plan.row);
  }
}

/** z = b + Σ_p P_p of this thread's windows. */
export function sumWindows(n: i32): void {
  const slots = plan.slots;
  const row = plan.row;
  const end = shareEnd(n, 1, 0);
  for (let i = shareStart(n, 1, 0); i < end; i++) {
    const z = rowAt(plan.h, i);
    memory.copy(z, plan.b, row);
    for (let p = 0; p < slots; p++) add(z, partAt(p, groupOf(p, i)), row);
  }
}

/** h = f(z) and s = uᵀh of this thread's windows. */
export function scoreWindows(n: i32): void {
  const end = shareEnd(n, 1, 0);
  for (let i = shareStart(n, 1, 0); i < end; i++) {
    const h = rowAt(plan.h, i);
    let s: f32;
    switch (plan.activation) {
      case TANH: s = scoreWindow(TANH, h); break;
      case HARDTANH: s = scoreWindow(HARDTANH, h); break;
      case SIGMOID: s = scoreWindow(SIGMOID, h); break;
      case RELU: s = scoreWindow(RELU, h); break;
      default: s = scoreWindow(IDENTITY, h);
    }
    store<f32>(plan.s + (<usize>i << 2), s);
  }
}

/** The padding of h stays zero, since σ(0) is not. */
@inline
function scoreWindow(kind: i32, h: usize): f32 {
  const end = h + plan.row;
  let u = plan.u;
  let mask = plan.mask;
  let low = f32x4.splat(0);
  let high = low;
  while (h < end) {
    const h0 = v128.and(f(kind, v128.load(h)), v128.load(mask));
    const h1 = v128.and(f(kind, v128.load(h, 16)), v128.load(mask, 16));
    v128.store(h, h0);
    v128.store(h, h1, 16);
    low = addProduct(low, v128.load(u), h0);
    high = addProduct(high, v128.load(u, 16), h1);
    h += 32;
    u += 32;
    mask += 32;
  }
  return total(low, high);
}
