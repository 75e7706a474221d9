/**
 * @file `crc32.ts` for browsers. The bytes are the coefficients of a polynomial over the field of two elements; CRC-32 is its remainder after
 * division by 0x04c11db7, with all bits in reversed order. Four bytes are divided at a time, each with a table of its own.
 * Sources: RFC 1952, section 8, for the remainder of one byte; Kounavis and Berry, "A systematic approach to building high performance
 * software-based CRC generators" (2005), for several.
 */
const reversedPolynomial = 0xedb88320;

/** Element b is the remainder of byte b. */
const last = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? reversedPolynomial : 0);
  return remainder;
});

/** From the remainders of all bytes with k bytes after them, those with k + 1. */
const before = (table: Uint32Array): Uint32Array =>
  table.map((remainder) => (remainder >>> 8) ^ last[remainder & 0xff]);

const third = before(last);
const second = before(third);
const first = before(second);

/** Returns CRC-32 of `bytes`, an integer below 2³². */
export function crc32(bytes: Uint8Array): number {
  let remainder = -1;
  let k = 0;
  for (; k + 4 <= bytes.length; k += 4) {
    remainder ^= bytes[k] | (bytes[k + 1] << 8) | (bytes[k + 2] << 16) | (bytes[k + 3] << 24);
    remainder =
      first[remainder & 0xff] ^
      second[(remainder >>> 8) & 0xff] ^
      third[(remainder >>> 16) & 0xff] ^
      last[remainder >>> 24];
  }
  for (; k < bytes.length; k++) remainder = (remainder >>> 8) ^ last[(remainder ^ bytes[k]) & 0xff];
  return ~remainder >>> 0;
}
