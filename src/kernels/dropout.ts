/**
 * @file Dropout on the dense part of x: x̃_j = x_j · scale where kept, else 0 (Srivastava et al. 2014, in the form that
 * leaves evaluation unchanged). What is dropped depends on the seed of the batch, the row, the slot and j alone, never
 * on the order of work, so kernels and threads agree; a word is thinned alike in all windows of a batch.
 */

/** The rate in 256ths, as it is applied: one byte of a hash decides for one component. */
export const dropoutThreshold = (rate: number): number => Math.round(rate * 256);

/** 1 / (share kept), in float32. */
export const dropoutScale = (rate: number): number => Math.fround(256 / (256 - dropoutThreshold(rate)));

/** 32 bits that decide for components 4q … 4q + 3 of a row in a slot: byte j mod 4 below the threshold drops j. */
export function dropoutBits(seed: number, row: number, slot: number, q: number): number {
  let bits = (seed + Math.imul(row, 0x9e3779b1) + Math.imul(slot, 0x85ebca77) + Math.imul(q, 0xc2b2ae3d)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}

/** Writes x̃ of a row into `out`. */
export function thin(
  x: Float32Array,
  seed: number,
  row: number,
  slot: number,
  rate: number,
  out: Float32Array,
): void {
  const threshold = dropoutThreshold(rate);
  const scale = dropoutScale(rate);
  for (let j = 0, bits = 0; j < x.length; j++) {
    if (j % 4 === 0) bits = dropoutBits(seed, row, slot, j >> 2);
    out[j] = ((bits >>> (8 * (j % 4))) & 255) < threshold ? 0 : x[j]! * scale;
  }
}
