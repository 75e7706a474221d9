/**
 * @file XXH32, a 32-bit hash that finds damage. It is not for secrets. It costs few operations per word, so a model opens fast even
 * before the engine has optimized it. Source: Yann Collet, "XXH32 algorithm description" (github.com/Cyan4973/xxHash).
 */

const [prime1, prime2, prime3, prime4, prime5] = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1];
const stripe = 16; // bytes

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** Returns XXH32 of `bytes` with seed 0, as an integer below 2³². */
export function xxh32(bytes: Uint8Array): number {
  const { length } = bytes;
  let at = length - (length % stripe);
  let hash = at > 0 ? ofStripes(bytes, at) : prime5;
  hash += length;
  for (; at + 4 <= length; at += 4) {
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    hash = Math.imul(rotated(hash + Math.imul(word, prime3), 17), prime4);
  }
  for (; at < length; at++) hash = Math.imul(rotated(hash + Math.imul(bytes[at], prime5), 11), prime1);
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Hashes the first `end` bytes, whole stripes, in four lanes of 32-bit words. */
function ofStripes(bytes: Uint8Array, end: number): number {
  const words = wordsOf(bytes, end);
  let [a, b, c, d] = [(prime1 + prime2) | 0, prime2 | 0, 0, -prime1 | 0];
  for (let k = 0; k < words.length; k += 4) {
    a = Math.imul(rotated((a + Math.imul(words[k], prime2)) | 0, 13), prime1);
    b = Math.imul(rotated((b + Math.imul(words[k + 1], prime2)) | 0, 13), prime1);
    c = Math.imul(rotated((c + Math.imul(words[k + 2], prime2)) | 0, 13), prime1);
    d = Math.imul(rotated((d + Math.imul(words[k + 3], prime2)) | 0, 13), prime1);
  }
  return (rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18)) | 0;
}

/**
 * Returns the first `end` bytes as 32-bit words, without a copy if they are aligned. The machine must be little-endian, as for
 * all tensors of a file.
 */
function wordsOf(bytes: Uint8Array, end: number): Int32Array {
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes.subarray(0, end));
  return new Int32Array(buffer, byteOffset, end / 4);
}
