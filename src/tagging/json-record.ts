/**
 * @file A tagged text as one line of JSON, written byte by byte: `{"text", "tokens": [{"text", "start", "end", "score"}],
 * "locations": [the same]}`, offsets in UTF-16 units. The text is escaped once, as JSON.stringify does it; the texts of tokens and
 * locations are copies of pieces of the result.
 */
import type { ByteBuffer } from './byte-buffer.js';
import { locationScore, type Tagged } from './tagged.js';

/** The score as it is written: rounded to 4 decimals, halves upwards. */
export const roundedScore = (s: number): number => Math.round(s * 1e4) / 1e4;

/** Bytes of an item at most, its text apart: keys, offsets and score. */
const itemBytes = 100;

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const beforeText = ascii('{"text":"');
const beforeStart = ascii('","start":');
const beforeEnd = ascii(',"end":');
const beforeScore = ascii(',"score":');

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

const beforeTokens = ascii(',"tokens":[');
const beforeLocations = ascii('],"locations":[');
const afterLocations = ascii(']}\n');

/** Writes items, in the order of their texts. */
class ItemWriter {
  at = 0;
  #unit = 0; // the UTF-16 unit of the text whose JSON …
  #byte: number; // … begins at this byte

  /** The JSON of `text` stands in `bytes` from `first` on; `isPlain` says that each unit is one byte of it. */
  constructor(
    readonly bytes: Uint8Array,
    readonly text: string,
    readonly first: number,
    readonly isPlain: boolean,
  ) {
    this.#byte = first;
  }

  /** Back to the beginning of the text. */
  rewind(): void {
    this.#unit = 0;
    this.#byte = this.first;
  }

  write(start: number, end: number, score: number, isNext: boolean): void {
    if (isNext) this.bytes[this.at++] = COMMA;
    this.copy(beforeText);
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

  copy(piece: Uint8Array): void {
    const { bytes } = this;
    let at = this.at;
    for (let k = 0; k < piece.length; k++) bytes[at++] = piece[k]!;
    this.at = at;
  }

  /** Where the JSON of a unit stands; not before the one that was asked for last. */
  #byteOf(unit: number): number {
    if (this.isPlain) return this.first + unit;
    for (; this.#unit < unit; this.#unit++) this.#byte += jsonBytes(this.text, this.#unit);
    return this.#byte;
  }

  /** A whole number, 0 or more. */
  #integer(value: number): void {
    const { bytes } = this;
    let digits = 1;
    for (let bound = 10; bound <= value; bound *= 10) digits++;
    for (let k = this.at + digits - 1; k >= this.at; k--) {
      const rest = Math.floor(value / 10);
      bytes[k] = ZERO + value - 10 * rest;
      value = rest;
    }
    this.at += digits;
  }

  /** The rounded score as JavaScript prints it; null when it isn't finite. */
  #score(score: number): void {
    const scaled = Math.round(score * 1e4);
    if (!(Math.abs(scaled) < 1e9)) {
      this.copy(ascii(JSON.stringify(roundedScore(score))));
      return;
    }
    if (scaled < 0) this.bytes[this.at++] = MINUS;
    const value = Math.abs(scaled);
    const whole = Math.floor(value / 1e4);
    this.#integer(whole);
    let fraction = value - 1e4 * whole;
    if (fraction === 0) return;
    this.bytes[this.at++] = POINT;
    for (let unit = 1000; fraction > 0; unit /= 10) {
      const digit = Math.floor(fraction / unit);
      this.bytes[this.at++] = ZERO + digit;
      fraction -= digit * unit;
    }
  }
}

const [COMMA, CLOSE, MINUS, POINT, ZERO] = [0x2c, 0x7d, 0x2d, 0x2e, 0x30] as const;

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
