/**
 * @file An output buffer: the records of many lines are collected and written together. In a browser,
 * `byte-buffer.browser.ts` takes its place.
 */

const firstBytes = 1 << 16;

/** A growing buffer; only the first `length` bytes are valid. */
export class ByteBuffer {
  #buffer: Buffer = Buffer.allocUnsafeSlow(firstBytes);
  view = viewOf(this.#buffer); // of the same bytes
  length = 0;

  get bytes(): Uint8Array {
    return this.#buffer;
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.length);
    this.#use(larger);
  }

  /** Appends a text in UTF-8 and returns the number of its bytes. */
  write(text: string): number {
    this.reserve(3 * text.length);
    const count = this.#buffer.write(text, this.length, 'utf8');
    this.length += count;
    return count;
  }

  /** Returns a view of everything written so far, and empties the buffer; the next write overwrites the view. */
  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.length);
    this.length = 0;
    if (this.#buffer.length > 64 * firstBytes) this.#use(Buffer.allocUnsafeSlow(firstBytes));
    return taken;
  }

  #use(bytes: Buffer): void {
    this.#buffer = bytes;
    this.view = viewOf(bytes);
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);
