/**
 * @file The inner loop, where most of the time goes: 4 × 8 sums over k of x_k w_k, each in order of k, in
 * eight registers.
 *
 * The loop is unrolled five times, because engines check in every iteration if they should stop. The breaks
 * in between keep engines from interleaving one k with the next, which would need more registers than there
 * are.
 */
import { addProduct } from './vectors';

/**
 * out_r[i] = Σ_k x[k][r] w[k][i] for r = 0 … 3 and 8 units i, k = 0 … count − 1, count at least 1. The 4 numbers x[k] stand
 * `xStep` bytes from the next, the 8 units w[k] `wStep` bytes.
 */
@inline
export function tile(
  x: usize, xStep: usize, w: usize, wStep: usize, count: i32, out0: usize, out1: usize, out2: usize, out3: usize,
): void {
  multiply(0, 0, x, xStep, w, wStep, count, false, 0, out0, out1, out2, out3);
}

/**
 * Like {@link tile}, but writes four rows that are `outStep` bytes apart. The sums start from the rows at
 * `from`, `fromStep` bytes apart, or from 0 if `from` is 0. With `descend`, out_r[i] −= α sum instead.
 */
@inline
export function addTile(
  from: usize, fromStep: usize, x: usize, xStep: usize, w: usize, wStep: usize, count: i32,
  descend: bool, alpha: f32, out: usize, outStep: usize,
): void {
  multiply(
    from, fromStep, x, xStep, w, wStep, count, descend, alpha, out, out + outStep, out + 2 * outStep, out + 3 * outStep,
  );
}

@inline
function multiply(
  from: usize, fromStep: usize, x: usize, xStep: usize, w: usize, wStep: usize, count: i32,
  descend: bool, alpha: f32, out0: usize, out1: usize, out2: usize, out3: usize,
): void {
  const end = x + <usize>count * xStep;
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
  let c0 = a0, c1 = a0, e0 = a0, e1 = a0;
  if (from) {
    a0 = v128.load(from), a1 = v128.load(from, 16), from += fromStep;
    b0 = v128.load(from), b1 = v128.load(from, 16), from += fromStep;
    c0 = v128.load(from), c1 = v128.load(from, 16), from += fromStep;
    e0 = v128.load(from), e1 = v128.load(from, 16);
  }
  while (true) {
    let low = v128.load(w), high = v128.load(w, 16);
    let xk = v128.load32_splat(x); a0 = addProduct(a0, low, xk); a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 4); b0 = addProduct(b0, low, xk); b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 8); c0 = addProduct(c0, low, xk); c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 12); e0 = addProduct(e0, low, xk); e1 = addProduct(e1, high, xk);
    x += xStep;
    w += wStep;
    if (x == end) break;
    low = v128.load(w), high = v128.load(w, 16);
    xk = v128.load32_splat(x); a0 = addProduct(a0, low, xk); a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 4); b0 = addProduct(b0, low, xk); b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 8); c0 = addProduct(c0, low, xk); c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 12); e0 = addProduct(e0, low, xk); e1 = addProduct(e1, high, xk);
    x += xStep;
    w += wStep;
    if (x == end) break;
    low = v128.load(w), high = v128.load(w, 16);
    xk = v128.load32_splat(x); a0 = addProduct(a0, low, xk); a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 4); b0 = addProduct(b0, low, xk); b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 8); c0 = addProduct(c0, low, xk); c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 12); e0 = addProduct(e0, low, xk); e1 = addProduct(e1, high, xk);
    x += xStep;
    w += wStep;
    if (x == end) break;
    low = v128.load(w), high = v128.load(w, 16);
    xk = v128.load32_splat(x); a0 = addProduct(a0, low, xk); a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 4); b0 = addProduct(b0, low, xk); b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 8); c0 = addProduct(c0, low, xk); c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 12); e0 = addProduct(e0, low, xk); e1 = addProduct(e1, high, xk);
    x += xStep;
    w += wStep;
    if (x == end) break;
    low = v128.load(w), high = v128.load(w, 16);
    xk = v128.load32_splat(x); a0 = addProduct(a0, low, xk); a1 = addProduct(a1, high, xk);
    xk = v128.load32_splat(x, 4); b0 = addProduct(b0, low, xk); b1 = addProduct(b1, high, xk);
    xk = v128.load32_splat(x, 8); c0 = addProduct(c0, low, xk); c1 = addProduct(c1, high, xk);
    xk = v128.load32_splat(x, 12); e0 = addProduct(e0, low, xk); e1 = addProduct(e1, high, xk);
    x += xStep;
    w += wStep;
    if (x == end) break;
  }
  const rate = f32x4.splat(alpha);
  finish(descend, out0, a0, a1, rate);
  finish(descend, out1, b0, b1, rate);
  finish(descend, out2, c0, c1, rate);
  finish(descend, out3, e0, e1, rate);
}

@inline
function finish(descend: bool, out: usize, low: v128, high: v128, rate: v128): void {
  if (descend) {
    low = f32x4.sub(v128.load(out), f32x4.mul(rate, low));
    high = f32x4.sub(v128.load(out, 16), f32x4.mul(rate, high));
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}

/**
 * True if rows are so far apart that many of them map to the same few lines of the L1 cache; then it is
 * better to copy them together first.
 */
@inline
export function hasCacheConflicts(row: usize): bool {
  return row % 256 == 0;
}

/** Copies 8 units of `count` rows of hidden units, `row` bytes apart, side by side. */
export function packPanel(from: usize, row: usize, count: i32, to: usize): void {
  const end = to + (<usize>count << 5);
  for (; to < end; to += 32, from += row) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
}
