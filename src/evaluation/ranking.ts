/** @file Tokens ranked by score, highest first; equal scores in order of position. */

/**
 * Maps the bits of a float32 to an unsigned integer that sorts in the opposite order (after Herf 2001, "Radix
 * tricks").
 */
const descendingKey = (bits: number): number => (bits & 0x8000_0000 ? bits : ~bits & 0x7fff_ffff) >>> 0;

/** Index of the low half of a 64-bit number: 0 on little-endian machines, 1 on big-endian ones. */
const low = new Uint32Array(BigUint64Array.of(1n).buffer)[0] === 1 ? 0 : 1;

/**
 * Returns `positions` in descending order of score. Sorts 64-bit numbers (a key in the high half, an index
 * into `positions` in the low half), because engines sort typed arrays fast from the first call, while a loop
 * in JavaScript is slow until it is compiled.
 */
export function rankByScore(scores: Float32Array, positions: Int32Array): Int32Array {
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const items = new BigUint64Array(positions.length);
  const words = new Uint32Array(items.buffer);
  for (let k = 0; k < positions.length; k++) {
    words[2 * k + low] = k;
    words[2 * k + 1 - low] = descendingKey(bits[positions[k]]);
  }
  items.sort();
  const ranked = new Int32Array(positions.length);
  for (let k = 0; k < ranked.length; k++) ranked[k] = positions[words[2 * k + low]];
  return ranked;
}
