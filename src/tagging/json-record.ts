/**
 * @file Writes a tagged text as one line of JSON, byte by byte: `{"text", "tokens": [{"text", "start", "end",
 * "score", "probability"}], "locations": [the same]}`. The text is escaped once, as JSON.stringify does it; the
 * texts of tokens and locations are copied from the result. `configs/tag-record.schema.json` describes the record.
 */
import type { ByteBuffer } from './byte-buffer.js';
import { OffsetCounter, type OffsetUnit } from './offset-unit.js';
import { locationScore, type Tagged } from './tagged.js';
import type { TokenProbability } from './token-probability.js';

/** How records are written. */
export interface JsonOptions {
  /** What `start` and `end` count; UTF-16 code units by default. */
  readonly offsets?: OffsetUnit | undefined;
  /** Scores and probabilities with 4 decimals, or with all digits. */
  readonly scores?: ScoreDigits | undefined;
}

export const scoreDigits = ['rounded', 'full'] as const;
export type ScoreDigits = (typeof scoreDigits)[number];

/** Returns the score as written: rounded to 4 decimals, halves upwards. */
export const roundedScore = (s: number): number => Math.round(s * 1e4) / 1e4;

/**
 * Maximum number of bytes of an item without its text: keys, offsets, score, and the bytes that copying may
 * write past the end.
 */
const itemBytes = 160;

/** Four ASCII characters as the integer that writes them, little-endian. */
const four = (text: string): number =>
  [...text].reduce((bits, character, k) => bits | (character.charCodeAt(0) << (8 * k)), 0);

const [TEXT, TEXT_2, TEXT_3] = [four(',{"t'), four('ext"'), four(':"  ')];
const [START, START_2, START_3] = [four('","s'), four('tart'), four('":  ')];
const [END, END_2] = [four(',"en'), four('d": ')];
const [SCORE, SCORE_2, SCORE_3] = [four(',"sc'), four('ore"'), four(':   ')];
const [PROBABILITY, PROBABILITY_2] = [four(',"pr'), four('obab')];
const [PROBABILITY_3, PROBABILITY_4] = [four('ilit'), four('y": ')];
const ZERO_POINT = four('0.  ');
const [OPEN, CLOSE, MINUS, POINT, ZERO] = [0x5b, 0x7d, 0x2d, 0x2e, 0x30] as const;
const [QUOTE, BACKSLASH] = [0x22, 0x5c] as const;

/** The two digits of each number below 100, little-endian as above. */
const pairs = new Int16Array(100).map(
  (_, value) => (ZERO + ((value / 10) | 0)) | ((ZERO + (value % 10)) << 8),
);
/** Numbers below this are written by a table: the digits of each from the left. */
const tabulated = 1000;
const digits = new Int32Array(tabulated).map((_, value) => {
  if (value < 100) return value < 10 ? ZERO + value : pairs[value];
  return (ZERO + ((value / 100) | 0)) | (pairs[value % 100] << 8);
});

/** Returns a function that appends the record of a text and a line feed. */
export const jsonWriter =
  (options: JsonOptions = {}) =>
  (tagged: Tagged, out: ByteBuffer): void =>
    writeJson(tagged, out, options);

function writeJson(tagged: Tagged, out: ByteBuffer, { offsets = 'utf16', scores: kept }: JsonOptions): void {
  const { text, tokens, scores, locations } = tagged;
  out.write('{"text":');
  const start = out.length + 1;
  const isPlain = writePlain(tagged, out);
  const textBytes = isPlain ? text.length + 2 : out.write(JSON.stringify(text));
  out.write(',"tokens":');
  out.reserve(2 * textBytes + itemBytes * (tokens.count + locations.count + 1));
  const counter = isPlain || offsets === 'utf16' ? undefined : new OffsetCounter(text, offsets);
  const items = new ItemWriter(out, text, start, isPlain, counter, tagged.probability, kept === 'full');
  for (let t = 0; t < tokens.count; t++) items.write(tokens.starts[t], tokens.ends[t], scores[t]);
  items.end(tokens.count);
  out.write('],"locations":');
  items.rewind();
  for (let k = 0; k < locations.count; k++) {
    const from = tokens.starts[locations.starts[k]];
    const to = tokens.ends[locations.ends[k] - 1];
    items.write(from, to, locationScore(tagged, k));
  }
  items.end(locations.count);
  out.write(']}\n');
}

