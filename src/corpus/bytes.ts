/** @file The bytes of a file, in order, in bounded memory; gzip is recognised by its first bytes. */

import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asPathError, codeOf, type Fault, NerwinError } from '../error.js';

const chunkBytes = 1 << 16; // larger chunks are slower: their lines outlive V8's young generation

/**
 * The bytes of `path` in chunks of 64 KB, unpacked when the file begins with the magic number of
 * gzip (RFC 1952; several members in a row count as one file). The file is closed when the reader stops early.
 *
 * Throws a {@link NerwinError} of kind `fault` for a file that can't be read and for damaged gzip.
 */
export const fileBytes = (path: string, fault: Fault): AsyncGenerator<Buffer> =>
  plainBytes(storedBytes(path, fault), path, fault);

/** The bytes in `stored`, as {@link fileBytes} gives those of a file; `name` stands in messages. */
export async function* plainBytes(
  stored: AsyncIterable<Buffer>,
  name: string,
  fault: Fault,
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
  if (head[0] === 0x1f && head[1] === 0x8b) yield* unpacked(whole, name, fault);
  else yield* whole;
}

/** What identifies a file: its size, and its SHA-256 as `sha256sum` prints it. */
export interface Fingerprint {
  readonly bytes: number;
  readonly sha256: string;
}

/** The {@link Fingerprint} of a file as it is stored: a gzip file is not unpacked. */
export async function fingerprint(path: string, fault: Fault): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of storedBytes(path, fault)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function* storedBytes(path: string, fault: Fault): AsyncGenerator<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(chunkBytes); // a fresh one: a reader may keep what it was given
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw asPathError(fault, path, error);
  } finally {
    await file?.close();
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

async function* unpacked(stored: AsyncGenerator<Buffer>, path: string, fault: Fault): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // The callback is there to keep an early end quiet; errors arrive through the loop below.
  pipeline(Readable.from(stored, { objectMode: true }), gunzip, () => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    if (!codeOf(error).startsWith('Z_')) throw error;
    throw new NerwinError(
      fault,
      `${path}: damaged gzip: ${(error as Error).message}`,
      'check it with `gzip -t`, or download the file again',
      { cause: error },
    );
  }
}
