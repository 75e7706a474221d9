/** @file A line of many megabytes: its bytes stay in the chunks in which they came, and are decoded part by part. */
import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes checked at a time. */
const checkedBytes = 1 << 20;

/** The UTF-8 bytes of a line, without its line end. */
export class LongLine {
  readonly length: number;
  readonly #chunks: readonly Uint8Array[];
  readonly #starts: readonly number[]; // (chunks), offset of the first byte of each chunk

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = chunks;
    let length = 0;
    this.#starts = chunks.map((chunk) => {
      const start = length;
      length += chunk.length;
      return start;
    });
    this.length = length;
  }

  /** Returns a line of bytes `from` … `to − 1`, which shares their memory. */
  part(from: number, to: number): LongLine {
    return new LongLine(this.#slices(from, to));
  }

  /** Returns bytes `from` … `to − 1`; the memory may be shared. */
  bytes(from: number, to: number): Buffer {
    const slices = this.#slices(from, to);
    if (slices.length !== 1) return Buffer.concat(slices);
    const [{ buffer, byteOffset, byteLength }] = slices;
    return Buffer.from(buffer, byteOffset, byteLength);
  }

  /** Returns bytes `from` … `to − 1` as text; both must be ends of characters. */
  text(from: number, to: number): string {
    const bytes = this.bytes(from, to);
    return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
  }

  /** Returns the last end of a character that is at most `at`. */
  characterEnd(at: number): number {
    if (at >= this.length) return this.length;
    const first = Math.max(0, at - 3);
    const bytes = this.bytes(first, at + 1);
    let end = at;
    while (end > first && (bytes[end - first] & 0xc0) === 0x80) end--;
    return end;
  }

  /** The first part of about a megabyte that is not UTF-8; undefined if all is UTF-8. */
  get invalidPart(): { readonly from: number; readonly to: number } | undefined {
    for (let from = 0; from < this.length; ) {
      const to = Math.max(from + 1, this.characterEnd(from + checkedBytes));
      if (!isUtf8(this.bytes(from, to))) return { from, to };
      from = to;
    }
    return undefined;
  }

  #slices(from: number, to: number): Uint8Array[] {
    const slices: Uint8Array[] = [];
    for (let k = this.#chunkAt(from); k < this.#chunks.length && this.#starts[k] < to; k++) {
      const start = this.#starts[k];
      slices.push(this.#chunks[k].subarray(Math.max(0, from - start), to - start));
    }
    return slices;
  }

  /** Returns the index of the last chunk that starts at or before byte `at`. */
  #chunkAt(at: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
