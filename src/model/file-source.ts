/** @file Opens files of tensors to read parts of them. */
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type ErrorCode, NerwinError, withPath } from '../error.js';
import type { ByteSource } from './byte-source.js';

/** A pipe without a writer would keep the process waiting forever. */
export const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** True if the file at `path` begins like a file of tensors: the length of a header, then the header. */
export function isTensorFile(path: string): boolean {
  const start = Buffer.alloc(9);
  const descriptor = withPath('file', path, () => openSync(path, readWithoutWaiting));
  try {
    const length = withPath('file', path, () => readSync(descriptor, start, 0, 9, 0));
    return length === 9 && start.readUInt32LE(4) === 0 && start[8] === 0x7b; // {
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Opens a file to read parts of it. Throws with the given `code` and the path, also if the file changes before it is
 * read: parts of two files must not be mixed.
 */
export function fileSource(path: string, code: ErrorCode): ByteSource {
  let descriptor: number | undefined = withPath(code, path, () => openSync(path, readWithoutWaiting));
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const opened = (): number => {
    if (descriptor === undefined) throw new Error(`${path} is closed`);
    return descriptor;
  };
  try {
    const status = withPath(code, path, () => fstatSync(opened(), { bigint: true }));
    demandFile(status, path, code);
    const stamp = stampOf(status);
    return {
      name: path,
      size: Number(status.size),
      stamp,
      read: (from, length) => {
        const bytes = readFully(opened(), from, length, path, code);
        const now = withPath(code, path, () => fstatSync(opened(), { bigint: true }));
        if (stampOf(now) === stamp) return bytes;
        throw changedFile(path, code);
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Throws if a model is to be read from something without an end, or without a place to read from. */
export function demandFile(
  status: Pick<BigIntStats, 'isFile' | 'isDirectory'>,
  path: string,
  code: ErrorCode,
): void {
  if (!status.isFile() && !status.isDirectory())
    throw new NerwinError(code, `${path}: a pipe or a device, expected a file`, 'copy it to a file first');
}

/** Returns the error for a file that was replaced or overwritten while it was in use. */
export const changedFile = (path: string, code: ErrorCode): NerwinError =>
  new NerwinError(
    code,
    `${path}: the file was changed while it was read`,
    'run it again; put new files in place with a rename, as `mv` does',
  );

const stampOf = ({ dev, ino, size, mtimeNs }: BigIntStats): string => [dev, ino, size, mtimeNs].join(':');

/** Reads `length` bytes into a buffer of their own; undefined if the file ends before. */
function readFully(
  descriptor: number,
  from: number,
  length: number,
  path: string,
  code: ErrorCode,
): Uint8Array | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const read = withPath(code, path, () => readSync(descriptor, bytes, at, length - at, from + at));
    if (read === 0) return undefined;
    at += read;
  }
  return bytes;
}
