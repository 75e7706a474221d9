/**
 * @file Layout of nerwin's own file of word vectors (.nwv), version 1. All numbers little-endian.
 *
 * | offset | bytes | what |
 * |---|---|---|
 * | 0 | 4 | "NWV" 0x1A |
 * | 4 | 4 | version, uint32 = 1 |
 * | 8 | 4 | V, words, uint32 |
 * | 12 | 4 | d, numbers a vector, uint32 |
 * | 16 | 4 | kind of number, uint32: 0 float32, 1 int8 |
 * | 20 | 4 | bytes of all words together, uint32 |
 * | 24 | 8 | zero |
 * | 32 | 32 | SHA-256 of all that follows |
 * | 64 | 4d | row of unknown words, float32 |
 * | | 4d | row of numbers, float32 |
 * | | 4(V + 1) | offset of each word in the concatenated words, then the end of the last one, uint32 |
 * | | | the concatenated words, UTF-8 in NFC, most frequent first |
 * | | V(4d) | float32: the rows |
 * | | V(4 + d) | int8: per row its scale, float32, then d signed bytes q; number = scale · q |
 */

export const binaryMagic = Buffer.from('NWV\x1a', 'latin1');
export const binaryVersion = 1;
export const headerBytes = 64;

/** How the numbers are stored; the index in this list is the code in the file. */
export const quantizations = ['float32', 'int8'] as const;
export type Quantization = (typeof quantizations)[number];

/** Returns the number of bytes of an encoded row of d numbers. */
export const rowBytes = (d: number, quantization: Quantization): number =>
  quantization === 'int8' ? 4 + d : 4 * d;

/**
 * Encodes `row` into `bytes` from `at` on. int8: scale = max |x| / 127 and q = round(x / scale), so that |x −
 * scale · q| ≤ scale / 2 up to float32 rounding (for |x| of 10⁻³⁰ … 10³⁸); a row of zeros has scale 0.
 */
export function encodeRow(row: Float32Array, quantization: Quantization, bytes: Buffer, at: number): void {
  if (quantization === 'float32') {
    for (let j = 0; j < row.length; j++) bytes.writeFloatLE(row[j], at + 4 * j);
    return;
  }
  let largest = 0;
  for (const value of row) largest = Math.max(largest, Math.abs(value));
  const scale = Math.fround(largest / 127);
  bytes.writeFloatLE(scale, at);
  for (let j = 0; j < row.length; j++) {
    const q = scale === 0 ? 0 : Math.round(row[j] / scale);
    bytes.writeInt8(Math.max(-127, Math.min(127, q)), at + 4 + j);
  }
}

/** Decodes what {@link encodeRow} wrote: d numbers into `into` from `to` on. */
export function decodeVector(
  bytes: Buffer,
  at: number,
  d: number,
  quantization: Quantization,
  into: Float32Array,
  to: number,
): void {
  if (quantization === 'float32') {
    for (let j = 0; j < d; j++) into[to + j] = bytes.readFloatLE(at + 4 * j);
    return;
  }
  const scale = bytes.readFloatLE(at);
  for (let j = 0; j < d; j++) into[to + j] = scale * bytes.readInt8(at + 4 + j);
}
