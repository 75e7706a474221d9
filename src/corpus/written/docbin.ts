/**
 * @file DocBin, the file that `spacy train` reads: see `docbin/contents.ts`. It lists the strings and the lengths of all
 * documents together, so it is written when the last document is known. White space beyond one space is a token in spaCy.
 */

import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { NerwinError } from '../../error.js';
import type { AnnotatedDocument } from '../annotated-document.js';
import { stringKey } from '../docbin/string-key.js';
import { attributes } from '../docbin/symbols.js';
import { GrowingBytes, GrowingInts } from '../growable-array.js';
import type { DocumentWriter, WrittenFormat } from './format.js';

export const docbin: WrittenFormat = {
  keeps: {
    text: true,
    words: 'filled',
    gaps: false,
    sentences: true,
    documents: true,
    overlaps: false,
    cuts: false,
  },
  ending: 'spacy',
  isBinary: true,
  open: () => new DocBinWriter(),
};

/** Tokens of a file: 32 bytes each, so that the message stays below what our own reader takes. */
const mostTokens = 2 ** 23;
const attrs = [attributes.orth, attributes.iob, attributes.type, attributes.sentence];

// Values of ENT_IOB and SENT_START.
const [inside, outside, begin] = [1, 2, 3];
const startsSentence = 1n;
const startsNone = 2n ** 64n - 1n; // −1

// Bits of a token.
const spaceBit = 1;
const sentenceBit = 2;

class DocBinWriter implements DocumentWriter {
  readonly #strings = new Map<string, number>([['', 0]]);
  readonly #words = new GrowingInts(); // numbers of strings
  readonly #tags = new GrowingInts(); // 4 times the number of the type, and ENT_IOB
  readonly #bits = new GrowingBytes();
  readonly #lengths: number[] = [];
  readonly #unknownSpaces: boolean[] = [];

  write(document: AnnotatedDocument): string {
    const before = this.#words.length;
    const { text, words, starts, ends, isOriginal } = document;
    const sentenceStarts = new Set([0, ...document.sentenceEnds]);
    const tags = this.#tagsOf(document);
    let at = 0; // in the text: what is written
    for (let k = 0; k < words.length; k++) {
      if (isOriginal) this.#gap(text, at, starts[k], tags[k] % 4 === inside ? tags[k] : outside, k === 0);
      const isFirst = sentenceStarts.has(k) && (k > 0 || this.#words.length === before);
      at = ends[k];
      const hasSpace = !isOriginal || text[at] === ' ';
      this.#push(words[k] || '_', tags[k], (hasSpace ? spaceBit : 0) | (isFirst ? sentenceBit : 0));
      if (hasSpace) at++;
    }
    if (isOriginal) this.#gap(text, at, text.length, outside, words.length === 0);
    this.#lengths.push(this.#words.length - before);
    this.#unknownSpaces.push(!isOriginal);
    if (this.#words.length > mostTokens)
      throw new NerwinError(
        'corpus',
        `a DocBin of more than ${mostTokens.toLocaleString('en-US')} tokens, which is held in memory`,
        'convert the corpus in several parts, each to a file of its own; spaCy reads a folder of them',
      );
    return '';
  }

  async end(): Promise<Uint8Array> {
    const { encode } = await import('@msgpack/msgpack');
    const documents = this.#lengths.length;
    const tokens = this.#rows();
    const message = {
      version: '0.1',
      attrs,
      tokens,
      spaces: this.#bits.values().map((bits) => bits & spaceBit),
      lengths: bytesOfInts(this.#lengths),
      strings: [...this.#strings.keys()],
      cats: Array.from({ length: documents }, () => ({})),
      flags: this.#unknownSpaces.map((isUnknown) => ({ has_unknown_spaces: isUnknown })),
      span_groups: Array.from({ length: documents }, () => Uint8Array.of(0x90)), // an empty list
    };
    return promisify(deflate)(encode(message, { initialBufferSize: tokens.length + 2 ** 20 }));
  }

  /** Writes the white space between two words, except for one space that belongs to the word before. */
  #gap(text: string, from: number, to: number, tag: number, opens: boolean): void {
    if (from < to) this.#push(text.slice(from, to), tag, opens ? sentenceBit : 0);
  }

  #push(word: string, tag: number, bits: number): void {
    this.#words.push(this.#string(word));
    this.#tags.push(tag);
    this.#bits.push(bits);
  }

  #string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, this.#strings.size);
    return this.#strings.size - 1;
  }

  #tagsOf({ words, spans }: AnnotatedDocument): Int32Array {
    const tags = new Int32Array(words.length).fill(outside);
    for (const { type, start, end } of spans) {
      const number = 4 * this.#string(type);
      tags.fill(number + inside, start, end);
      tags[start] = number + begin;
    }
    return tags;
  }

  /** The rows of all tokens: four numbers of 64 bits each, little-endian. */
  #rows(): Uint8Array {
    const keys = Array.from(this.#strings.keys(), stringKey);
    const bytes = new Uint8Array(this.#words.length * 8 * attrs.length);
    const view = new DataView(bytes.buffer);
    for (let token = 0; token < this.#words.length; token++) {
      const tag = this.#tags.at(token);
      const row = token * 8 * attrs.length;
      view.setBigUint64(row, keys[this.#words.at(token)], true);
      view.setUint32(row + 8, tag % 4, true);
      view.setBigUint64(row + 16, keys[tag >> 2], true);
      const isFirst = (this.#bits.at(token) & sentenceBit) !== 0;
      view.setBigUint64(row + 24, isFirst ? startsSentence : startsNone, true);
    }
    return bytes;
  }
}

function bytesOfInts(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, k) => {
    view.setInt32(4 * k, number, true);
  });
  return bytes;
}
