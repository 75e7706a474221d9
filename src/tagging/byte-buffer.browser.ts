/** @file `byte-buffer.ts` for browsers. */

const firstBytes = 1 << 16;
const encoder = new TextEncoder();

export class ByteBuffer {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(firstBytes);
  view = new DataView(this.bytes.buffer);
  length = 0;

  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
    larger.set(this.bytes.subarray(0, this.length));
    this.#use(larger);
  }

  write(text: string): number {
    this.reserve(3 * text.length);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(this.length));
    this.length += written;
    return written;
  }

  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.length);
    this.length = 0;
    if (this.bytes.length > 64 * firstBytes) this.#use(new Uint8Array(firstBytes));
    return taken;
  }

  #use(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }
}
