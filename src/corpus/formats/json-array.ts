/**
 * @file Reads a JSON array of records (Label Studio, Prodigy, doccano, `datasets`): cuts it into its items while it
 * is read, so that only one item is in memory and each has its line.
 */

import type { LineBlock } from '../lines.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { RecordReader } from './json-record.js';
import { fault, parsedJson } from './json-value.js';

export const jsonFormat: Format = {
  matches: (head) => /^\s*\[\s*[{[]/.test(head.slice(0, 20).join('\n')),
  open: (context) => new JsonArrayReader(context),
  tagHint: 'tags are written like "B-LOC" and "O"',
};

const quote = 0x22;
const backslash = 0x5c;
const opening: ReadonlySet<number> = new Set([0x5b, 0x7b]); // [ {
const closing: ReadonlySet<number> = new Set([0x5d, 0x7d]); // ] }

class JsonArrayReader implements Reader {
  readonly #records: RecordReader;
  #depth = 0; // of brackets; 1 is inside the array
  #isString = false;
  #parts: string[] = []; // of the current item
  #line = 1; // where it begins

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
        'the JSON array is not closed',
        'the file seems to be truncated',
      );
    return [];
  }

  /** Yields the items that a line completes. */
  *#items(text: string, line: number): Generator<string> {
    let start = this.#depth > 1 ? 0 : -1; // of the item in this line
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#isString) {
        if (code === backslash) i++;
        else if (code === quote) this.#isString = false;
      } else if (code === quote) this.#isString = true;
      else if (opening.has(code)) {
        if (++this.#depth === 2) {
          start = i;
          this.#line = line;
        }
      } else if (closing.has(code) && --this.#depth === 1) {
        this.#parts.push(text.slice(start, i + 1));
        const item = this.#parts.join('\n');
        this.#parts = [];
        start = -1;
        yield item;
      }
    }
    if (start >= 0) this.#parts.push(text.slice(start));
  }
}
