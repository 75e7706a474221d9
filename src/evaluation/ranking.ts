/** @file Tokens ranked by score, highest first; equal scores in order of position. */

/** A float32 as an unsigned integer that sorts the same way (Herf 2001, "Radix tricks"). */
const sortable = (bits: number): number => (bits & 0x8000_0000 ? ~bits : bits | 0x8000_0000) >>> 0;

/**
 * The members of `positions` by falling `scores[position]`: a stable radix sort over 32-bit keys, linear in their number.
 */
export function rankByScore(scores: Float32Array, positions: Int32Array): Int32Array {
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const n = positions.length;
  let from = positions.slice();
  let to = new Int32Array(n);
  for (let shift = 0; shift < 32; shift += 8) {
    const starts = new Int32Array(257);
    for (let k = 0; k < n; k++) starts[256 - ((sortable(bits[from[k]!]!) >>> shift) & 255)]!++;
    for (let bucket = 1; bucket <= 256; bucket++) starts[bucket]! += starts[bucket - 1]!;
    for (let k = 0; k < n; k++) {
      const bucket = 255 - ((sortable(bits[from[k]!]!) >>> shift) & 255);
      to[starts[bucket]!++] = from[k]!;
    }
    [from, to] = [to, from];
  }
  return from;
}
