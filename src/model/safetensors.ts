/**
 * @file Files of named tensors: 8 bytes with the length of a JSON header, the header, then the data, little-endian.
 * Source: the safetensors format, version 0.4 (github.com/huggingface/safetensors).
 */
import type { ErrorCode } from '../error.js';
import { writePieces } from '../file.js';
import { blankChecksum, blockChecksums, checksumKey, checksumTensor, headerChecksum } from './checksums.js';
import { fileSource } from './file-source.js';
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
  const checksums = blockChecksums(pieces);
  const header: Record<string, unknown> = { __metadata__: { [checksumKey]: blankChecksum, ...metadata } };
  let offset = 0;
  const all = new Map([[checksumTensor, { shape: [checksums.length], data: checksums }], ...tensors]);
  for (const [name, { shape, data }] of all) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
  start.writeBigUInt64LE(BigInt(start.length - 8));
  json.copy(start, 8);
  start.write(headerChecksum(start.subarray(8), checksums), start.indexOf(blankChecksum));
  return [start, new Uint8Array(checksums.buffer), ...pieces];
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
