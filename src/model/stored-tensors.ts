/**
 * @file Reads named tensors from anything that has bytes: a file, or bytes in memory. The format is described in
 * `safetensors.ts`. Runs in browsers too.
 */
import { type ErrorCode, NerwinError } from '../error.js';
import { textOfUtf8 } from '../text-bytes.js';
import type { ByteSource } from './byte-source.js';

export type Data = Float32Array | Float64Array | Int32Array | Int8Array | Uint8Array;
export type Type = 'F32' | 'F64' | 'I32' | 'I8' | 'U8';

/** A tensor: numbers in row-major order of `shape`. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Data;
}

const bytesOf: Readonly<Record<Type, number>> = { F32: 4, F64: 8, I32: 4, I8: 1, U8: 1 };

/** Reads the tensors of a source one at a time, or row by row. */
export class StoredTensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #data: number; // offset of the data in the file

  /**
   * Reads the header of a source. Throws an error with the given `code` and the source's name if it is not a
   * safetensors file or is truncated.
   */
  constructor(
    readonly source: ByteSource,
    readonly code: ErrorCode,
  ) {
    try {
      const { size } = source;
      const length = this.#headerLength(size);
      const header = parseHeader(textOfUtf8(this.#bytes(8, length)));
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

  /** The name of the source. */
  get path(): string {
    return this.source.name;
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

  /** Closes the source; nothing can be read afterwards. */
  close(): void {
    this.source.close();
  }

  /** Returns the error for a damaged file; `what` says how it is damaged. */
  broken(what: string): NerwinError {
    const hint = 'expected a file written by nerwin; copy the file again, or train the model again';
    return new NerwinError(this.code, `${this.path}: ${what}`, hint);
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
    const length = Number(new DataView(start.buffer, start.byteOffset).getBigUint64(0, true));
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

  /** Reads `length` bytes from `from` on. */
  #bytes(from: number, length: number): Uint8Array {
    const bytes = this.source.read(from, length);
    if (!bytes) throw this.broken('truncated while it was read');
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

/** Returns the bytes as an array of the type; they are copied if they are not aligned for it. */
function view(dtype: Type, bytes: Uint8Array): Data {
  if (dtype === 'U8') return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = bytesOf[dtype];
  const { buffer, byteOffset, length } = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  if (dtype === 'I8') return new Int8Array(buffer, byteOffset, length);
  const count = length / size;
  if (dtype === 'F32') return new Float32Array(buffer, byteOffset, count);
  return dtype === 'F64'
    ? new Float64Array(buffer, byteOffset, count)
    : new Int32Array(buffer, byteOffset, count);
}
