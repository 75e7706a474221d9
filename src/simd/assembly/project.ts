/**
 * @file P = W_p x of up to `chunk` rows: SIMD lanes run across hidden units, and each sum over j is in order.
 *
 * Rows are processed in tiles of four rows and eight units; the remaining one to three rows are handled by
 * `two-rows.ts` and `one-row.ts`.
 */
import { projectOne } from './one-row';
import { hasCacheConflicts, packPanel, tile } from './tile';
import { projectTwo } from './two-rows';

/** Rows that are projected together: their x and one panel of W stay in the first-level cache. */
export const chunk = 64;

/**
 * `x` and `out` are lists of `count` addresses; W begins with column 0 of the slot. `packed` is scratch for the chunk's x and a
 * panel of W.
 */
export function projectRows(count: i32, x: usize, out: usize, W: usize, d: i32, row: usize, packed: usize): void {
  const fours = count & ~3;
  if (fours > 0) projectFours(fours, x, out, W, d, row, packed);
  let r = fours;
  for (; r + 2 <= count; r += 2) {
    const rows = x + (<usize>r << 2);
    const parts = out + (<usize>r << 2);
    projectTwo(load<usize>(rows), load<usize>(rows, 4), W, d, row, load<usize>(parts), load<usize>(parts, 4));
  }
  if (r < count) projectOne(load<usize>(x + (<usize>r << 2)), W, d, row, load<usize>(out + (<usize>r << 2)));
}

function projectFours(count: i32, x: usize, out: usize, W: usize, d: i32, row: usize, packed: usize): void {
  const size = <usize>d << 4;
  const panel = packed + <usize>(chunk / 4) * size;
  const step: usize = hasCacheConflicts(row) ? 32 : row;
  for (let r = 0; r < count; r += 4) pack(x + (<usize>r << 2), d, packed + <usize>(r >> 2) * size);
  for (let unit: usize = 0; unit < row; unit += 32) {
    if (step != row) packPanel(W + unit, row, d, panel);
    const w = step == row ? W + unit : panel;
    for (let r = 0; r < count; r += 4) {
      const parts = out + (<usize>r << 2);
      const part0 = load<usize>(parts) + unit;
      const part1 = load<usize>(parts, 4) + unit;
      const part2 = load<usize>(parts, 8) + unit;
      const part3 = load<usize>(parts, 12) + unit;
      tile(packed + <usize>(r >> 2) * size, 16, w, step, d, part0, part1, part2, part3);
    }
  }
}

/** Four rows side by side: packed[j] = (x0_j, x1_j, x2_j, x3_j). */
function pack(x: usize, d: i32, packed: usize): void {
  const x0 = load<usize>(x);
  const x1 = load<usize>(x, 4);
  const x2 = load<usize>(x, 8);
  const x3 = load<usize>(x, 12);
  const bytes = <usize>d << 2;
  const whole = bytes & ~15;
  let k: usize = 0;
  for (; k < whole; k += 16) {
    const a = v128.load(x0 + k);
    const b = v128.load(x1 + k);
    const c = v128.load(x2 + k);
    const e = v128.load(x3 + k);
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const ce = v128.shuffle<i32>(c, e, 0, 4, 1, 5);
    v128.store(packed, v128.shuffle<i64>(ab, ce, 0, 2));
    v128.store(packed, v128.shuffle<i64>(ab, ce, 1, 3), 16);
    const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const ce2 = v128.shuffle<i32>(c, e, 2, 6, 3, 7);
    v128.store(packed, v128.shuffle<i64>(ab2, ce2, 0, 2), 32);
    v128.store(packed, v128.shuffle<i64>(ab2, ce2, 1, 3), 48);
    packed += 64;
  }
  for (; k < bytes; k += 4) {
    store<f32>(packed, load<f32>(x0 + k));
    store<f32>(packed, load<f32>(x1 + k), 4);
    store<f32>(packed, load<f32>(x2 + k), 8);
    store<f32>(packed, load<f32>(x3 + k), 12);
    packed += 16;
  }
}
