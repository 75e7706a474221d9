/** @file What offsets in a text count. */

/** UTF-16 code units (JavaScript, Java, C#), code points (Python), or bytes of UTF-8 (Rust, Go, C). */
export const offsetUnits = ['utf16', 'codepoint', 'byte'] as const;
export type OffsetUnit = (typeof offsetUnits)[number];

/** Converts offsets of UTF-16 code units, which must not decrease between two calls of `rewind`. */
export class OffsetCounter {
  #unit = 0;
  #count = 0;

  constructor(
    readonly text: string,
    readonly kind: Exclude<OffsetUnit, 'utf16'>,
  ) {}

  /** Goes back to the beginning of the text. */
  rewind(): void {
    this.#unit = 0;
    this.#count = 0;
  }

  /** Returns the number of code points or bytes before UTF-16 code unit `unit`. */
  at(unit: number): number {
    const { text, kind } = this;
    for (; this.#unit < unit; this.#unit++) {
      const code = text.charCodeAt(this.#unit);
      const isSecond = (code & 0xfc00) === 0xdc00 && (text.charCodeAt(this.#unit - 1) & 0xfc00) === 0xd800;
      if (kind === 'codepoint') this.#count += isSecond ? 0 : 1;
      else this.#count += isSecond ? 1 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3; // a pair has 3 + 1 = 4 bytes
    }
    return this.#count;
  }
}
