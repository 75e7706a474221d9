/** @file Reads a file as a stream of chunks, in bounded memory. Gzip is detected by its first two bytes. */

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { asPathError, codeOf, type ErrorCode, NerwinError } from './error.js';
import { memoryFile } from './memory-files.js';
import { patienceWith, pause, silent } from './whole-file.js';

/** For text. Larger chunks are slower: their lines outlive V8's young generation. */
const defaultChunkBytes = 1 << 16;

/**
 * Yields the bytes of `path` in 64 KB chunks. A file that starts with gzip's magic number is decompressed
 * (RFC 1952; several members count as one file). The file is closed if the consumer stops early.
 *
 * Throws a {@link NerwinError} with the given `code` if the file can't be read or its gzip data are damaged.
 */
export const fileBytes = (path: string, code: ErrorCode): AsyncGenerator<Buffer> =>
  plainBytes(storedBytes(path, code), path, code);

/**
 * Like {@link fileBytes}, but reads from `stored`; error messages call it `name`. Decompressed chunks have at most
 * `chunkBytes` bytes.
 */
export async function* plainBytes(
  stored: AsyncIterable<Buffer>,
  name: string,
  code: ErrorCode,
  chunkBytes = defaultChunkBytes,
): AsyncGenerator<Buffer> {
  const chunks = stored[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  let head = first.value;
  if (head.length === 1 && head[0] === 0x1f) {
    const second = await chunks.next();
    if (!second.done) head = Buffer.concat([head, second.value]);
  }
  const whole = resumed(head, chunks);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* unpacked(whole, name, code, chunkBytes);
  else yield* whole;
}

/** The identity of a file: its size, and its SHA-256 as `sha256sum` prints it. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/** Returns the {@link Fingerprint} of a file as stored on disk; gzip is not decompressed. */
export async function hashFile(path: string, code: ErrorCode): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of storedBytes(path, code)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Yields the bytes of a file as stored on disk, each chunk in a buffer of its own. */
export async function* storedBytes(
  path: string,
  code: ErrorCode,
  chunkBytes = defaultChunkBytes,
): AsyncGenerator<Buffer> {
  const inMemory = memoryFile(path);
  if (inMemory) {
    for (let at = 0; at < inMemory.length; at += chunkBytes)
      yield Buffer.from(inMemory.subarray(at, at + chunkBytes));
    return;
  }
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // a pipe without a writer would never open
    const status = await file.stat();
    let waited = status.isFIFO() ? 0 : undefined; // milliseconds; undefined once something has come
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(chunkBytes); // a new buffer each time, because the consumer may keep the previous one
      const count = status.isFile()
        ? (await file.read(buffer, 0, chunkBytes, null)).bytesRead
        : await readSlow(file, buffer);
      if (count) {
        waited = undefined;
        yield buffer.subarray(0, count);
        continue;
      }
      if (count === 0 && waited === undefined) return;
      if (waited !== undefined) {
        if (waited >= patienceWith(count)) throw silent(path, code, waited);
        waited += pause;
      }
      await setTimeout(pause);
    }
  } catch (error) {
    throw asPathError(code, path, error);
  } finally {
    await file?.close();
  }
}

/** Reads a pipe or a terminal; returns the number of bytes, 0 at the end or without a writer, undefined if there are none yet. */
async function readSlow(source: FileHandle, into: Buffer): Promise<number | undefined> {
  try {
    return (await source.read(into, 0, into.length, null)).bytesRead;
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

async function* resumed(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* unpacked(
  stored: AsyncGenerator<Buffer>,
  name: string,
  code: ErrorCode,
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // The empty callback silences the error of an early stop; real errors surface in the loop below.
  pipeline(Readable.from(stored, { objectMode: true }), gunzip, () => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    const reason = codeOf(error);
    if (!reason.startsWith('Z_')) throw error;
    const what = reason === 'Z_BUF_ERROR' ? 'the gzip file is truncated' : 'the gzip file is damaged';
    const hint = 'download it again, or test it with `gzip -t`';
    throw new NerwinError(code, `${name}: ${what}`, hint, { cause: error });
  }
}
