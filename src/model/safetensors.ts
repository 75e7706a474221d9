/**
 * @file Files of named tensors: 8 bytes with the length of a JSON header, the header, then the data, little-endian.
 * Source: the safetensors format, version 0.4 (github.com/huggingface/safetensors).
 */
import { readFileSync } from 'node:fs';
import { type Fault, NerwinError, withPath } from '../error.js';
import { writeAtomically } from '../file.js';

type Data = Float32Array | Float64Array | Int32Array | Int8Array | Uint8Array;
type Type = 'F32' | 'F64' | 'I32' | 'I8' | 'U8';

/** A tensor: numbers in row-major order of `shape`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Data;
}

/** A file's tensors by name, and its texts. */
export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

const bytesOf: Readonly<Record<Type, number>> = { F32: 4, F64: 8, I32: 4, I8: 1, U8: 1 };

function typeOf(data: Data): Type {
  if (data instanceof Float32Array) return 'F32';
  if (data instanceof Float64Array) return 'F64';
  if (data instanceof Int32Array) return 'I32';
  return data instanceof Int8Array ? 'I8' : 'U8';
}

/** Writes tensors in the order given; widest types should come first, so that all are aligned. The same input gives the same bytes. */
export function writeTensors(
  path: string,
  metadata: Readonly<Record<string, string>>,
  tensors: ReadonlyMap<string, Tensor>,
): void {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const aligned = Math.ceil(json.length / 8) * 8;
  const file = Buffer.alloc(8 + aligned + offset, ' ');
  file.writeBigUInt64LE(BigInt(aligned));
  json.copy(file, 8);
  offset = 8 + aligned;
  for (const { data } of tensors.values()) {
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).copy(file, offset);
    offset += data.byteLength;
  }
  writeAtomically(path, file);
}

/** Reads a whole file. Throws a fault of the given kind that names the path when it is not such a file, or is cut short. */
export function readTensors(path: string, fault: Fault): TensorFile {
  const file = withPath(fault, path, () => readFileSync(path));
  const broken = (what: string): NerwinError =>
    new NerwinError(fault, `${path}: ${what}`, 'expected a file written by nerwin; copy or train it again');
  if (file.length < 10) throw broken('not a safetensors file: it is shorter than a header');
  const length = Number(file.readBigUInt64LE());
  if (length > 100_000_000 || file[8] !== 0x7b) throw broken('not a safetensors file');
  if (8 + length > file.length) throw broken('truncated inside its header');
  const header = parseHeader(file.toString('utf8', 8, 8 + length));
  if (!header) throw broken('its header is not valid JSON of tensors');
  const tensors = new Map<string, Tensor>();
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [from, to],
    },
  ] of header.entries) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (to - from !== count * bytesOf[dtype])
      throw broken(`the size of tensor ${name} contradicts its shape`);
    if (8 + length + to > file.length) throw broken(`truncated: tensor ${name} is not whole`);
    tensors.set(name, { shape, data: view(dtype, file.subarray(8 + length + from, 8 + length + to)) });
  }
  return { metadata: header.metadata, tensors };
}

interface Entry {
  readonly dtype: Type;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function parseHeader(
  text: string,
): { metadata: Record<string, string>; entries: [string, Entry][] } | undefined {
  try {
    const { __metadata__: metadata = {}, ...entries } = JSON.parse(text) as Record<string, unknown>;
    const known = Object.entries(entries).every(([, entry]) => isEntry(entry));
    return known
      ? {
          metadata: metadata as Record<string, string>,
          entries: Object.entries(entries) as [string, Entry][],
        }
      : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(entry: unknown): entry is Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const areSizes = (value: unknown): boolean =>
    Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
  return (
    typeof dtype === 'string' &&
    dtype in bytesOf &&
    areSizes(shape) &&
    areSizes(offsets) &&
    (offsets as unknown[]).length === 2
  );
}

/** The bytes as an array of the type; a copy only when they are not aligned. */
function view(dtype: Type, bytes: Buffer): Data {
  if (dtype === 'U8') return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (dtype === 'I8') return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = bytesOf[dtype];
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const [buffer, offset, count] = [aligned.buffer, aligned.byteOffset, bytes.length / width];
  if (dtype === 'F32') return new Float32Array(buffer, offset, count);
  return dtype === 'F64' ? new Float64Array(buffer, offset, count) : new Int32Array(buffer, offset, count);
}
