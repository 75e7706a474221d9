/**
 * @file Computes dz = ∂J/∂z and du from ds = ∂J/∂s, then db and the sums G, which the dense and the sparse
 * gradients both need.
 */
import { derivative, specialized } from './activations';
import { countOf, groupOf, rowOf } from './grouping';
import { int, partAt, plan, rowAt, setInt, slotAt } from './memory-map';
import { shareEnd, shareStart } from './thread-pool';
import { add, addProduct, copy, descendRow } from './vectors';

/** dz = (ds u) f′(h) and du += ds h of the windows with ds ≠ 0; returns the number of these. */
export function marginDelta(n: i32): i32 {
  let count = 0;
  for (let i = 0; i < n; i++) {
    const ds = load<f32>(plan.ds + (<usize>i << 2));
    if (ds == 0) continue;
    const h = rowAt(plan.h, i);
    const dz = rowAt(plan.dz, count);
    specialized<WindowDelta>(h, dz, ds);
    setInt(plan.active, count++, i);
  }
  return count;
}

/** dz and du of one window. */
@unmanaged
class WindowDelta {
  run<F>(h: usize, dz: usize, ds: f32): f32 {
    const end = h + plan.row;
    const factor = f32x4.splat(ds);
    let u = plan.u;
    let du = plan.du;
    while (h < end) {
      const hi = v128.load(h);
      v128.store(du, addProduct(v128.load(du), factor, hi)); // ∂s/∂u = h
      v128.store(dz, f32x4.mul(f32x4.mul(factor, v128.load(u)), derivative<F>(hi))); // dz = ds δ,  δ = u ∘ f′(z)
      h += 16;
      dz += 16;
      u += 16;
      du += 16;
    }
    return 0;
  }
}

/** Assigns an index in dS to every row of S that the groups touch, in order of slots and rows. */
export function touchFeatures(): void {
  for (let p = 0; p < plan.slots; p++) {
    const slot = slotAt(p);
    if (slot.features == 0) continue;
    const count = countOf(p);
    for (let r = 0; r < count; r++) {
      const row = rowOf(p, r);
      const to = int(plan.featureStart, row + 1);
      for (let k = int(plan.featureStart, row); k < to; k++) {
        const weights = slot.sparse + int(plan.features, k);
        if (int(plan.place, weights) != 0) continue;
        setInt(plan.touchedRows, plan.touched, weights);
        setInt(plan.place, weights, ++plan.touched);
      }
    }
  }
}

/** db += dz, G_r = Σ dz of every slot, and dS_f += G_r, for this thread's hidden units. */
export function sumDz(count: i32): void {
  const from = <usize>shareStart(<i32>plan.row, 32, 0);
  const bytes = <usize>shareEnd(<i32>plan.row, 32, 0) - from;
  for (let q = 0; q < count; q++) add(plan.db + from, rowAt(plan.dz, q) + from, bytes);
  for (let p = 0; p < plan.slots; p++) {
    let seen = 0;
    for (let q = 0; q < count; q++) {
      const group = groupOf(p, q);
      const G = partAt(p, group) + from;
      const dz = rowAt(plan.dz, q) + from;
      if (group < seen) add(G, dz, bytes);
      else {
        copy(G, dz, bytes);
        seen++;
      }
    }
    if (slotAt(p).features > 0) sumFeatures(p, from, bytes);
  }
}

function sumFeatures(p: i32, from: usize, bytes: usize): void {
  const sparse = slotAt(p).sparse;
  const count = countOf(p);
  for (let r = 0; r < count; r++) {
    const row = rowOf(p, r);
    const to = int(plan.featureStart, row + 1);
    for (let k = int(plan.featureStart, row); k < to; k++) {
      const place = int(plan.place, sparse + int(plan.features, k)) - 1;
      add(rowAt(plan.dS, place) + from, partAt(p, r) + from, bytes);
    }
  }
}

/** S ← S − α dS, dS ← 0: this thread's hidden units. */
export function descendFeatures(alpha: f32): void {
  const from = <usize>shareStart(<i32>plan.row, 32, 0);
  const bytes = <usize>shareEnd(<i32>plan.row, 32, 0) - from;
  for (let k = 0; k < plan.touched; k++) {
    descendRow(rowAt(plan.S, int(plan.touchedRows, k)) + from, rowAt(plan.dS, k) + from, alpha, bytes);
  }
}

/** Forgets which rows of S were touched. */
export function releaseFeatures(): void {
  for (let k = 0; k < plan.touched; k++) setInt(plan.place, int(plan.touchedRows, k), 0);
  plan.touched = 0;
}
