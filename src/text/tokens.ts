/** @file The tokens of a text, as two columns of offsets instead of one object per token. */

const SPACE = 0x20;

/** Token t of a text is `text.slice(starts[t], ends[t])`, for t = 0 … count − 1, in order and not overlapping. */
export interface Tokens {
  readonly count: number;
  /** First UTF-16 code unit of each token; only the first `count` entries are valid. */
  readonly starts: Int32Array;
  /** End (exclusive) of each token in UTF-16 code units; only the first `count` entries are valid. */
  readonly ends: Int32Array;
}

/** A growable list of tokens. Using the same buffer again overwrites its tokens. */
export class TokenBuffer implements Tokens {
  count = 0;
  starts: Int32Array;
  ends: Int32Array;

  /** Room for `capacity` tokens before the first reallocation. */
  constructor(capacity = 64) {
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  push(start: number, end: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
  }

  private grow(): void {
    const capacity = Math.max(64, this.starts.length * 2);
    const starts = new Int32Array(capacity);
    const ends = new Int32Array(capacity);
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }
}

/**
 * Splits text that is already tokenized at ASCII spaces. All other characters belong to tokens, as their maker
 * put them there: a number such as `10 000` can hold a no-break space.
 */
export function splitOnSpaces(text: string, into: TokenBuffer = new TokenBuffer()): Tokens {
  into.count = 0;
  let at = 0;
  while (at < text.length) {
    const start = at;
    while (at < text.length && text.charCodeAt(at) !== SPACE) at += 1;
    if (at > start) into.push(start, at);
    at += 1;
  }
  return into;
}

/** Returns the tokens as strings. */
export function tokenTexts(text: string, tokens: Tokens): string[] {
  return Array.from({ length: tokens.count }, (_, t) => text.slice(tokens.starts[t], tokens.ends[t]));
}
