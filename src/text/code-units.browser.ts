/** @file `code-units.ts` for browsers. */

/**
 * The UTF-16 code units of the current text; `array[length]` is a line feed, so that loops over words need no
 * bounds check.
 */
export class CodeUnits {
  length = 0;
  array = new Uint16Array(0);

  /** Replaces the units with those of `text`. */
  take(text: string): this {
    const { length } = text;
    if (length >= this.array.length) this.array = new Uint16Array(2 * length + 256);
    const { array } = this;
    for (let k = 0; k < length; k++) array[k] = text.charCodeAt(k);
    array[length] = 0x0a;
    this.length = length;
    return this;
  }
}
