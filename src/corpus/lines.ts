/**
 * @file Splits bytes into lines: strict UTF-8, a leading byte-order mark is dropped, line ends are LF or
 * CRLF, and the last one is optional. Lines come in blocks, so that a consumer awaits once per chunk, not
 * once per line.
 */

import { isAscii, isUtf8 } from 'node:buffer';
import { type ErrorCode, NerwinError } from '../error.js';
import { fileBytes } from '../file-bytes.js';
import { textKind } from '../file-kind.js';
import { LongLine } from './long-line.js';

export { copyOfSlice } from './copy-slice.js';

/** Consecutive lines without their line ends; `first` is the number of the first one, counted from 1. */
export interface LineBlock {
  readonly first: number;
  readonly lines: readonly string[];
}

/** A line too long to be read at once; `first` is its number. */
export interface LongBlock {
  readonly first: number;
  readonly long: LongLine;
}

/** What {@link lineAndLongBlocks} calls a long line, in bytes. */
export const longLineBytes = 1 << 20;

const longestLineBytes = 1 << 28; // a quarter of a gigabyte; a V8 string holds at most twice that
const newline = 0x0a;
const carriageReturn = 0x0d;

/** The longest line, in bytes, and the error for a longer one on line n. */
export interface LineLimit {
  readonly bytes: number;
  error(line: number): NerwinError;
}

/** Called with the number of a line that is not UTF-8; the line is then read as Windows-1252. */
export type OnOtherEncoding = (line: number) => void;

/**
 * Yields the lines of a file, plain or gzip. If the file has no LF at all, CR ends a line, as on old Macintoshes.
 * Throws like {@link lineBlocks} and {@link fileBytes}.
 */
export const fileLines = (
  path: string,
  code: ErrorCode,
  onOtherEncoding?: OnOtherEncoding,
  limit?: LineLimit,
): AsyncGenerator<LineBlock> =>
  blocksOf(
    fileBytes(path, code),
    path,
    code,
    Number.POSITIVE_INFINITY,
    onOtherEncoding,
    limit,
    splitAtReturns,
  ) as AsyncGenerator<LineBlock>;

/** Returns the lines of a whole text, without a byte-order mark at its start. */
export const linesOfText = (text: string): readonly string[] =>
  splitAtReturns(text.replace(/^\ufeff/, '').split(/\r?\n/));

/** The lines of a text, split at LF; split at CR instead if there was no LF, as in old files. */
function splitAtReturns(lines: readonly string[]): readonly string[] {
  return lines.length === 1 && lines[0].includes('\r') ? lines[0].split('\r') : lines;
}

/**
 * Yields the lines in `chunks`, one block as soon as a chunk completes it; memory holds one chunk and one
 * line. Substrings of a line share the memory of its block: keep {@link detached} copies.
 *
 * Throws a {@link NerwinError} with the given `code`, with `name:line`, for invalid UTF-8 (unless there is an
 * `onOtherEncoding`) and for a line longer than 256 MB, or than `limit`.
 */
export const lineBlocks = (
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  code: ErrorCode,
  onOtherEncoding?: OnOtherEncoding,
  limit?: LineLimit,
): AsyncGenerator<LineBlock> =>
  blocksOf(chunks, name, code, Number.POSITIVE_INFINITY, onOtherEncoding, limit) as AsyncGenerator<LineBlock>;

/** Like {@link lineBlocks}, but lines of more than `longBytes` bytes are blocks of their own, in the chunks they came in. */
export const lineAndLongBlocks = (
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  code: ErrorCode,
  longBytes = longLineBytes,
): AsyncGenerator<LineBlock | LongBlock> => blocksOf(chunks, name, code, longBytes);

