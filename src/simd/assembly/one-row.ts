/**
 * @file Forward and backward pass for a single row of x. Every number of W is then used only once, so memory
 * bandwidth is the limit: four rows of W are read side by side from end to end, which suits the memory
 * system.
 */
import { addProduct, zero } from './vectors';

/** out = W x; W begins with column 0 of the slot. */
export function projectOne(x: usize, W: usize, d: i32, row: usize, out: usize): void {
  zero(out, row);
  const end = x + (<usize>d << 2);
  for (; x + 16 <= end; x += 16, W += row << 2) {
    const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x, 4);
    const x2 = v128.load32_splat(x, 8), x3 = v128.load32_splat(x, 12);
    let w0 = W, w1 = W + row, w2 = W + 2 * row, w3 = W + 3 * row;
    for (let o = out; o < out + row; o += 32, w0 += 32, w1 += 32, w2 += 32, w3 += 32) {
      let low = addProduct(v128.load(o), v128.load(w0), x0);
      let high = addProduct(v128.load(o, 16), v128.load(w0, 16), x0);
      low = addProduct(low, v128.load(w1), x1), high = addProduct(high, v128.load(w1, 16), x1);
      low = addProduct(low, v128.load(w2), x2), high = addProduct(high, v128.load(w2, 16), x2);
      low = addProduct(low, v128.load(w3), x3), high = addProduct(high, v128.load(w3, 16), x3);
      v128.store(o, low);
      v128.store(o, high, 16);
    }
  }
  for (; x < end; x += 4, W += row) {
    const xj = v128.load32_splat(x);
    for (let unit: usize = 0; unit < row; unit += 16) {
      v128.store(out + unit, addProduct(v128.load(out + unit), v128.load(W + unit), xj));
    }
  }
}

/** W_j −= α x_j G for n columns j. */
export function descendOne(x: usize, G: usize, W: usize, n: i32, row: usize, alpha: f32): void {
  const rate = f32x4.splat(alpha);
  const end = x + (<usize>n << 2);
  for (; x + 16 <= end; x += 16, W += row << 2) {
    const x0 = v128.load32_splat(x), x1 = v128.load32_splat(x, 4);
    const x2 = v128.load32_splat(x, 8), x3 = v128.load32_splat(x, 12);
    let w0 = W, w1 = W + row, w2 = W + 2 * row, w3 = W + 3 * row;
    for (let g = G; g < G + row; g += 32, w0 += 32, w1 += 32, w2 += 32, w3 += 32) {
      const low = v128.load(g), high = v128.load(g, 16);
      takeProduct(w0, rate, x0, low, high);
      takeProduct(w1, rate, x1, low, high);
      takeProduct(w2, rate, x2, low, high);
      takeProduct(w3, rate, x3, low, high);
    }
  }
  for (; x < end; x += 4, W += row) {
    const xj = v128.load32_splat(x);
    for (let unit: usize = 0; unit < row; unit += 32) {
      takeProduct(W + unit, rate, xj, v128.load(G + unit), v128.load(G + unit, 16));
    }
  }
}

/** W −= α x G, eight units. */
@inline
function takeProduct(W: usize, rate: v128, x: v128, low: v128, high: v128): void {
  v128.store(W, f32x4.sub(v128.load(W), f32x4.mul(rate, f32x4.mul(low, x))));
  v128.store(W, f32x4.sub(v128.load(W, 16), f32x4.mul(rate, f32x4.mul(high, x))), 16);
}
