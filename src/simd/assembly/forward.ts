/** @file The forward pass of a batch: P of the distinct rows of every slot, z of the windows, h and s. */
import { f, specialized } from './activations';
import { countOf, groupOf, rowsOf } from './grouping';
import { partAt, plan, rowAt } from './memory-map';
import { projectList } from './projection';
import { ownScratch, shareEnd, shareStart } from './thread-pool';
import { addProduct, total } from './vectors';

/** This thread's share of P. */
export function projectGroups(): void {
  for (let p = 0; p < plan.slots; p++) {
    const count = countOf(p);
    projectList(p, rowsOf(p), shareStart(count, 4, p), shareEnd(count, 4, p), partAt(p, 0), plan.row, 0);
  }
}

/** z = ((b + P_0) + P_1) + … of this thread's windows. */
export function sumWindows(n: i32): void {
  const slots = plan.slots;
  const row = plan.row;
  const parts = ownScratch(); // addresses of the window's parts
  const last = parts + (<usize>slots << 2);
  const end = shareEnd(n, 1, 0);
  for (let i = shareStart(n, 1, 0); i < end; i++) {
    const z = rowAt(plan.h, i);
    for (let p = 0; p < slots; p++) store<usize>(parts + (<usize>p << 2), partAt(p, groupOf(p, i)));
    for (let unit: usize = 0; unit < row; unit += 32) {
      let low = v128.load(plan.b + unit);
      let high = v128.load(plan.b + unit, 16);
      for (let at = parts; at < last; at += 4) {
        const part = load<usize>(at) + unit;
        low = f32x4.add(low, v128.load(part));
        high = f32x4.add(high, v128.load(part, 16));
      }
      v128.store(z + unit, low);
      v128.store(z + unit, high, 16);
    }
  }
}

/** h = f(z) and s = uᵀh of this thread's windows. */
export function scoreWindows(n: i32): void {
  const end = shareEnd(n, 1, 0);
  for (let i = shareStart(n, 1, 0); i < end; i++) {
    const h = rowAt(plan.h, i);
    store<f32>(plan.s + (<usize>i << 2), specialized<ScoreWindow>(h, 0, 0));
  }
}

/**
 * h and s of one window. Processes 16 units at a time, so that the long dependency chains of f overlap. The
 * mask keeps the padding of h at 0, because σ(0) is not 0.
 */
@unmanaged
class ScoreWindow {
  run<F>(h: usize, _to: usize, _factor: f32): f32 {
    const row = plan.row;
    let low = f32x4.splat(0);
    let high = low;
    let unit: usize = 0;
    for (; unit + 64 <= row; unit += 64) {
      const z = h + unit;
      const u = plan.u + unit;
      const mask = plan.mask + unit;
      const h0 = v128.and(f<F>(v128.load(z)), v128.load(mask));
      const h1 = v128.and(f<F>(v128.load(z, 16)), v128.load(mask, 16));
      const h2 = v128.and(f<F>(v128.load(z, 32)), v128.load(mask, 32));
      const h3 = v128.and(f<F>(v128.load(z, 48)), v128.load(mask, 48));
      v128.store(z, h0);
      v128.store(z, h1, 16);
      v128.store(z, h2, 32);
      v128.store(z, h3, 48);
      low = addProduct(low, v128.load(u), h0);
      high = addProduct(high, v128.load(u, 16), h1);
      low = addProduct(low, v128.load(u, 32), h2);
      high = addProduct(high, v128.load(u, 48), h3);
    }
    if (unit < row) {
      const z = h + unit;
      const u = plan.u + unit;
      const mask = plan.mask + unit;
      const h0 = v128.and(f<F>(v128.load(z)), v128.load(mask));
      const h1 = v128.and(f<F>(v128.load(z, 16)), v128.load(mask, 16));
      v128.store(z, h0);
      v128.store(z, h1, 16);
      low = addProduct(low, v128.load(u), h0);
      high = addProduct(high, v128.load(u, 16), h1);
    }
    return total(low, high);
  }
}
