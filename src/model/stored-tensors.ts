/**
 * @file Reads named tensors from anything that has bytes: a file, or bytes in memory. The format is described in
 * `safetensors.ts`. Runs in browsers too.
 */
import { type ErrorCode, NerwinError } from '../error.js';
import { parseJson } from '../json.js';
import { textOfUtf8 } from '../text-bytes.js';
import type { ByteSource } from './byte-source.js';
import {
  blockBytes,
  blockCount,
  checksumCount,
  checksumKey,
  checksumTensor,
  headerChecksum,
  withoutChecksum,
} from './checksums.js';
import { crc32 } from './crc32.js';
import { LazyTensor } from './lazy-tensor.js';
import { kindOfNoModel } from './not-a-model.js';

export type Data = Float32Array | Float64Array | Int32Array | Int8Array | Uint8Array;
export type Type = 'F32' | 'F64' | 'I32' | 'I8' | 'U8';

/** A tensor: numbers in row-major order of `shape`. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Data;
}

/** Reads elements `from` … `to` − 1, and compares their checksums. */
export type Touch = (from: number, to: number) => void;

const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const bytesOf: Readonly<Record<Type, number>> = { F32: 4, F64: 8, I32: 4, I8: 1, U8: 1 };
const allTypes = Object.keys(bytesOf) as Type[];

