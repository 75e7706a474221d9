/** @file Writes a tagged text as a record, in one of several formats. */
import { elementText } from '../markup.js';
import type { ByteBuffer } from './byte-buffer.js';
import { type JsonOptions, jsonWriter } from './json-record.js';
import type { Tagged } from './tagged.js';

/** Appends the record of a text, including its line end. */
export type WriteRecord = (tagged: Tagged, out: ByteBuffer) => void;

interface FormatDefinition {
  /** The tokens whose scores the record shows; without them, tokens that are certainly no location are not scored. */
  readonly scores: 'all' | 'locations';
  /** `mark` formats a location for a terminal; `json` says how records of JSON are written. */
  writer(mark: (location: string) => string, json: JsonOptions): WriteRecord;
}

/** The registry of formats; `tag --format` offers them in this order. */
const formats = {
  text: {
    scores: 'locations',
    writer: (mark) => (tagged, out) => writeMarked(tagged, out, (text) => text, mark),
  },
  jsonl: { scores: 'all', writer: (_mark, json) => jsonWriter(json) },
  conll: { scores: 'locations', writer: () => writeConll },
  html: { scores: 'locations', writer: () => writeHtml },
} satisfies Record<string, FormatDefinition>;

export type RecordFormat = keyof typeof formats;
export const recordFormats = Object.keys(formats) as readonly RecordFormat[];

const definitionOf = (format: RecordFormat): FormatDefinition => formats[format];

/** Returns the writer of a format; `mark` formats a location in the format `text`. */
export const recordWriter = (
  format: RecordFormat,
  mark: (location: string) => string,
  json: JsonOptions = {},
): WriteRecord => definitionOf(format).writer(mark, json);

/** The tokens whose scores a format shows. */
export const scoresOf = (format: RecordFormat): 'all' | 'locations' => definitionOf(format).scores;

/** Writes the text, with every location formatted by `mark` and everything in between by `plain`. */
function writeMarked(
  { text, tokens, locations }: Tagged,
  out: ByteBuffer,
  plain: (text: string) => string,
  mark: (location: string, k: number) => string,
): void {
  let at = 0;
  for (let k = 0; k < locations.count; k++) {
    const start = tokens.starts[locations.starts[k]];
    const end = tokens.ends[locations.ends[k] - 1];
    out.write(plain(text.slice(at, start)));
    out.write(mark(text.slice(start, end), k));
    at = end;
  }
  out.write(plain(text.slice(at)));
  out.write('\n');
}

/** A paragraph of HTML with locations in `<mark>`. */
function writeHtml(tagged: Tagged, out: ByteBuffer): void {
  out.write('<p>');
  writeMarked(tagged, out, elementText, (location) => `<mark>${elementText(location)}</mark>`);
  out.length--; // the paragraph ends on the same line
  out.write('</p>\n');
}

/**
 * One line with token and tag (IOB2, type LOC) per token, an empty line after each
 * sentence, and one for an empty text. Tokens of `--tokenized` can hold tabs and line breaks, which are escaped.
 */
function writeConll({ text, tokens, sentences, locations }: Tagged, out: ByteBuffer): void {
  let record = ''; // one string for all lines, because many short writes take longer
  const isBreaking = breaking.test(text);
  let k = 0;
  let sentence = 0;
  for (let t = 0; t < tokens.count; t++) {
    if (t === sentences.ends[sentence]) {
      record += '\n';
      sentence++;
    }
    while (k < locations.count && locations.ends[k] <= t) k++;
    const isInside = k < locations.count && locations.starts[k] <= t;
    const tag = !isInside ? '\tO\n' : locations.starts[k] === t ? '\tB-LOC\n' : '\tI-LOC\n';
    const token = text.slice(tokens.starts[t], tokens.ends[t]);
    record += (isBreaking ? escaped(token) : token) + tag;
  }
  out.write(`${record}\n`);
}

/** A token as a column of the format `conll`. */
export const conllToken = (token: string): string => (breaking.test(token) ? escaped(token) : token);

/** Characters that end a column or a line. */
const breaking = /[\t-\r\u0085\u2028\u2029]/;

const escaped = (token: string): string =>
  token.replace(new RegExp(breaking, 'g'), (character) =>
    character === '\t' ? '\\t' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