/** Appends the text in quotes if it is ASCII and needs no escapes. Otherwise returns false and writes nothing. */
function writePlain({ text: { length }, units }: Tagged, out: ByteBuffer): boolean {
  out.reserve(length + 2);
  const { bytes } = out;
  let at = out.length;
  bytes[at++] = QUOTE;
  for (let k = 0; k < length; k++) {
    const unit = units[k];
    if (unit < 0x20 || unit > 0x7f || unit === QUOTE || unit === BACKSLASH) return false;
    bytes[at++] = unit;
  }
  bytes[at] = QUOTE;
  out.length = at + 1;
  return true;
}

/**
 * Writes list items in text order, each after a comma; at the end, the first comma is replaced by the opening
 * bracket.
 */
class ItemWriter {
  #from: number; // start of the items
  #at: number;
  #unit = 0; // a position in the text, in UTF-16 code units, whose JSON …
  #byte: number; // … begins at this byte

  /**
   * The JSON of `text` starts at byte `first` of `out`; `isPlain` is true if
   * every code unit is one byte of it.
   */
  constructor(
    readonly out: ByteBuffer,
    readonly text: string,
    readonly first: number,
    readonly isPlain: boolean,
    readonly counter: OffsetCounter | undefined,
    readonly probability: TokenProbability | undefined,
    readonly isFull: boolean,
  ) {
    this.#from = out.length;
    this.#at = out.length;
    this.#byte = first;
  }

  /** Goes back to the beginning of the text, for another list. */
  rewind(): void {
    this.#from = this.out.length;
    this.#at = this.out.length;
    this.#unit = 0;
    this.#byte = this.first;
    this.counter?.rewind();
  }

  /** Ends a list of `count` items, and writes its opening bracket. */
  end(count: number): void {
    this.out.bytes[this.#from] = OPEN;
    this.out.length = count > 0 ? this.#at : this.#from + 1;
  }

  /** Writes the item of the units `start` … `end − 1`; items come in the order of their starts. */
  write(start: number, end: number, score: number): void {
    const { bytes, view } = this.out;
    let at = this.#at;
    view.setInt32(at, TEXT, true);
    view.setInt32(at + 4, TEXT_2, true);
    view.setInt32(at + 8, TEXT_3, true);
    at += 10;
    const from = this.#byteOf(start);
    const to = this.#byteOf(end);
    for (let k = from; k < to; k++) bytes[at++] = bytes[k];
    view.setInt32(at, START, true);
    view.setInt32(at + 4, START_2, true);
    view.setInt32(at + 8, START_3, true);
    at = writeInteger(bytes, view, at + 10, this.counter ? this.counter.at(start) : start);
    view.setInt32(at, END, true);
    view.setInt32(at + 4, END_2, true);
    at = writeInteger(bytes, view, at + 7, this.counter ? this.counter.at(end) : end);
    view.setInt32(at, SCORE, true);
    view.setInt32(at + 4, SCORE_2, true);
    view.setInt32(at + 8, SCORE_3, true);
    at = this.isFull ? writeNumber(bytes, at + 9, score) : writeScore(bytes, view, at + 9, score);
    view.setInt32(at, PROBABILITY, true);
    view.setInt32(at + 4, PROBABILITY_2, true);
    view.setInt32(at + 8, PROBABILITY_3, true);
    view.setInt32(at + 12, PROBABILITY_4, true);
    at = this.#writeProbability(at + 15, score);
    bytes[at] = CLOSE;
    this.#at = at + 1;
  }

  #writeProbability(at: number, score: number): number {
    const { bytes, view } = this.out;
    const { probability } = this;
    if (this.isFull) return writeNumber(bytes, at, probability ? probability.of(score) : Number.NaN);
    const value = probability ? probability.tenThousandths(score) : Number.NaN;
    if (value > 0 && value < 10_000) {
      const high = (value / 100) | 0;
      view.setInt32(at, ZERO_POINT, true);
      view.setInt16(at + 2, pairs[high], true);
      view.setInt16(at + 4, pairs[value - 100 * high], true);
      at += 6;
      while (bytes[at - 1] === ZERO) at--;
      return at;
    }
    if (value === 0 || value === 10_000) {
      bytes[at] = value === 0 ? ZERO : ZERO + 1;
      return at + 1;
    }
    return writeNumber(bytes, at, value / 10_000);
  }