/** Reads the tensors of a source one at a time, or row by row. */
export class StoredTensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #data: number; // offset of the data in the file
  readonly #end: number; // where the data end, from #data on
  readonly #checksums: Int32Array | undefined; // (blocks), see `checksums.ts`
  readonly #checked: Uint8Array; // (blocks), 1 if the block was checked

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
      const json = this.#bytes(8, length);
      const header = parseHeader(textOfUtf8(json));
      if (!header) throw this.broken('its header is not a valid safetensors header');
      this.#data = 8 + length;
      const { [checksumKey]: written, ...metadata } = header.metadata;
      this.metadata = metadata;
      this.#entries = new Map(header.entries);
      for (const [name, entry] of this.#entries) this.#check(name, entry, size);
      this.#end = this.#contiguousEnd(size);
      this.#checksums = this.#readChecksums(json, written);
      this.#checked = new Uint8Array(this.#checksums?.length ?? 0);
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
    return [...this.#entries.keys()].filter((name) => name !== checksumTensor);
  }

  /** True if the file has checksums and they are compared: files of version 0.1 have none. */
  get hasChecksums(): boolean {
    return this.#checksums !== undefined;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  shape(name: string): readonly number[] {
    return this.#entry(name).shape;
  }

  /** Returns a tensor. Throws if it has none of the given types, is damaged, or has a number that is not finite. */
  tensor(name: string, types: readonly Type[] = allTypes): StoredTensor {
    const { dtype, shape, data_offsets: offsets } = this.#entry(name);
    this.demandType(name, types);
    const data = view(dtype, this.#tensorBytes(name, ...offsets));
    this.#demandFinite(name, data);
    return { shape, data };
  }

  /** Returns row `row` of a two-dimensional tensor; throws like {@link tensor}. */
  row(name: string, row: number): Data {
    const { dtype, shape, data_offsets: offsets } = this.#entry(name);
    const bytes = shape[1] * bytesOf[dtype];
    const from = offsets[0] + row * bytes;
    const data = view(dtype, this.#tensorBytes(name, from, from + bytes));
    this.#demandFinite(name, data);
    return data;
  }

  /**
   * Returns a tensor that is read and checked in parts: call `touch` with a range of elements before you use them. This is for
   * large tensors, because a short text needs only a small part. Without checksums, all of it is read at once.
   */
  lazyTensor(name: string, types: readonly Type[]): { readonly data: Data; readonly touch: Touch } {
    if (!this.#checksums) return { data: this.tensor(name, types).data, touch: () => {} };
    this.demandType(name, types);
    const { dtype, data_offsets: offsets } = this.#entry(name);
    const [begin, end] = offsets;
    const data = view(dtype, new Uint8Array(end - begin));
    const extent = { begin, end, firstBlock: this.#checksums.byteLength };
    const lazy = new LazyTensor(data, extent, (from, to) => this.#tensorBytes(name, from, to));
    const touch: Touch = (from, to) => {
      lazy.touch(from, to);
      this.#demandFinite(name, data.subarray(Math.max(0, from), to));
    };
    return { data, touch: dtype === 'F32' ? touch : lazy.touch };
  }

  /** Reads all tensors; throws like {@link tensor}. */
  verify(): void {
    for (const name of this.names) this.tensor(name);
  }

  /** Closes the source; nothing can be read afterward. */
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

  /** Throws if a tensor has none of the given types. */
  demandType(name: string, types: readonly Type[]): void {
    const { dtype } = this.#entry(name);
    if (!types.includes(dtype))
      throw this.broken(`tensor ${name} has type ${dtype}, expected ${types.join(' or ')}`);
  }

  #demandFinite(name: string, data: Data): void {
    if (!(data instanceof Float32Array) && !(data instanceof Float64Array)) return;
    // `includes` runs as native code; a loop over all parameters would take longer than tagging a sentence.
    if (notFinite.some((value) => data.includes(value)))
      throw this.broken(
        `its parameter ${name.replace('.transposed', '')} contains a value that is not finite`,
      );
  }

  /** Returns where the data end. The tensors must cover them without gaps and must not overlap. */
  #contiguousEnd(size: number): number {
    const ranges = [...this.#entries.values()].map(({ data_offsets: offsets }) => offsets);
    let end = 0;
    for (const [from, to] of ranges.sort(([a, b], [c, d]) => a - c || b - d)) {
      if (from !== end) throw this.broken('its tensors overlap or leave gaps');
      end = to;
    }
    if (this.#data + end !== size) throw this.broken('it has bytes after its last tensor');
    return end;
  }

  /** Returns the checksums of the blocks, after comparing that of the header and of themselves. */
  #readChecksums(json: Uint8Array, written: string | undefined): Int32Array | undefined {
    const entry = this.#entries.get(checksumTensor);
    if (written === undefined && !entry) return undefined;
    const { dtype, data_offsets: offsets } = entry ?? { dtype: undefined, data_offsets: [0, 0] };
    const [from, to] = offsets;
    const isComplete = dtype === 'I32' && from === 0 && to === 4 * checksumCount(this.#end - to);
    const blank = withoutChecksum(json, written ?? '');
    if (!isComplete || !blank) throw this.#damaged('its checksums are incomplete');
    const checksums = view('I32', this.#bytes(this.#data, to)) as Int32Array;
    if (headerChecksum(blank, checksums) !== written) throw this.#damaged('its header is damaged');
    return checksums;
  }

  /** Reads the bytes `from` … `to` − 1 of the data, which belong to a tensor, and compares the checksums of their blocks. */
  #tensorBytes(name: string, from: number, to: number): Uint8Array {
    if (!this.#checksums || from === to) return this.#bytes(this.#data + from, to - from);
    const first = this.#checksums.byteLength; // where the first block begins
    const begin = Math.floor((from - first) / blockBytes);
    const end = blockCount(to - first);
    const areChecked = !this.#checked.subarray(begin, end).includes(0);
    if (areChecked) return this.#bytes(this.#data + from, to - from);
    const start = first + begin * blockBytes;
    const bytes = this.#bytes(this.#data + start, Math.min(first + end * blockBytes, this.#end) - start);
    for (let block = begin; block < end; block++) {
      const at = (block - begin) * blockBytes;
      if ((crc32(bytes.subarray(at, at + blockBytes)) | 0) !== this.#checksums[block])
        throw this.#damaged(`its tensor ${name} is damaged`);
      this.#checked[block] = 1;
    }
    return bytes.subarray(from - start, to - start);
  }

  #damaged(what: string): NerwinError {
    const hint = 'copy the file again, or train the model again';
    return new NerwinError(this.code, `${this.path}: ${what}: a checksum does not match`, hint);
  }

  #headerLength(size: number): number {
    if (size < 10) throw this.broken('not a safetensors file: it is shorter than a header');
    const start = this.#bytes(0, 9);
    const length = Number(new DataView(start.buffer, start.byteOffset).getBigUint64(0, true));
    if (length > 100_000_000 || start[8] !== 0x7b) {
      const kind = kindOfNoModel(this.#bytes(0, Math.min(size, 64)));
      if (!kind) throw this.broken('not a safetensors file');
      throw new NerwinError(this.code, `${this.path}: not a safetensors file, but ${kind.name}`, kind.hint);
    }
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
    const { __metadata__: metadata = {}, ...entries } = parseJson(text) as Record<string, unknown>;
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
  // A copy by the constructor: `slice` of a Buffer copies nothing.
  const { buffer, byteOffset, length } = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  if (dtype === 'I8') return new Int8Array(buffer, byteOffset, length);
  const count = length / size;
  if (dtype === 'F32') return new Float32Array(buffer, byteOffset, count);
  return dtype === 'F64'
    ? new Float64Array(buffer, byteOffset, count)
    : new Int32Array(buffer, byteOffset, count);
}
