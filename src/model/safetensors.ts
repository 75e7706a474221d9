/**
 * @file Files of named tensors: 8 bytes with the length of a JSON header, the header, then the data, little-endian.
 * Source: the safetensors format, version 0.4 (github.com/huggingface/safetensors).
 */
import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type ErrorCode, NerwinError, withPath } from '../error.js';
import { writePieces } from '../file.js';
import type { ByteSource } from './byte-source.js';
import {
  blockChecksums,
  blockCount,
  checksumBytes,
  checksumKey,
  checksumTensor,
  hexadecimal,
} from './checksums.js';
import { type Data, type StoredTensor, StoredTensors, type Type } from './stored-tensors.js';

export type { StoredTensor } from './stored-tensors.js';

/** A file's tensors by name, and its texts. */
export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

function typeOf(data: Data): Type {
  if (data instanceof Float32Array) return 'F32';
  if (data instanceof Float64Array) return 'F64';
  if (data instanceof Int32Array) return 'I32';
  return data instanceof Int8Array ? 'I8' : 'U8';
}

function checksumOf(bytes: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const piece of bytes) hash.update(piece);
  return hash.digest().subarray(0, checksumBytes);
}

/**
 * Writes tensors in the order given, after their checksums; the widest types should come first, so that all are
 * aligned. The same input gives the same bytes.
 */
export const writeTensors = (
  path: string,
  metadata: Readonly<Record<string, string>>,
  tensors: ReadonlyMap<string, StoredTensor>,
): void => writePieces(path, tensorPieces(metadata, tensors));

/** Returns the contents of a file of tensors, in pieces; see {@link writeTensors}. */
export function tensorPieces(
  metadata: Readonly<Record<string, string>>,
  tensors: ReadonlyMap<string, StoredTensor>,
): Uint8Array[] {
  const pieces = [...tensors.values()].map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  const blocks = blockCount(pieces.reduce((sum, { length }) => sum + length, 0));
  const checksums = blockChecksums(pieces, checksumOf);
  const blank = '0'.repeat(2 * checksumBytes);
  const header: Record<string, unknown> = { __metadata__: { [checksumKey]: blank, ...metadata } };
  let offset = 0;
  const all = new Map([[checksumTensor, { shape: [blocks, checksumBytes], data: checksums }], ...tensors]);
  for (const [name, { shape, data }] of all) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
  start.writeBigUInt64LE(BigInt(start.length - 8));
  json.copy(start, 8);
  const checksum = hexadecimal(checksumOf([start.subarray(8), checksums]));
  start.write(checksum, start.indexOf(blank));
  return [start, checksums, ...pieces];
}

/** A pipe without a writer would keep the process waiting for ever. */
const readWithoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

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

/** Reads a whole file; throws like {@link TensorReader}. */
export function readTensors(path: string, code: ErrorCode): TensorFile {
  const reader = new TensorReader(path, code);
  try {
    const tensors = new Map(reader.names.map((name) => [name, reader.tensor(name)] as const));
    return { metadata: reader.metadata, tensors };
  } finally {
    reader.close();
  }
}

/** The tensors of a file, which stays open until it is closed. Throws with the given `code` and the path. */
export class TensorReader extends StoredTensors {
  constructor(path: string, code: ErrorCode) {
    super(fileSource(path, code), code);
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
    if (!status.isFile() && !status.isDirectory())
      throw new NerwinError(code, `${path}: a pipe or a device, expected a file`, 'copy it to a file first');
    const stamp = stampOf(status);
    return {
      name: path,
      size: Number(status.size),
      stamp,
      read: (from, length) => {
        const bytes = readFully(opened(), from, length, path, code);
        if (stampOf(fstatSync(opened(), { bigint: true })) === stamp) return bytes;
        throw changedFile(path, code);
      },
      close,
      checksum: checksumOf,
    };
  } catch (error) {
    close();
    throw error;
  }
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
