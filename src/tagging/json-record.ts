/**
 * @file A tagged text as one line of JSON, written byte by byte: `{"text", "tokens": [{"text", "start", "end", "score"}],
 * "locations": [the same]}`, offsets in UTF-16 units. The text is escaped once, as JSON.stringify does it; the texts of tokens and
 * locations are copies of pieces of the result.
 */
import type { ByteBuffer } from './byte-buffer.js';
import { locationScore, type Tagged } from './tagged.js';

/** The score as it is written: rounded to 4 decimals, halves upwards. */
export const roundedScore = (s: number): number => Math.round(s * 1e4) / 1e4;

/** Bytes of an item at most, its text apart: keys, offsets, score, and what copying overwrites beyond. */
const itemBytes = 100;

/** ASCII that is copied four bytes at a time; up to three bytes beyond its end are overwritten. */
interface Piece {
  readonly words: Int32Array; // little-endian
  readonly length: number; // in bytes
}

function piece(text: string): Piece {
  const bytes = Buffer.from(text.padEnd(4 * Math.ceil(text.length / 4)), 'latin1');
  const words = Int32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readInt32LE(4 * k));
  return { words, length: text.length };
}

const beforeTokens = piece(',"tokens":[');
const beforeLocations = piece('],"locations":[');
const afterLocations = piece(']}\n');
const beforeFirst = piece('{"text":"');
const beforeNext = piece(',{"text":"');
const beforeStart = piece('","start":');
const beforeEnd = piece(',"end":');
const beforeScore = piece(',"score":');

/** Appends the record of a text and a line feed. */
export function writeJson(tagged: Tagged, out: ByteBuffer): void {
  const { text, tokens, scores, locations } = tagged;
  out.write('{"text":');
  const start = out.length + 1;
  const textBytes = out.write(JSON.stringify(text));
  out.reserve(2 * textBytes + itemBytes * (tokens.count + locations.count + 1));
  const items = new ItemWriter(out.bytes, text, start, textBytes === text.length + 2);
  items.at = out.length;
  items.copy(beforeTokens);
  for (let t = 0; t < tokens.count; t++) items.write(tokens.starts[t]!, tokens.ends[t]!, scores[t]!, t > 0);
  items.copy(beforeLocations);
  items.rewind();
  for (let k = 0; k < locations.count; k++) {
    const from = tokens.starts[locations.starts[k]!]!;
    const to = tokens.ends[locations.ends[k]! - 1]!;
    items.write(from, to, locationScore(tagged, k), k > 0);
  }
  items.copy(afterLocations);
  out.length = items.at;
}

/** Writes items, in the order of their texts. */
class ItemWriter {
  at = 0;
  readonly #view: DataView;
  #unit = 0; // the UTF-16 unit of the text whose JSON …
  #byte: number; // … begins at this byte

  /** The JSON of `text` stands in `bytes` from `first` on; `isPlain` says that each unit is one byte of it. */
  constructor(
    readonly bytes: Buffer,
    readonly text: string,
    readonly first: number,
    readonly isPlain: boolean,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#byte = first;
  }

  /** Back to the beginning of the text. */
  rewind(): void {
    this.#unit = 0;
    this.#byte = this.first;
  }

  write(start: number, end: number, score: number, isNext: boolean): void {
    this.copy(isNext ? beforeNext : beforeFirst);
    const from = this.#byteOf(start);
    const to = this.#byteOf(end);
    const { bytes } = this;
    let at = this.at;
    for (let k = from; k < to; k++) bytes[at++] = bytes[k]!;
    this.at = at;
    this.copy(beforeStart);
    this.#integer(start);
    this.copy(beforeEnd);
    this.#integer(end);
    this.copy(beforeScore);
    this.#score(score);
    this.bytes[this.at++] = CLOSE;
  }

  copy({ words, length }: Piece): void {
    for (let k = 0; k < words.length; k++) this.#view.setInt32(this.at + 4 * k, words[k]!, true);
    this.at += length;
  }

  /** Where the JSON of a unit stands; not before the one that was asked for last. */
  #byteOf(unit: number): number {
    if (this.isPlain) return this.first + unit;
    for (; this.#unit < unit; this.#unit++) this.#byte += jsonBytes(this.text, this.#unit);
    return this.#byte;
  }

  /** A whole number of 0 … 2³¹ − 1. */
  #integer(value: number): void {
    const { bytes } = this;
    let digits = 1;
    for (let bound = 10; bound <= value; bound *= 10) digits++;
    for (let k = this.at + digits - 1; k >= this.at; k--) {
      const rest = (value / 10) | 0;
      bytes[k] = ZERO + value - 10 * rest;
      value = rest;
    }
    this.at += digits;
  }

  /** The rounded score as JavaScript prints it; null when it isn't finite. */
  #score(score: number): void {
    const scaled = Math.round(score * 1e4);
    if (!(Math.abs(scaled) < 1e9)) {
      this.copy(piece(JSON.stringify(roundedScore(score))));
      return;
    }
    const { bytes } = this;
    if (scaled < 0) bytes[this.at++] = MINUS;
    const value = Math.abs(scaled) | 0;
    const whole = (value / 10_000) | 0;
    this.#integer(whole);
    let fraction = value - 10_000 * whole;
    if (fraction === 0) return;
    bytes[this.at] = POINT;
    for (let k = this.at + 4; k > this.at; k--) {
      const rest = (fraction / 10) | 0;
      bytes[k] = ZERO + fraction - 10 * rest;
      fraction = rest;
    }
    this.at += 5;
    while (bytes[this.at - 1] === ZERO) this.at--;
  }
}

const [CLOSE, MINUS, POINT, ZERO] = [0x7d, 0x2d, 0x2e, 0x30] as const;

/** Bytes that the UTF-16 unit at `at` adds to the JSON of `text`; both halves of a pair add 2. */
function jsonBytes(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x20) return unit === 8 || unit === 9 || unit === 10 || unit === 12 || unit === 13 ? 2 : 6;
  if (unit < 0x80) return unit === 0x22 || unit === 0x5c ? 2 : 1;
  if (unit < 0x800) return 2;
  if ((unit & 0xf800) !== 0xd800) return 3;
  const isFirst = unit < 0xdc00;
  const other = text.charCodeAt(isFirst ? at + 1 : at - 1); // NaN beyond the text
  return (other & 0xfc00) === (isFirst ? 0xdc00 : 0xd800) ? 2 : 6;
}
