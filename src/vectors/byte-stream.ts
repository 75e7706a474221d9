/** @file A sliding buffer over a file of word vectors. */
import { createHash, type Hash } from 'node:crypto';
import { NerwinError } from '../error.js';
import { plainBytes, storedBytes } from '../file-bytes.js';

const storedChunkBytes = 1 << 20;
const plainChunkBytes = 1 << 18; // of a gzip file
const longestEntry = 1 << 26; // bytes; a longer line or entry can't be a word vector and could exhaust memory

/**
 * A sliding buffer over a file: `bytes` from `start` on have been read but not consumed. A parser consumes
 * bytes by advancing `start`, and calls {@link more} if an entry is incomplete.
 */
export class ByteStream {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  /** Start and end of the current line, without its line end, as offsets into `bytes`. */
  lineStart = 0;
  lineEnd = 0;
  /** Number of that line, counted from 1. */
  line = 0;
  /** Bytes read from the disk so far. */
  size = 0;
  #ended = false;
  readonly #chunks: AsyncGenerator<Buffer>;

  /** Opens the file at `path` at the first read; `hash` is updated with its bytes as stored on disk. */
  constructor(
    readonly path: string,
    readonly hash: Hash = createHash('sha256'),
  ) {
    this.#chunks = plainBytes(this.#stored(), path, 'vectors', plainChunkBytes);
  }

  async *#stored(): AsyncGenerator<Buffer> {
    for await (const chunk of storedBytes(this.path, 'vectors', storedChunkBytes)) {
      this.size += chunk.length;
      this.hash.update(chunk);
      yield chunk;
    }
  }

  /** Appends the next chunk to the unconsumed bytes. Returns false at the end of the file. */
  async more(): Promise<boolean> {
    if (this.#ended) return false;
    const rest = this.bytes.length - this.start;
    if (rest > longestEntry) {
      throw new NerwinError(
        'vectors',
        `${this.path}: an entry of more than 64 MiB`,
        'check that this is a word-vector file',
      );
    }
    const next = await this.#chunks.next();
    if (next.done) {
      this.#ended = true;
      return false;
    }
    this.bytes = rest === 0 ? next.value : Buffer.concat([this.bytes.subarray(this.start), next.value]);
    this.start = 0;
    return true;
  }

  /** Consumes and returns the next `count` bytes; fewer at the end of the file. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; ) {
      if (this.start === this.bytes.length && !(await this.more())) break;
      const part = this.bytes.subarray(this.start, this.start + missing);
      parts.push(part);
      missing -= part.length;
      this.start += part.length;
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  /**
   * Consumes the next line and sets `lineStart`, `lineEnd` and `line`. Returns false if no complete line is
   * buffered.
   */
  nextLine(): boolean {
    const newline = this.bytes.indexOf(0x0a, this.start);
    if (newline < 0) return false;
    this.#setLine(newline, newline + 1);
    return true;
  }

  /**
   * Like {@link nextLine}, but reads more of the file first; the last line needs no line end. Returns false
   * at the end of the file.
   */
  async nextLineAfterMore(): Promise<boolean> {
    while (await this.more()) if (this.nextLine()) return true;
    if (this.start === this.bytes.length) return false;
    this.#setLine(this.bytes.length, this.bytes.length);
    return true;
  }

  #setLine(end: number, next: number): void {
    this.lineStart = this.start;
    this.lineEnd = end > this.start && this.bytes[end - 1] === 0x0d ? end - 1 : end;
    this.start = next;
    this.line++;
  }

  /** Reads the rest of the file, only to complete `hash` and `size`. */
  async drain(): Promise<void> {
    do this.start = this.bytes.length;
    while (await this.more());
  }

  async close(): Promise<void> {
    await this.#chunks.return(undefined);
  }
}
