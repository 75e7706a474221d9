/** @file The forward pass of a batch: P of the distinct rows of every slot, z of the windows, h and s. */
import { f, HARDTANH, IDENTITY, RELU, SIGMOID, TANH } from './activation';
import { countOf, groupOf, rowsOf } from './grouping';
import { partAt, plan, rowAt } from './plan';
import { projectList } from './projection';
import { shareEnd, shareStart } from './team';
import { add, addProduct, total } from './vectors';

/** This thread's share of P. */
export function projectGroups(): void {
  for (let p = 0; p < plan.slots; p++) {
    const count = countOf(p);
    projectList(p, rowsOf(p), shareStart(count, 4, p), shareEnd(count, 4, p), partAt(p, 0), plan.row);
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
