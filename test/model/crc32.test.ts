import { describe, expect, test } from 'vitest';
import { crc32 as ofBrowser } from '../../src/model/crc32.browser.js';
import { crc32 } from '../../src/model/crc32.js';

describe.each([
  ['of Node', crc32],
  ['of browsers', ofBrowser],
])('CRC-32 %s', (_, checksum) => {
  // From Python's zlib.crc32.
  test.each([
    ['', 0],
    ['a', 0xe8b7be43],
    ['abc', 0x352441c2],
    ['123456789', 0xcbf43926],
    ['Nobody inspects the spammish repetition', 0xad4270ed],
    ['0123456789abcdef0123456789abcdef0', 0x1314ab93],
  ])('of %j', (text, expected) => {
    expect(checksum(new TextEncoder().encode(text))).toBe(expected);
  });

  test('does not depend on where the bytes lie', () => {
    const bytes = Uint8Array.from({ length: 71 }, (_, k) => (37 * k) & 255);
    for (let shift = 1; shift < 8; shift++) {
      const moved = new Uint8Array(80);
      moved.set(bytes, shift);
      expect(checksum(moved.subarray(shift, shift + 71))).toBe(checksum(bytes));
    }
  });
});

test('the two agree on bytes of every length', () => {
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, k) => (k * k * 31 + length) & 255);
    expect(ofBrowser(bytes)).toBe(crc32(bytes));
  }
});
