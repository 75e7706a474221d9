/**
 * @file How spaCy names strings in its files: by a number of 64 bits, the MurmurHash64A of their UTF-8 bytes with the
 * seed 1 (Austin Appleby, https://github.com/aappleby/smhasher); its own symbols have small numbers instead.
 */

import { symbolNumbers } from './symbols.js';

const multiplier = 0xc6a4a7935bd1e995n;
const shift = 47n;
const seed = 1n;

const product = (value: bigint): bigint => BigInt.asUintN(64, value * multiplier);
const mixed = (value: bigint): bigint => value ^ (value >> shift);

/** Returns the number by which spaCy refers to a string. */
export const stringKey = (text: string): bigint => symbolNumbers.get(text) ?? murmurHash(Buffer.from(text));

/** MurmurHash64A: h ← (h ⊕ k′) m for each block k of 8 bytes, with k′ = mix(k m) m; then h ← mix(mix(h) m). */
export function murmurHash(bytes: Buffer): bigint {
  let hash = seed ^ product(BigInt(bytes.length));
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8)
    hash = product(hash ^ product(mixed(product(bytes.readBigUInt64LE(at)))));
  if (whole < bytes.length) {
    let rest = 0n; // the last bytes, little-endian
    for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8n) | BigInt(bytes[at]);
    hash = product(hash ^ rest);
  }
  return mixed(product(mixed(hash)));
}
