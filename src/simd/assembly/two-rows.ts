/**
 * @file Forward and backward pass for two rows of x: for 16 or 8 hidden units at a time, the sums over j (or
 * G) stay in registers while j runs over the inputs.
 */
import { addProduct, subtractScaled } from './vectors';

/** out = W x and outY = W y; W begins with column 0 of the slot. */
export function projectTwo(x: usize, y: usize, W: usize, d: i32, row: usize, out: usize, outY: usize): void {
  const bytes = <usize>d << 2;
  let unit: usize = 0;
  for (; unit + 64 <= row; unit += 64) twoRows16(x, y, W + unit, bytes, row, out + unit, outY + unit);
  for (; unit < row; unit += 32) twoRows8(x, y, W + unit, bytes, row, out + unit, outY + unit);
}

/** W_j −= α Σ_r x_rj G_r for n columns j; rows of x are `room` bytes apart, those of G and W `row` bytes. */
export function descendTwo(x: usize, room: usize, G: usize, W: usize, n: i32, row: usize, alpha: f32): void {
  const rate = f32x4.splat(alpha);
  const end = x + (<usize>n << 2);
  let unit: usize = 0;
  for (; unit + 64 <= row; unit += 64) descendTwo16(x, room, end, G + unit, W + unit, row, rate);
  for (; unit < row; unit += 32) descendTwo8(x, room, end, G + unit, W + unit, row, rate);
}

function descendTwo16(x: usize, room: usize, end: usize, G: usize, W: usize, row: usize, rate: v128): void {
  const a0 = v128.load(G), a1 = v128.load(G, 16), a2 = v128.load(G, 32), a3 = v128.load(G, 48);
  G += row;
  const b0 = v128.load(G), b1 = v128.load(G, 16), b2 = v128.load(G, 32), b3 = v128.load(G, 48);
  let y = x + room;
  for (; x < end; x += 4, y += 4, W += row) {
    const xj = v128.load32_splat(x);
    const yj = v128.load32_splat(y);
    subtractScaled(W, rate, addProduct(f32x4.mul(a0, xj), b0, yj));
    subtractScaled(W + 16, rate, addProduct(f32x4.mul(a1, xj), b1, yj));
    subtractScaled(W + 32, rate, addProduct(f32x4.mul(a2, xj), b2, yj));
    subtractScaled(W + 48, rate, addProduct(f32x4.mul(a3, xj), b3, yj));
  }
}

function descendTwo8(x: usize, room: usize, end: usize, G: usize, W: usize, row: usize, rate: v128): void {
  const a0 = v128.load(G), a1 = v128.load(G, 16);
  const b0 = v128.load(G + row), b1 = v128.load(G + row, 16);
  let y = x + room;
  for (; x < end; x += 4, y += 4, W += row) {
    const xj = v128.load32_splat(x);
    const yj = v128.load32_splat(y);
    subtractScaled(W, rate, addProduct(f32x4.mul(a0, xj), b0, yj));
    subtractScaled(W + 16, rate, addProduct(f32x4.mul(a1, xj), b1, yj));
  }
}

function twoRows16(x: usize, y: usize, w: usize, bytes: usize, row: usize, out: usize, outY: usize): void {
  const end = x + bytes;
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  while (x < end) {
    const xj = v128.load32_splat(x);
    const yj = v128.load32_splat(y);
    let wj = v128.load(w);
    a0 = addProduct(a0, wj, xj);
    b0 = addProduct(b0, wj, yj);
    wj = v128.load(w, 16);
    a1 = addProduct(a1, wj, xj);
    b1 = addProduct(b1, wj, yj);
    wj = v128.load(w, 32);
    a2 = addProduct(a2, wj, xj);
    b2 = addProduct(b2, wj, yj);
    wj = v128.load(w, 48);
    a3 = addProduct(a3, wj, xj);
    b3 = addProduct(b3, wj, yj);
    w += row;
    x += 4;
    y += 4;
  }
  keep(out, a0, a1);
  keep(out + 32, a2, a3);
  keep(outY, b0, b1);
  keep(outY + 32, b2, b3);
}

function twoRows8(x: usize, y: usize, w: usize, bytes: usize, row: usize, out: usize, outY: usize): void {
  const end = x + bytes;
  let a0 = f32x4.splat(0), a1 = a0;
  let b0 = a0, b1 = a0;
  while (x < end) {
    const xj = v128.load32_splat(x);
    const yj = v128.load32_splat(y);
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    a0 = addProduct(a0, w0, xj);
    a1 = addProduct(a1, w1, xj);
    b0 = addProduct(b0, w0, yj);
    b1 = addProduct(b1, w1, yj);
    w += row;
    x += 4;
    y += 4;
  }
  keep(out, a0, a1);
  keep(outY, b0, b1);
}

@inline
function keep(out: usize, low: v128, high: v128): void {
  v128.store(out, low);
  v128.store(out, high, 16);
}
