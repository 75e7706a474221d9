/** @file Reads a file in bounded memory; gzip is decompressed. */
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asPathError, codeOf, NerwinError } from '../error.js';

const chunkBytes = 1 << 20;
const longestEntry = 1 << 26; // bytes; a longer line or entry can't be a word vector and could exhaust memory

/** Yields the chunks of the file at `path`, each in its own buffer, so that a consumer may keep slices. */
async function* chunksOf(path: string, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer, void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(chunkBytes);
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, null);
      if (bytesRead === 0) return;
      const filled = chunk.subarray(0, bytesRead);
      onChunk(filled);
      yield filled;
    }
  } catch (error) {
    throw asPathError('vectors', path, error);
  } finally {
    await file?.close();
  }
}

/** Returns the chunks, decompressed if the first two bytes are gzip's. */
async function unpacked(chunks: AsyncGenerator<Buffer, void>): Promise<AsyncIterator<Buffer, unknown>> {
  const first = (await chunks.next()).value ?? Buffer.alloc(0);
  async function* again(): AsyncGenerator<Buffer, void> {
    try {
      if (first.length > 0) yield first;
      yield* chunks;
    } finally {
      await chunks.return(); // closes the file even if the consumer stops after the first chunk
    }
  }
  if (first[0] !== 0x1f || first[1] !== 0x8b) return again();
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  pipeline(Readable.from(again()), gunzip, () => {}); // its error surfaces where gunzip is read
  return gunzip[Symbol.asyncIterator]();
}

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
  #chunks: Promise<AsyncIterator<Buffer, unknown>> | undefined;

  /** The file at `path` is opened at the first read; `hash` is updated with its bytes as stored on disk. */
  constructor(
    readonly path: string,
    readonly hash: Hash = createHash('sha256'),
  ) {}

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
    const { value, done } = await this.#next();
    if (done === true) {
      this.#ended = true;
      return false;
    }
    const chunk = value as Buffer;
    this.bytes = rest === 0 ? chunk : Buffer.concat([this.bytes.subarray(this.start), chunk]);
    this.start = 0;
    return true;
  }

  async #next(): Promise<IteratorResult<Buffer, unknown>> {
    try {
      this.#chunks ??= unpacked(
        chunksOf(this.path, (chunk) => {
          this.size += chunk.length;
          this.hash.update(chunk);
        }),
      );
      return await (await this.#chunks).next();
    } catch (error) {
      const code = codeOf(error);
      if (!code.startsWith('Z_')) throw error;
      const what = code === 'Z_BUF_ERROR' ? 'the gzip file is truncated' : 'the gzip file is damaged';
      throw new NerwinError(
        'vectors',
        `${this.path}: ${what}`,
        'download it again, or test it with `gzip -t`',
      );
    }
  }

  /** The next `count` bytes, consumed; fewer at the end of the file. */
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
    const chunks = await this.#chunks?.catch(() => undefined);
    await chunks?.return?.();
  }
}