  /** Returns where the JSON of a code unit starts. Calls must not go backward. */
  #byteOf(unit: number): number {
    if (this.isPlain) return this.first + unit;
    for (; this.#unit < unit; this.#unit++) this.#byte += jsonBytes(this.text, this.#unit);
    return this.#byte;
  }
}

/** Writes a whole number of 0 … 2³¹ − 1; returns the end of what it wrote. */
function writeInteger(bytes: Uint8Array, view: DataView, at: number, value: number): number {
  if (value < tabulated) {
    view.setInt32(at, digits[value], true);
    return at + (value < 10 ? 1 : value < 100 ? 2 : 3);
  }
  let end = at + 3;
  for (let bound = 1000; bound <= value; bound *= 10) end++;
  for (let k = end - 1; k >= at; k--) {
    const rest = (value / 10) | 0;
    bytes[k] = ZERO + value - 10 * rest;
    value = rest;
  }
  return end;
}

/**
 * Writes the rounded score as JavaScript prints it, or null if it is not finite;
 * returns the end of what it wrote.
 */
function writeScore(bytes: Uint8Array, view: DataView, at: number, score: number): number {
  const scaled = Math.round(score * 1e4);
  if (!(Math.abs(scaled) < 1e9)) return writeAscii(bytes, at, JSON.stringify(roundedScore(score)));
  if (scaled < 0) bytes[at++] = MINUS;
  const value = Math.abs(scaled) | 0;
  const whole = (value / 10_000) | 0;
  at = writeInteger(bytes, view, at, whole);
  const fraction = value - 10_000 * whole;
  if (fraction === 0) return at;
  const high = (fraction / 100) | 0;
  bytes[at] = POINT;
  view.setInt16(at + 1, pairs[high], true);
  view.setInt16(at + 3, pairs[fraction - 100 * high], true);
  at += 5;
  while (bytes[at - 1] === ZERO) at--;
  return at;
}

/** Writes a number with all digits, or null if it is not finite; returns the end of what it wrote. */
const writeNumber = (bytes: Uint8Array, at: number, value: number): number =>
  writeAscii(bytes, at, JSON.stringify(value));

/** Writes ASCII text; returns the end of what it wrote. */
function writeAscii(bytes: Uint8Array, at: number, text: string): number {
  for (let k = 0; k < text.length; k++) bytes[at + k] = text.charCodeAt(k);
  return at + text.length;
}

/**
 * Returns the number of bytes of the UTF-16 code unit at `at` in the JSON of `text`; each
 * half of a surrogate pair counts 2.
 */
function jsonBytes(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x20) return unit === 8 || unit === 9 || unit === 10 || unit === 12 || unit === 13 ? 2 : 6;
  if (unit < 0x80) return unit === QUOTE || unit === BACKSLASH ? 2 : 1;
  if (unit < 0x800) return 2;
  if ((unit & 0xf800) !== 0xd800) return 3;
  const isFirst = unit < 0xdc00;
  const other = text.charCodeAt(isFirst ? at + 1 : at - 1); // NaN beyond the text
  return (other & 0xfc00) === (isFirst ? 0xdc00 : 0xd800) ? 2 : 6;
}
