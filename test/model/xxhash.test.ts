import { expect, test } from 'vitest';
import { xxh32 } from '../../src/model/xxhash.js';

// From the Python package xxhash 3, which wraps the author's library.
test.each([
  ['', 0x02cc5d05],
  ['a', 0x550d7456],
  ['abc', 0x32d153ff],
  ['Nobody inspects the spammish repetition', 0xe2293b2f],
  ['0123456789abcdef0123456789abcdef0', 0x5c28f38d],
])('XXH32 of %j', (text, expected) => {
  expect(xxh32(new TextEncoder().encode(text))).toBe(expected);
});

test('does not depend on where the bytes lie', () => {
  const bytes = Uint8Array.from({ length: 71 }, (_, k) => (37 * k) & 255);
  for (let shift = 1; shift < 8; shift++) {
    const moved = new Uint8Array(80);
    moved.set(bytes, shift);
    expect(xxh32(moved.subarray(shift, shift + 71))).toBe(xxh32(bytes));
  }
});
