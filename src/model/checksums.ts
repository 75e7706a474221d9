/**
 * @file The checksums of a file of tensors, which find damage before wrong numbers are used. A checksum is the first 8 bytes of a
 * SHA-256.
 *
 * The first tensor, `checksums` (n, 8), has one checksum for every 16 KB of the data after it, so that a row can be checked without
 * reading all rows. `checksum` in the metadata is that of the header, with zeros in its own place, and of the tensor `checksums`.
 */

export const checksumTensor = 'checksums';
export const checksumKey = 'checksum';
export const checksumBytes = 8;
export const blockBytes = 1 << 14;

type Checksum = (bytes: readonly Uint8Array[]) => Uint8Array;

/** Returns the number of blocks of so many bytes. */
export const blockCount = (bytes: number): number => Math.ceil(bytes / blockBytes);

/** Returns the checksums of the blocks of `pieces`, one after another, (blocks, 8). */
export function blockChecksums(pieces: readonly Uint8Array[], checksum: Checksum): Uint8Array {
  const total = pieces.reduce((sum, { length }) => sum + length, 0);
  const result = new Uint8Array(blockCount(total) * checksumBytes);
  let block: Uint8Array[] = [];
  let room = blockBytes;
  let at = 0;
  const finish = (): void => {
    result.set(checksum(block), at);
    at += checksumBytes;
    block = [];
    room = blockBytes;
  };
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + room);
      block.push(part);
      from += part.length;
      room -= part.length;
      if (room === 0) finish();
    }
  }
  if (block.length > 0) finish();
  return result;
}

/** Returns `header`, the JSON of a file, with zeros in place of its checksum, which is `written`; undefined if it is not in there. */
export function withoutChecksum(header: Uint8Array, written: string): Uint8Array | undefined {
  const text = `"${checksumKey}":"${written}"`;
  const at = indexOf(header, text);
  if (at < 0) return undefined;
  const blank = header.slice();
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

export const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
