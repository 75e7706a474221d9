/** @file A long line piece by piece: text, tokens, and where the tokens are in the line. */
import type { LongLine } from '../corpus/long-line.js';
import { CodeUnits } from '../text/code-units.js';
import { cutAtSpace, safeCut } from '../text/safe-cut.js';
import { tokenize } from '../text/tokenize.js';
import { splitOnSpaces, TokenBuffer, type Tokens } from '../text/tokens.js';
import type { Place } from './location-log.js';
import { OffsetCounter, type OffsetUnit } from './offset-unit.js';

/** Sizes of the pieces, in bytes. */
export interface PieceSizes {
  /** Of a piece, if there is a place to cut it. */
  readonly usual: number;
  /** Of any piece: without a place to cut, it ends after its last space, or else in the middle of a token. */
  readonly longest: number;
}

export const defaultPieceSizes: PieceSizes = { usual: 1 << 19, longest: 1 << 20 };

/** Bytes of the longest character in UTF-8. */
export const longestCharacter = 4;

/** Where a text without a place to cut is cut: after its last space, or else at its end. */
const forcedCut = (text: string): number => cutAtSpace(text) || text.length;

/** A place in a line: byte, and position in the unit of offsets. */
export interface LinePosition {
  readonly byte: number;
  readonly unit: number;
}

/** Reads pieces of a line; each overwrites the one before. */
export class TextPiece {
  text = '';
  tokens: Tokens = new TokenBuffer();
  /** Where the next piece starts. */
  next: LinePosition = { byte: 0, unit: 0 };
  readonly #units = new CodeUnits();
  readonly #buffer = new TokenBuffer(256);
  #start: LinePosition = { byte: 0, unit: 0 };
  #isAscii = true;
  #counter: OffsetCounter | undefined;
  #bytes: OffsetCounter | undefined;

  constructor(
    readonly line: LongLine,
    readonly tokenized: boolean,
    readonly offsets: OffsetUnit,
    readonly sizes: PieceSizes,
  ) {}

  /** The UTF-16 code units of the text, and more. */
  get units(): Uint16Array {
    return this.#units.array;
  }

  /** Reads the piece that starts at `start`. */
  read(start: LinePosition): void {
    const { text, end } = this.#cut(start.byte);
    this.text = text;
    this.#start = start;
    this.#isAscii = end - start.byte === text.length;
    this.#counter =
      this.#isAscii || this.offsets === 'utf16' ? undefined : new OffsetCounter(text, this.offsets);
    this.#bytes = this.#isAscii ? undefined : new OffsetCounter(text, 'byte');
    this.next = { byte: end, unit: start.unit + (this.#isAscii ? text.length : this.#unitAt(text.length)) };
    this.#counter?.rewind();
    const units = this.#units.take(text);
    this.tokens = this.tokenized ? splitOnSpaces(text, this.#buffer) : tokenize(text, this.#buffer, units);
  }

  /** Returns the place of token t; calls must not go backward in a piece. */
  placeOf(t: number): Place {
    const { starts, ends } = this.tokens;
    const [from, to] = [starts[t], ends[t]];
    const { byte, unit } = this.#start;
    const start = unit + this.#unitAt(from);
    const end = unit + this.#unitAt(to);
    const fromByte = byte + (this.#bytes ? this.#bytes.at(from) : from);
    return { fromByte, toByte: byte + (this.#bytes ? this.#bytes.at(to) : to), start, end };
  }

  textOf(t: number): string {
    return this.text.slice(this.tokens.starts[t], this.tokens.ends[t]);
  }

  #unitAt(at: number): number {
    return this.#counter ? this.#counter.at(at) : at;
  }

  /** Reads from byte `from` on until the text can be cut, or has the length of the longest piece. */
  #cut(from: number): { text: string; end: number } {
    const { line } = this;
    const { usual, longest } = this.sizes;
    for (let bytes = usual; ; bytes *= 2) {
      const end = line.characterEnd(from + Math.max(longestCharacter, Math.min(bytes, longest)));
      const text = line.text(from, end);
      if (end === line.length) return { text, end };
      const cut =
        (this.tokenized ? cutAtSpace(text) : safeCut(text)) || (bytes < longest ? 0 : forcedCut(text));
      if (cut > 0) return { text: text.slice(0, cut), end: from + Buffer.byteLength(text.slice(0, cut)) };
    }
  }
}
