/**
 * @file A text as an array of UTF-16 code units, which is read several times faster than the string. In a
 * browser, `code-units.browser.ts` takes its place.
 */

/**
 * The UTF-16 code units of the current text; `array[length]` is a line feed, so that loops over words need no
 * bounds check.
 */
export class CodeUnits {
  length = 0;
  array = new Uint16Array(0);
  #bytes = Buffer.alloc(0);

  /** Replaces the units with those of `text`. */
  take(text: string): this {
    const { length } = text;
    if (length >= this.array.length) {
      this.array = new Uint16Array(2 * length + 256);
      this.#bytes = Buffer.from(this.array.buffer);
    }
    this.#bytes.write(text, 0, 'utf16le');
    this.array[length] = 0x0a;
    this.length = length;
    return this;
  }
}
