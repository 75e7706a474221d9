/** @file A tensor that is read block by block, when its elements are needed. */
import { blockBytes } from './checksums.js';

/** The place of a tensor in the data of its file, in bytes. */
export interface Extent {
  readonly begin: number;
  readonly end: number;
  /** Where the first block with a checksum begins. */
  readonly firstBlock: number;
}

/** The numbers of a tensor. */
interface Numbers extends ArrayBufferView {
  readonly BYTES_PER_ELEMENT: number;
}

/** Its elements are zero until they are touched. */
export class LazyTensor<T extends Numbers> {
  readonly #isRead: Uint8Array; // (blocks that hold a part of the tensor)

  /** `read` returns the bytes `from` … `to` − 1 of the file's data, and throws if they are damaged. */
  constructor(
    readonly data: T,
    readonly extent: Extent,
    readonly read: (from: number, to: number) => Uint8Array,
  ) {
    this.#isRead = new Uint8Array(extent.begin < extent.end ? this.#blockOf(extent.end - 1) + 1 : 0);
  }

  /** Reads elements `from` … `to` − 1; those outside of the tensor are ignored. */
  readonly touch = (from: number, to: number): void => {
    const { begin, end, firstBlock } = this.extent;
    const size = this.data.BYTES_PER_ELEMENT;
    const [low, high] = [begin + size * Math.max(0, from), Math.min(begin + size * to, end)];
    if (low >= high) return;
    let [k, last] = [this.#blockOf(low), this.#blockOf(high - 1)];
    while (k <= last && this.#isRead[k] === 1) k++;
    while (k < last && this.#isRead[last] === 1) last--;
    if (k > last) return;
    const start = firstBlock + blockBytes * (this.#blocksBefore + k);
    const stop = start + blockBytes * (last - k + 1);
    const bytes = this.read(Math.max(begin, start), Math.min(stop, end));
    const into = new Uint8Array(this.data.buffer, this.data.byteOffset, this.data.byteLength);
    into.set(bytes, Math.max(0, start - begin));
    this.#isRead.fill(1, k, last + 1);
  };

  get #blocksBefore(): number {
    return Math.floor((this.extent.begin - this.extent.firstBlock) / blockBytes);
  }

  /** Returns the block that holds a byte, counted from the tensor's first. */
  #blockOf(at: number): number {
    return Math.floor((at - this.extent.firstBlock) / blockBytes) - this.#blocksBefore;
  }
}
