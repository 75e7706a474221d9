/** @file Computes x̃ of one row, sixteen components at a time; same result as `../../kernels/dropout.ts`. */
import { plan } from './memory-map';

const SLOT = 0x85ebca77;
const ROW = 0x9e3779b1;
const QUARTET = 0xc2b2ae3d;

/** Hashes four seeds, one per group of four components, to the 32 bits that decide about each group. */
@inline
function dropoutBits(seeds: v128): v128 {
  let bits = i32x4.mul(v128.xor(seeds, i32x4.shr_u(seeds, 16)), i32x4.splat(0x21f0aaad));
  bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 15)), i32x4.splat(0x735a2d97));
  return v128.xor(bits, i32x4.shr_u(bits, 15));
}

/** Writes components `from` … `to − 1` of x̃; `from` is a multiple of 4. Up to three more are written after them. */
export function applyDropout(x: usize, row: i32, slot: i32, from: i32, to: i32, out: usize): void {
  const scale = f32x4.splat(plan.scale);
  const highest = i8x16.splat(<i8>(plan.threshold - 1)); // the largest byte that drops a component; the threshold is at least 1 here
  const first = plan.seed + row * ROW + slot * SLOT + (from >> 2) * QUARTET;
  let seeds = i32x4.add(i32x4.splat(first), i32x4(0, QUARTET, 2 * QUARTET, 3 * QUARTET));
  x += <usize>from << 2;
  let left = to - from;
  for (; left > 0; left -= 16) {
    const dropped = i8x16.le_u(dropoutBits(seeds), highest);
    const low = i16x8.extend_low_i8x16_s(dropped);
    const high = i16x8.extend_high_i8x16_s(dropped);
    keep(x, i32x4.extend_low_i16x8_s(low), scale, out);
    if (left > 4) keep(x + 16, i32x4.extend_high_i16x8_s(low), scale, out + 16);
    if (left > 8) keep(x + 32, i32x4.extend_low_i16x8_s(high), scale, out + 32);
    if (left > 12) keep(x + 48, i32x4.extend_high_i16x8_s(high), scale, out + 48);
    seeds = i32x4.add(seeds, i32x4.splat(4 * QUARTET));
    x += 64;
    out += 64;
  }
}

/** x · scale where nothing is dropped, else 0. */
@inline
function keep(x: usize, dropped: v128, scale: v128, out: usize): void {
  v128.store(out, v128.andnot(f32x4.mul(v128.load(x), scale), dropped));
}
