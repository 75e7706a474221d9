/**
 * @file The mean of x over rows of a table, for the slot of a sentence or a document: summed in float64 in the order in which the rows
 * come, divided, rounded to float32, projected once.
 */
import { int, plan, rowAt, slotAt } from './memory-map';
import { chunk, projectRows } from './project';
import { addFeatures } from './projection';
import { roundedAt, roundPart } from './rounded-entry';
import { ownScratch } from './thread-pool';
import { entryAt, partOf } from './table';
import { copy } from './vectors';

const BLOCK = 8; // numbers that are summed at a time, in four registers

/** sum += x of the n rows staged in `ids`. */
export function addVectors(n: i32): void {
  const d = plan.d;
  let j = 0;
  for (; j + BLOCK <= d; j += BLOCK) {
    const sum = plan.sum + (<usize>j << 3);
    let a = v128.load(sum), b = v128.load(sum, 16), c = v128.load(sum, 32), e = v128.load(sum, 48);
    for (let k = 0; k < n; k++) {
      const x = vectorAt(k) + (<usize>j << 2);
      a = f64x2.add(a, f64x2.promote_low_f32x4(v128.load64_zero(x)));
      b = f64x2.add(b, f64x2.promote_low_f32x4(v128.load64_zero(x, 8)));
      c = f64x2.add(c, f64x2.promote_low_f32x4(v128.load64_zero(x, 16)));
      e = f64x2.add(e, f64x2.promote_low_f32x4(v128.load64_zero(x, 24)));
    }
    v128.store(sum, a);
    v128.store(sum, b, 16);
    v128.store(sum, c, 32);
    v128.store(sum, e, 48);
  }
  for (; j < d; j++) {
    let sum = load<f64>(plan.sum + (<usize>j << 3));
    for (let k = 0; k < n; k++) sum += <f64>load<f32>(vectorAt(k) + (<usize>j << 2));
    store<f64>(plan.sum + (<usize>j << 3), sum);
  }
}

/** x of the k-th staged row. */
@inline
function vectorAt(k: i32): usize {
  return plan.vectors + (<usize>(int(plan.ids, k) * plan.d) << 2);
}

/** P of slot p for x = sum / tokens, with the features of each of `count` staged rows, as rows `first` … of the table. */
export function placeMeans(first: i32, count: i32, p: i32, tokens: i32): void {
  const slot = slotAt(p);
  for (let j = 0; j < plan.d; j++) {
    store<f32>(plan.X + (<usize>j << 2), <f32>(load<f64>(plan.sum + (<usize>j << 3)) / <f64>tokens));
  }
  const lists = ownScratch();
  const part = entryAt(first, p);
  store<usize>(lists, plan.X);
  store<usize>(lists + chunk * 4, part);
  projectRows(1, lists, lists + chunk * 4, rowAt(plan.W, slot.column), plan.d, plan.row, lists + chunk * 8);
  for (let k = 1; k < count; k++) copy(entryAt(first + k, p), part, plan.row);
  for (let k = 0; k < count; k++) {
    addFeatures(k, slot.sparse, entryAt(first + k, p));
    if (plan.Q != 0) roundPart(entryAt(first + k, p), roundedAt(first + k, partOf(p)));
  }
}
