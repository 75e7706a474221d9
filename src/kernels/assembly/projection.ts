/** @file P = W_p x + Σ_f S_f of a list of rows in one slot: the dense part in chunks, then the rows of S of each. */
import { thin } from './dropout';
import { int, plan, rowAt, Slot, slotAt } from './plan';
import { chunk, projectRows } from './project';
import { ownScratch } from './team';
import { add, linesOf, zero } from './vectors';

/** Projects `rows[from … to − 1]` on slot p; P of row k of the list goes to `out + k · step`. */
export function projectList(p: i32, rows: usize, from: i32, to: i32, out: usize, step: usize): void {
  const slot = slotAt(p);
  if (slot.column < 0) for (let k = from; k < to; k++) zero(out + <usize>k * step, plan.row);
  else projectDense(p, slot, rows, from, to, out, step);
  if (slot.features > 0) {
    for (let k = from; k < to; k++) addFeatures(int(rows, k), slot.sparse, out + <usize>k * step);
  }
}

function projectDense(p: i32, slot: Slot, rows: usize, from: i32, to: i32, out: usize, step: usize): void {
  const d = plan.d;
  const bytes = <usize>d << 2;
  const room = (bytes + 15) & ~15;
  const x = ownScratch(); // addresses of the chunk's x, then of its P, its thinned rows, room to pack
  const parts = x + chunk * 4;
  const thinned = parts + chunk * 4;
  const packed = thinned + <usize>chunk * room;
  const W = rowAt(plan.W, slot.column);
  let count = 0;
  for (let k = from; k < to; k++) {
    const row = int(rows, k);
    const part = out + <usize>k * step;
    const vector = int(plan.dense, row);
    if (vector < 0) {
      zero(part, plan.row);
      continue;
    }
    let at = plan.X + <usize>vector * bytes;
    if (plan.thinning) {
      const copy = thinned + <usize>count * room;
      thin(at, row, p, 0, d, copy);
      at = copy;
    }
    store<usize>(x + (<usize>count << 2), at);
    store<usize>(parts + (<usize>count << 2), part);
    if (++count == chunk) {
      projectRows(count, x, parts, W, d, plan.row, packed);
      count = 0;
    }
  }
  projectRows(count, x, parts, W, d, plan.row, packed);
}

/** P += Σ_f S_f of a staged row. The rows of S come from memory side by side before they are added in order. */
export function addFeatures(row: i32, sparse: i32, part: usize): void {
  const from = int(plan.featureStart, row);
  const to = int(plan.featureStart, row + 1);
  let read = 0;
  for (let k = from; k < to; k++) read ^= linesOf(rowAt(plan.S, sparse + int(plan.features, k)), plan.row);
  store<i32>(ownScratch(), read); // what is never stored need not be read
  for (let k = from; k < to; k++) add(part, rowAt(plan.S, sparse + int(plan.features, k)), plan.row);
}
