/** @file Decodes words from the bytes of a file. */
import { isUtf8 } from 'node:buffer';

/** Returns the word in `bytes[start … end)` in Unicode NFC; undefined if the bytes are not valid UTF-8. */
export function wordFrom(bytes: Buffer, start: number, end: number): string | undefined {
  const word = bytes.toString('utf8', start, end);
  if (word.includes('\ufffd') && !isUtf8(bytes.subarray(start, end))) return undefined;
  return word.length === end - start ? word : word.normalize('NFC'); // one byte per character: ASCII, which NFC does not change
}
