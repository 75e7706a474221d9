/**
 * @file The checksums of a file of tensors, which find damage before wrong numbers are used. A checksum is a CRC-32, see `crc32.ts`.
 *
 * The first tensor, `checksums` (n), has one checksum for every 16 KB of the data after it, so that a row can be checked without
 * reading all rows; a zero follows if their number is odd. `checksum` in the metadata is that of the header, with zeros in place of
 * the checksum itself, followed by the tensor `checksums`.
 */
import { crc32 } from './crc32.js';

export const checksumTensor = 'checksums';
export const checksumKey = 'checksum';
export const blockBytes = 1 << 14;

/** Returns the number of blocks in this number of bytes. */
export const blockCount = (bytes: number): number => Math.ceil(bytes / blockBytes);

/**
 * Returns the length of the tensor `checksums` for this number of bytes: one per block, rounded up to an even number, so
 * that the next tensor is aligned to 8 bytes.
 */
export const checksumCount = (bytes: number): number => 2 * Math.ceil(blockCount(bytes) / 2);

/** Returns the checksums of the blocks of `pieces`, one after another. */
export function blockChecksums(pieces: readonly Uint8Array[]): Int32Array {
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  const result = new Int32Array(checksumCount(total));
  const block = new Uint8Array(blockBytes);
  let [done, filled] = [0, 0];
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + blockBytes - filled);
      block.set(part, filled);
      from += part.length;
      filled += part.length;
      if (filled < blockBytes) continue;
      result[done++] = crc32(block);
      filled = 0;
    }
  }
  if (filled > 0) result[done] = crc32(block.subarray(0, filled));
  return result;
}

/** Returns the checksum of the header and of the tensor `checksums`, as 8 hexadecimal digits. `header` has zeros in its place. */
export function headerChecksum(header: Uint8Array, checksums: Int32Array): string {
  const bytes = new Uint8Array(header.length + checksums.byteLength);
  bytes.set(header);
  bytes.set(new Uint8Array(checksums.buffer, checksums.byteOffset, checksums.byteLength), header.length);
  return crc32(bytes).toString(16).padStart(blankChecksum.length, '0');
}

/** The value of the checksum in the header from which it is computed. */
export const blankChecksum = '00000000';

/** Returns `header`, the JSON of a file, with zeros in place of its checksum, which is `written`; undefined if it is not in there. */
export function withoutChecksum(header: Uint8Array, written: string): Uint8Array | undefined {
  const text = `"${checksumKey}":"${written}"`;
  const at = indexOf(header, text);
  if (at < 0) return undefined;
  const blank = new Uint8Array(header);
  blank.fill(0x30, at + text.length - 1 - written.length, at + text.length - 1);
  return blank;
}

/** Returns where an ASCII text begins; −1 if it is in there nowhere. */
function indexOf(bytes: Uint8Array, text: string): number {
  for (let at = bytes.indexOf(0x22); at >= 0; at = bytes.indexOf(0x22, at + 1)) {
    let k = 0;
    while (k < text.length && bytes[at + k] === text.charCodeAt(k)) k++;
    if (k === text.length) return at;
  }
  return -1;
}