async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  code: ErrorCode,
  longBytes: number,
  onOtherEncoding?: OnOtherEncoding,
  limit: LineLimit = { bytes: longestLineBytes, error: (line) => tooLong(name, line, code) },
  splitWhole = (lines: readonly string[]) => lines, // of a file without LF
): AsyncGenerator<LineBlock | LongBlock> {
  const split = (bytes: Buffer, first: number): string[] =>
    onOtherEncoding !== undefined && !isUtf8(bytes)
      ? splitMixed(bytes, first, onOtherEncoding)
      : splitLines(bytes, first, name, code);
  let first = 1;
  let pending: Uint8Array[] = []; // the incomplete line at the end of the last chunk
  let pendingBytes = 0;
  for await (const chunk of chunks) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (pendingBytes > longBytes) {
      const end = bytes.indexOf(newline);
      if (end >= 0) {
        yield { first, long: longLineOf([...pending, bytes.subarray(0, end)], first, name, code) };
        first++;
        pending = [];
        pendingBytes = 0;
        bytes = bytes.subarray(end + 1);
      }
    }
    const end = bytes.lastIndexOf(newline);
    if (end >= 0) {
      const lines = split(Buffer.concat([...pending, bytes.subarray(0, end)]), first);
      yield { first, lines };
      first += lines.length;
      pending = [];
      pendingBytes = 0;
    }
    if (end + 1 < bytes.length) {
      pending.push(bytes.subarray(end + 1));
      pendingBytes += bytes.length - end - 1;
    }
    if (pendingBytes > limit.bytes) throw limit.error(first);
  }
  if (pendingBytes > longBytes) yield { first, long: longLineOf(pending, first, name, code) };
  else if (pendingBytes > 0) {
    const lines = split(Buffer.concat(pending), first);
    yield { first, lines: first === 1 ? splitWhole(lines) : lines };
  }
}

const tooLong = (name: string, line: number, code: ErrorCode): NerwinError =>
  new NerwinError(code, `${name}:${line}: a line longer than 256 MB`, 'is it a text file?');

/** Checks a long line, and drops a byte-order mark and a carriage return. */
function longLineOf(chunks: readonly Uint8Array[], first: number, name: string, code: ErrorCode): LongLine {
  const line = new LongLine(chunks);
  const invalidPart = line.invalidPart;
  if (invalidPart) {
    const { from, to } = invalidPart;
    throw invalid(line.bytes(from, to), first, name, code, from, line.bytes(0, 4));
  }
  const { length } = line;
  const start = first === 1 && line.bytes(0, 3).toString('hex') === 'efbbbf' ? 3 : 0;
  const end = line.bytes(length - 1, length)[0] === carriageReturn ? length - 1 : length;
  return line.part(start, end);
}

function splitLines(bytes: Buffer, first: number, name: string, code: ErrorCode): string[] {
  if (!isUtf8(bytes)) throw invalid(bytes, first, name, code);
  const kind = first === 1 && bytes.includes(0) ? textKind(bytes, true) : undefined; // UTF-16 is also UTF-8, with zeros
  if (kind) throw new NerwinError(code, `${name}: is ${kind.name}`, kind.hint);
  let text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
  if (first === 1 && text.startsWith('\ufeff')) text = text.slice(1);
  if (!text.includes('\r')) return text.split('\n');
  if (text.endsWith('\r')) text = text.slice(0, -1);
  return text.split(/\r?\n/);
}

/** Splits bytes into lines of which some are not UTF-8. */
function splitMixed(bytes: Buffer, first: number, onOtherEncoding: OnOtherEncoding): string[] {
  const western = new TextDecoder('windows-1252');
  const lines: string[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const newlineAt = bytes.indexOf(newline, start);
    const end = newlineAt < 0 ? bytes.length : newlineAt;
    const line = bytes.subarray(start, end);
    const isOther = !isUtf8(line);
    if (isOther) onOtherEncoding(first + lines.length);
    lines.push((isOther ? western.decode(line) : line.toString('utf8')).replace(/\r$/, ''));
    start = end + 1;
  }
  if (first === 1) lines[0] = lines[0].replace(/^\ufeff/, '');
  return lines;
}

/** Returns the error for the first line of `bytes` that is not UTF-8, `offset` bytes after the start of a line. */
function invalid(
  bytes: Buffer,
  first: number,
  name: string,
  code: ErrorCode,
  offset = 0,
  head = bytes,
): NerwinError {
  const kind = first === 1 ? textKind(head, false) : undefined;
  if (kind) return new NerwinError(code, `${name}: is ${kind.name}`, kind.hint);
  let line = first;
  let start = 0;
  let end = bytes.indexOf(newline);
  while (end >= 0 && isUtf8(bytes.subarray(start, end))) {
    line++;
    start = end + 1;
    end = bytes.indexOf(newline, start);
  }
  const damaged = bytes.subarray(start, end < 0 ? bytes.length : end);
  const repaired = Buffer.from(damaged.toString('utf8')); // equal up to the first invalid byte, which became U+FFFD
  let at = 0;
  while (damaged[at] === repaired[at]) at++;
  const byte = `0x${damaged[at].toString(16).padStart(2, '0').toUpperCase()}`;
  return new NerwinError(
    code,
    `${name}:${line}: invalid UTF-8: byte ${byte} at offset ${offset + at} of the line`,
    latin1,
  );
}

const latin1 = 'convert the file, for instance with `iconv -f LATIN1 -t UTF-8`';
