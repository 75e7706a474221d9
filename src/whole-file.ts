/** @file Reads whole files of limited size. What `stat` says of the size is not trusted: a device or a pipe has none. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { codeOf, type ErrorCode, NerwinError, withPath } from './error.js';

/** Limits by what a file is for, in bytes: far more than any such file needs. */
export const sizeLimits = { settings: 2 ** 20, table: 2 ** 28 } as const;

const chunkBytes = 2 ** 16;
/** How long to wait for the next bytes of a pipe, in milliseconds: 10 s for a writer (`count` 0), 60 s for one that is slow. */
export const patienceWith = (count: number | undefined): number => (count === 0 ? 10_000 : 60_000);
export const pause = 10; // milliseconds

/**
 * Returns the bytes of a file, a pipe or a device; of standard input for `-`. Throws a {@link NerwinError} with `code` if it cannot be read, has
 * more than `limit` bytes, or is a pipe into which nobody writes.
 */
export function readWhole(path: string, code: ErrorCode, limit: number): Buffer {
  return withPath(code, path, () => {
    // Without O_NONBLOCK, opening a pipe waits for a writer, and nothing ends the wait.
    const descriptor = path === '-' ? 0 : openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return contents(descriptor, path === '-' ? 'standard input' : path, code, limit);
    } finally {
      if (path !== '-') closeSync(descriptor);
    }
  });
}

function contents(descriptor: number, path: string, code: ErrorCode, limit: number): Buffer {
  const status = fstatSync(descriptor);
  const isPipe = status.isFIFO();
  if (status.isFile() && status.size > limit) throw tooLarge(path, code, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  let waited = 0; // milliseconds since the last bytes
  for (;;) {
    const room = Math.min(Math.max(chunkBytes, status.isFile() ? status.size + 1 : 0), limit + 1 - size);
    const chunk = Buffer.allocUnsafe(room);
    const count = bytesRead(descriptor, chunk);
    if (count === 0 && !(isPipe && size === 0)) return Buffer.concat(chunks);
    if (count === undefined || count === 0) {
      if (isPipe && waited >= patienceWith(count)) throw silent(path, code, waited);
      waited += pause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
      continue;
    }
    waited = 0;
    chunks.push(chunk.subarray(0, count));
    size += count;
    if (size > limit) throw tooLarge(path, code, limit);
  }
}

/** Returns the number of bytes read, 0 at the end or without a writer; undefined if a writer is slow. */
function bytesRead(descriptor: number, into: Buffer): number | undefined {
  try {
    return readSync(descriptor, into);
  } catch (error) {
    if (codeOf(error) === 'EOF') return 0; // Windows, at the end of a pipe
    if (codeOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

/** Returns the error for a pipe out of which nothing came for so many milliseconds. */
export const silent = (path: string, code: ErrorCode, waited: number): NerwinError =>
  new NerwinError(code, `${path}: nothing came out of it within ${waited / 1000} seconds`, 'give a file');

/** Returns the bytes of a stream such as standard input; throws like {@link readWhole}. */
export async function readWholeStream(
  stream: AsyncIterable<string | Uint8Array>,
  name: string,
  code: ErrorCode,
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limit) throw tooLarge(name, code, limit);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Returns the error for a file of more than `limit` bytes. */
const tooLarge = (path: string, code: ErrorCode, limit: number): NerwinError =>
  new NerwinError(
    code,
    `${path}: more than ${limit < 2 ** 20 ? `${limit / 1024} KB` : `${limit / 2 ** 20} MB`}, too large for such a file`,
    'check that this is the right file',
  );
