/**
 * @file Where the time goes: 4 × 8 sums over k of x_k w_k, each in order of k, in eight registers.
 *
 * Both operands are packed, so that two addresses move: 4 numbers of x and 8 of w for every k. Two k a round; the break
 * between them keeps engines from mixing the two, which would need more registers than there are.
 */
import { addProduct } from './vectors';

/** Bytes of a result: for each of the 4 numbers of x, 8 sums. */
export const tileBytes = 128;

/** out[r][i] = Σ_k x[k][r] w[k][i], k = 0 … count − 1, count at least 1. */
export function tile(x: usize, w: usize, count: i32, out: usize): void {
  const end = x + (<usize>count << 4);
  let a0 = f32x4.splat(0), a1 = a0;
  let b0 = a0, b1 = a0;
  let c0 = a0, c1 = a0;
  let e0 = a0, e1 = a0;
  while (true) {
    let low = v128.load(w);
    let high = v128.load(w, 16);
    let xk = v128.load32_splat(x);
    a0 = addProduct(a0, low, xk);
    a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 4);
    b0 = addProduct(b0, low, xk);
    b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 8);
    c0 = addProduct(c0, low, xk);
    c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 12);
    e0 = addProduct(e0, low, xk);
    e1 = addProduct(e1, high, xk);
    if (x + 16 == end) break;
    low = v128.load(w, 32);
    high = v128.load(w, 48);
    xk = v128.load32_splat(x, 16);
    a0 = addProduct(a0, low, xk);
    a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 20);
    b0 = addProduct(b0, low, xk);
    b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 24);
    c0 = addProduct(c0, low, xk);
    c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 28);
    e0 = addProduct(e0, low, xk);
    e1 = addProduct(e1, high, xk);
    x += 32;
    w += 64;
    if (x == end) break;
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, b0, 32);
  v128.store(out, b1, 48);
  v128.store(out, c0, 64);
  v128.store(out, c1, 80);
  v128.store(out, e0, 96);
  v128.store(out, e1, 112);
}

/** Copies 8 units of `count` rows of hidden units, `row` bytes apart, side by side. */
export function packPanel(from: usize, row: usize, count: i32, to: usize): void {
  const end = to + (<usize>count << 5);
  for (; to < end; to += 32, from += row) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
}
