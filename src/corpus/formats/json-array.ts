/**
 * @file Reads a JSON array of records (Label Studio, Prodigy, doccano, `datasets`): cuts it into its items while it
 * is read, so that only one item is in memory and each has its line. Without an array around, the items are objects of
 * several lines each.
 */

import { defaultLimits, tooLongRecord } from '../limits.js';
import type { LineBlock } from '../lines.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { RecordReader } from './json-record.js';
import { fault, parsedJson } from './json-value.js';

export const jsonFormat: Format = {
  matches: (head) => /^\s*(?:\[\s*[{[]|\{\s*\n\s*"[^"]*"\s*:)/.test(head.slice(0, 20).join('\n')),
  open: (context) => new JsonArrayReader(context),
  tagHint: 'tags are written like "B-LOC" and "O"',
};

const quote = 0x22;
const backslash = 0x5c;
const brace = 0x7b;
const opening: ReadonlySet<number> = new Set([0x5b, brace]); // [ {
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]); // ] }

class JsonArrayReader implements Reader {
  readonly #records: RecordReader;
  #depth = 0; // of brackets
  #itemDepth: 0 | 1 | undefined; // 1 if the items are in an array
  #isString = false;
  #parts: string[] = []; // of the current item
  #line = 1; // where it begins
  #length = 0; // of its parts

  constructor(readonly context: ReaderContext) {
    this.#records = new RecordReader(context);
  }

  *take({ first, lines }: LineBlock): Generator<AnnotatedSentence> {
    for (let i = 0; i < lines.length; i++) {
      for (const item of this.#items(lines[i], first + i)) {
        const value = parsedJson(item, `${this.context.path}:${this.#line}`);
        yield* this.#records.read(value, this.#line);
      }
    }
  }

  finish(): AnnotatedSentence[] {
    if (this.#depth > 0)
      throw fault(
        `${this.context.path}:${this.#line}`,
        'the JSON is not closed',
        'the file seems to be truncated',
      );
    return [];
  }

  /** Yields the items that a line completes. */
  *#items(text: string, line: number): Generator<string> {
    let start = this.#itemDepth !== undefined && this.#depth > this.#itemDepth ? 0 : -1; // of the item in this line
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#isString) {
        if (code === backslash) i++;
        else if (code === quote) this.#isString = false;
      } else if (code === quote) this.#isString = true;
      else if (opening.has(code)) {
        this.#itemDepth ??= code === brace ? 0 : 1;
        if (++this.#depth === this.#itemDepth + 1) {
          start = i;
          this.#line = line;
        }
      } else if (closing.has(code) && --this.#depth === this.#itemDepth && start >= 0) {
        this.#parts.push(text.slice(start, i + 1));
        const item = this.#parts.join('\n');
        this.#parts = [];
        this.#length = 0;
        start = -1;
        yield item;
      }
    }
    if (start < 0) return;
    this.#parts.push(text.slice(start));
    this.#length += text.length - start;
    const { limits = defaultLimits } = this.context.options;
    if (this.#length > limits.record)
      throw tooLongRecord(`${this.context.path}:${this.#line}`, 'an item', limits);
  }
}
