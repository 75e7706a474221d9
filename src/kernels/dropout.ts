/**
 * @file Dropout on the dense part of x: x̃_j = x_j · scale if kept, otherwise 0 (Srivastava et al. 2014, as
 * inverted dropout, so that evaluation needs no change). The dropped components depend only on the batch's
 * seed, the row, the slot and j, never on the order of work. So kernels and threads agree, and a word loses
 * the same components in all windows of a batch.
 */

/** The dropout rate in 256ths: one byte of a hash decides about each component. */
export const dropoutThreshold = (rate: number): number => Math.round(rate * 256);

/** 1 / (fraction kept), in float32. */
export const dropoutScale = (rate: number): number => Math.fround(256 / (256 - dropoutThreshold(rate)));

/**
 * Returns 32 bits that decide about components 4q … 4q + 3 of a row in a slot: component j is dropped if byte
 * j mod 4 is below the threshold.
 */
export function dropoutBits(seed: number, row: number, slot: number, q: number): number {
  let bits = (seed + Math.imul(row, 0x9e3779b1) + Math.imul(slot, 0x85ebca77) + Math.imul(q, 0xc2b2ae3d)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}

/** Writes x̃ of a row into `out`. */
export function applyDropout(
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
    out[j] = ((bits >>> (8 * (j % 4))) & 255) < threshold ? 0 : x[j] * scale;
  }
}
