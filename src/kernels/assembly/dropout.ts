/** @file x̃ of one row: the twin of `../dropout.ts`. */
import { plan } from './plan';

/** 32 bits that decide for components 4q … 4q + 3 of a row in a slot. */
@inline
function dropoutBits(row: i32, slot: i32, q: i32): i32 {
  let bits = plan.seed + row * 0x9e3779b1 + slot * 0x85ebca77 + q * 0xc2b2ae3d;
  bits = (bits ^ (bits >>> 16)) * 0x21f0aaad;
  bits = (bits ^ (bits >>> 15)) * 0x735a2d97;
  return bits ^ (bits >>> 15);
}

/** Writes components `from` … `to − 1` of x̃; `from` is a multiple of 4. Up to three more are written after them. */
export function thin(x: usize, row: i32, slot: i32, from: i32, to: i32, out: usize): void {
  const threshold = i32x4.splat(plan.threshold);
  const scale = f32x4.splat(plan.scale);
  for (let j = from; j < to; j += 4) {
    const bits = i32x4.splat(dropoutBits(row, slot, j >> 2));
    const bytes = i8x16.swizzle(bits, i8x16(0, 99, 99, 99, 1, 99, 99, 99, 2, 99, 99, 99, 3, 99, 99, 99));
    const kept = i32x4.ge_s(bytes, threshold);
    v128.store(out + (<usize>(j - from) << 2), v128.and(kept, f32x4.mul(v128.load(x + (<usize>j << 2)), scale)));
  }
}
