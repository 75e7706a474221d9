/** @file An output buffer: the records of many lines are collected and written together. */

const firstBytes = 1 << 16;

/** A growing buffer; only the first `length` bytes are valid. */
export class ByteBuffer {
  bytes: Buffer = Buffer.allocUnsafeSlow(firstBytes);
  view = viewOf(this.bytes); // of the same bytes
  length = 0;

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.length);
    this.#use(larger);
  }

  /** Appends a text in UTF-8 and returns the number of its bytes. */
  write(text: string): number {
    this.reserve(3 * text.length);
    const count = this.bytes.write(text, this.length, 'utf8');
    this.length += count;
    return count;
  }

  /** Returns a view of everything written so far, and empties the buffer; the next write overwrites the view. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    if (this.bytes.length > 64 * firstBytes) this.#use(Buffer.allocUnsafeSlow(firstBytes));
    return taken;
  }

  #use(bytes: Buffer): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);
