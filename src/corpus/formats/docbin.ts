/** @file Recognizes spaCy's DocBin; what reads it is loaded only then. */

import { inflateSync } from 'node:zlib';
import { codeOf } from '../../error.js';
import type { Format } from './format.js';

const plainBytes = 2 ** 20;

/** True if a file begins as zlib data do (RFC 1950), and not as text does. */
export function isDocBin(head: Buffer): boolean {
  if (head.length < 2 || head[0] !== 0x78 || head.readUInt16BE(0) % 31 !== 0) return false;
  if (head[1] >= 0x80) return true; // no UTF-8
  try {
    inflateSync(head, { finishFlush: 2, maxOutputLength: plainBytes }); // Z_SYNC_FLUSH: the end may be missing
    return true;
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE'; // Z_DATA_ERROR: text such as "x^2"
  }
}

export const docbinFormat: Format = {
  matches: () => false, // it has no lines
  async *read(context) {
    const { readDocBin } = await import('../docbin/read.js');
    yield* readDocBin(context);
  },
};
