/** @file Tokens ranked by score, highest first; equal scores in order of position. */

/** A float32 as an unsigned integer that sorts the other way round (after Herf 2001, "Radix tricks"). */
const sinking = (bits: number): number => (bits & 0x8000_0000 ? bits : ~bits & 0x7fff_ffff) >>> 0;

/** Bits of a key that one pass sorts by. */
const digitBits = 11;
const digits = 1 << digitBits;

/**
 * The members of `positions` by falling `scores[position]`: a stable radix sort over 32-bit keys, linear in their number.
 */
export function rankByScore(scores: Float32Array, positions: Int32Array): Int32Array {
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const n = positions.length;
  let [from, to] = [positions.slice(), new Int32Array(n)];
  let [keys, sortedKeys] = [new Uint32Array(n), new Uint32Array(n)];
  for (let k = 0; k < n; k++) keys[k] = sinking(bits[positions[k]!]!);
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = new Int32Array(digits + 1);
    for (let k = 0; k < n; k++) starts[1 + ((keys[k]! >>> shift) & (digits - 1))]!++;
    for (let digit = 1; digit <= digits; digit++) starts[digit]! += starts[digit - 1]!;
    for (let k = 0; k < n; k++) {
      const key = keys[k]!;
      const at = starts[(key >>> shift) & (digits - 1)]!++;
      to[at] = from[k]!;
      sortedKeys[at] = key;
    }
    [from, to] = [to, from];
    [keys, sortedKeys] = [sortedKeys, keys];
  }
  return from;
}
