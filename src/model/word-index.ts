/**
 * @file A hash index of words that is stored in the model file in the form in which it is used, so nothing is
 * built when a model is opened.
 *
 * Open addressing with linear probing: the search for a word starts at slot (h xor h >>> 15) · 0x735a2d97 mod
 * 2³² mod slots, where h is the 32-bit FNV-1a hash of its UTF-8 bytes, and continues slot by slot until it
 * finds the word or an empty slot. A slot holds row + 1, or 0 if it is empty.
 */
import { textOfUtf8 } from '../text-bytes.js';

/** Words as bytes, and the index to find them. */
export interface IndexedWords {
  readonly bytes: Uint8Array; // UTF-8, with one byte between words
  readonly starts: Int32Array; // (V + 1), start of each word; the last entry is where one more word would start
  readonly slots: Int32Array; // a power of two, at least 3/2 V
}

/** Checks elements `from` … `to` − 1 of an array. */
type Touch = (from: number, to: number) => void;
export type IndexTouches = Readonly<Record<keyof IndexedWords, Touch>>;

const separator = '\n';

/** Indexes distinct words. */
export function indexWords(words: readonly string[]): IndexedWords {
  const bytes = new Uint8Array(Buffer.from(words.join(separator)));
  const starts = new Int32Array(words.length + 1);
  const slots = new Int32Array(slotCount(words.length));
  let start = 0;
  words.forEach((word, row) => {
    starts[row] = start;
    const length = Buffer.byteLength(word);
    let slot = firstSlot(bytes, start, start + length, slots.length);
    while (slots[slot] !== 0) slot = (slot + 1) % slots.length;
    slots[slot] = row + 1;
    start += length + separator.length;
  });
  starts[words.length] = start;
  return { bytes, starts, slots };
}

/** Returns the smallest power of two with room for V words and half as many empty slots. */
const slotCount = (V: number): number => 2 ** Math.ceil(Math.log2(Math.max(2, 1.5 * V)));

/** True if the sizes of the arrays are consistent. */
export const isIndex = ({ starts, slots }: IndexedWords): boolean =>
  starts.length > 0 && slots.length === slotCount(starts.length - 1);

/**
 * Searches an index, without validating it first: in a damaged index words may not be found, but every search
 * ends.
 */
export class WordIndex {
  readonly V: number;
  #key = new Uint8Array(64);

  #touches: IndexTouches | undefined;

  /** With `touches`, they are called for every part of the arrays before it is used. */
  constructor(
    readonly words: IndexedWords,
    touches?: IndexTouches,
  ) {
    this.V = words.starts.length - 1;
    this.#touches = touches;
  }

  /** Touches all of the arrays; after that, nothing is touched any more. */
  touchAll(): void {
    const { bytes, starts, slots } = this.words;
    this.#touches?.bytes(0, bytes.length);
    this.#touches?.starts(0, starts.length);
    this.#touches?.slots(0, slots.length);
    this.#touches = undefined;
  }

  /** Returns the row of a word; undefined if it is not indexed. */
  rowOf(word: string): number | undefined {
    const length = this.#encode(word);
    const { bytes, starts, slots } = this.words;
    const mask = slots.length - 1;
    const touches = this.#touches;
    let slot = firstSlot(this.#key, 0, length, slots.length);
    touches?.slots(slot, slot + 1);
    for (let tried = 0; slots[slot] !== 0 && tried < slots.length; tried++, slot = (slot + 1) & mask) {
      const row = slots[slot] - 1;
      touches?.slots(slot, slot + 2);
      touches?.starts(row, row + 2);
      const start = starts[row];
      if (starts[row + 1] - start - separator.length !== length) continue;
      touches?.bytes(start, start + length);
      let at = 0;
      while (at < length && bytes[start + at] === this.#key[at]) at++;
      if (at === length) return row;
    }
    return undefined;
  }

  /** Yields all words, row by row. */
  list(): string[] {
    this.touchAll();
    const { bytes, starts } = this.words;
    return Array.from({ length: this.V }, (_, row) =>
      textOfUtf8(bytes.subarray(starts[row], starts[row + 1] - separator.length)),
    );
  }

  /** Writes the UTF-8 bytes of a word to the key. Returns their number. */
  #encode(word: string): number {
    if (3 * word.length > this.#key.length) this.#key = new Uint8Array(6 * word.length);
    for (let k = 0; k < word.length; k++) {
      const unit = word.charCodeAt(k);
      if (unit >= 0x80) return encoder.encodeInto(word, this.#key).written;
      this.#key[k] = unit;
    }
    return word.length;
  }
}

const encoder = new TextEncoder();

function firstSlot(bytes: Uint8Array, start: number, end: number, slots: number): number {
  let h = 0x811c9dc5;
  for (let k = start; k < end; k++) h = Math.imul(h ^ bytes[k], 0x01000193);
  return Math.imul(h ^ (h >>> 15), 0x735a2d97) & (slots - 1);
}
