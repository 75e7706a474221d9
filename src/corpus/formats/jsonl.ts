/** @file Reads JSON Lines: one record per line, as `json-record.ts` understands them. Blank lines are skipped. */

import type { LineBlock } from '../lines.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { RecordReader } from './json-record.js';
import { parsedJson } from './json-value.js';

export const jsonlFormat: Format = {
  matches: ([first]) => /^\s*\{\s*"[^"]*"\s*:/.test(first) || /^\s*\[\s*".*\]\s*$/.test(first),
  open: (context) => new JsonLinesReader(context),
  tagHint: 'tags are written like "B-LOC" and "O"',
};

class JsonLinesReader implements Reader {
  readonly #records: RecordReader;

  constructor(readonly context: ReaderContext) {
    this.#records = new RecordReader(context);
  }

  *take({ first, lines }: LineBlock): Generator<AnnotatedSentence> {
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i].trim(); // also of a byte-order mark, where a file was appended to another
      if (text === '') continue;
      const line = first + i;
      yield* this.#records.read(parsedJson(text, `${this.context.path}:${line}`), line);
    }
  }

  *finish(): Generator<AnnotatedSentence> {}
}
