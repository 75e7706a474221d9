/**
 * @file Files of named tensors: 8 bytes with the length of a JSON header, the header, then the data, little-endian.
 * Source: the safetensors format, version 0.4 (github.com/huggingface/safetensors).
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ErrorCode, NerwinError, withPath } from '../error.js';
import { writePieces } from '../file.js';

type Data = Float32Array | Float64Array | Int32Array | Int8Array | Uint8Array;
type Type = 'F32' | 'F64' | 'I32' | 'I8' | 'U8';

/** A tensor: numbers in row-major order of `shape`. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Data;
}

/** A file's tensors by name, and its texts. */
export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

const bytesOf: Readonly<Record<Type, number>> = { F32: 4, F64: 8, I32: 4, I8: 1, U8: 1 };

function typeOf(data: Data): Type {
  if (data instanceof Float32Array) return 'F32';
  if (data instanceof Float64Array) return 'F64';
  if (data instanceof Int32Array) return 'I32';
  return data instanceof Int8Array ? 'I8' : 'U8';
}

/**
 * Writes tensors in the order given; the widest types should come first, so that all are aligned. The
 * same input gives the same bytes.
 */
export function writeTensors(
  path: string,
  metadata: Readonly<Record<string, string>>,
  tensors: ReadonlyMap<string, StoredTensor>,
): void {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: typeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ');
  start.writeBigUInt64LE(BigInt(start.length - 8));
  json.copy(start, 8);
  writePieces(path, [start, ...[...tensors.values()].map(({ data }) => data)]);
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

/** Reads the tensors of a file one at a time, or row by row. */
export class TensorReader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #data: number; // offset of the data in the file
  #descriptor: number | undefined;

  /**
   * Opens a file and reads its header. Throws an error with the given `code` with the path if it is not a
   * safetensors file or is truncated.
   */
  constructor(
    readonly path: string,
    readonly code: ErrorCode,
  ) {
    this.#descriptor = withPath(code, path, () => openSync(path, 'r'));
    try {
      const size = withPath(code, path, () => fstatSync(this.#open).size);
      const length = this.#headerLength(size);
      const header = parseHeader(this.#bytes(8, length).toString('utf8'));
      if (!header) throw this.broken('its header is not a valid safetensors header');
      this.#data = 8 + length;
      this.metadata = header.metadata;
      this.#entries = new Map(header.entries);
      for (const [name, entry] of this.#entries) this.#check(name, entry, size);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  shape(name: string): readonly number[] {
    return this.#entry(name).shape;
  }

  tensor(name: string): StoredTensor {
    const { dtype, shape, data_offsets: offsets } = this.#entry(name);
    const [from, to] = offsets;
    return { shape, data: view(dtype, this.#bytes(this.#data + from, to - from)) };
  }

  /** Returns row `row` of a two-dimensional tensor. */
  row(name: string, row: number): Data {
    const { dtype, shape, data_offsets: offsets } = this.#entry(name);
    const bytes = shape[1] * bytesOf[dtype];
    return view(dtype, this.#bytes(this.#data + offsets[0] + row * bytes, bytes));
  }

  /** Closes the file; nothing can be read afterwards. */
  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Returns the error for a damaged file; `what` says how it is damaged. */
  broken(what: string): NerwinError {
    const hint = 'expected a file written by nerwin; copy the file again, or train the model again';
    return new NerwinError(this.code, `${this.path}: ${what}`, hint);
  }

  get #open(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    return this.#descriptor;
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name);
    if (!entry)
      throw new NerwinError(
        this.code,
        `${this.path}: the tensor ${name} is missing`,
        'train the model again',
      );
    return entry;
  }

  #headerLength(size: number): number {
    if (size < 10) throw this.broken('not a safetensors file: it is shorter than a header');
    const start = this.#bytes(0, 9);
    const length = Number(start.readBigUInt64LE());
    if (length > 100_000_000 || start[8] !== 0x7b) throw this.broken('not a safetensors file');
    if (8 + length > size) throw this.broken('truncated inside its header');
    return length;
  }

  #check(name: string, { dtype, shape, data_offsets: [from, to] }: Entry, size: number): void {
    const count = shape.reduce((product, length) => product * length, 1);
    if (to - from !== count * bytesOf[dtype]) {
      throw this.broken(`the size of tensor ${name} does not match its shape`);
    }
    if (this.#data + to > size) throw this.broken(`truncated: tensor ${name} is incomplete`);
  }

  /** Reads `length` bytes of the file from `from` on, aligned for every type of number. */
  #bytes(from: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let at = 0; at < length; ) {
      const read = withPath(this.code, this.path, () =>
        readSync(this.#open, bytes, at, length - at, from + at),
      );
      if (read === 0) throw this.broken('truncated while it was read');
      at += read;
    }
    return bytes;
  }
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
    const known = isTexts(metadata) && Object.values(entries).every(isEntry);
    return known ? { metadata, entries: Object.entries(entries) as [string, Entry][] } : undefined;
  } catch {
    return undefined;
  }
}

const isTexts = (value: unknown): value is Record<string, string> =>
  value instanceof Object && Object.values(value).every((text) => typeof text === 'string');

function isEntry(entry: unknown): entry is Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const areSizes = (value: unknown): boolean =>
    Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
  return (
    typeof dtype === 'string' &&
    Object.hasOwn(bytesOf, dtype) &&
    areSizes(shape) &&
    areSizes(offsets) &&
    (offsets as unknown[]).length === 2
  );
}

/** Returns the bytes as an array of the type. */
function view(dtype: Type, { buffer, length }: Buffer): Data {
  if (dtype === 'U8') return new Uint8Array(buffer);
  if (dtype === 'I8') return new Int8Array(buffer);
  const count = length / bytesOf[dtype];
  if (dtype === 'F32') return new Float32Array(buffer, 0, count);
  return dtype === 'F64' ? new Float64Array(buffer, 0, count) : new Int32Array(buffer, 0, count);
}
