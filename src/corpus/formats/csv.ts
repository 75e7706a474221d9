/**
 * @file Reads comma-separated files with a header line, as Kaggle's ner_dataset.csv: one token per line, with a
 * number of the sentence in the first line of each sentence or in all of them. Also files with one sentence per
 * line whose words and tags are lists, and Label Studio's, with a text and its spans in JSON. Semicolons or tabs in
 * place of commas are detected.
 */

import { parse } from 'csv-parse/sync';
import { closingQuote, type JsonObject } from '../../json.js';
import { plural } from '../../plural.js';
import { isInvisible, trimmed } from '../invisible.js';
import { defaultLimits, tooLongSentence } from '../limits.js';
import { copyOfSlice, type LineBlock } from '../lines.js';
import { quoted } from '../quote.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import { isOutsideMark } from '../tag-spelling.js';
import { parseTag, type Tag } from '../tags.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { RecordReader } from './json-record.js';
import { fault, parsedJson } from './json-value.js';
import { NumberedLabels } from './numbered-labels.js';
import { shownCell, tagInCell } from './tag-cell.js';

const tokenName = /^(?:word|token|form|text)s?$/i;
const tagName = /^(?:ner|ne|iob2?|bio|entity|entities|label|tag|named[-_ ]entity)s?(?:[-_ ]tags?)?$/i;
/** A column of Label Studio's exports; other files with tabs are columns, unless one numbers the sentences. */
const labelStudioName = /^(?:annotator|annotation_id|lead_time)$/;
const sentenceName = /^(?:sentence|sent)(?:[-_ ]?(?:#|id|idx|index|no|number))?$/i;

/** The columns of a file, counted from 0. */
interface CsvColumns {
  /** The names of all columns, in an export of Label Studio. */
  readonly names: readonly string[] | undefined;
  /** The names of all columns. */
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly count: number;
  readonly token: number;
  readonly tag: number;
  /** −1 if no column numbers the sentences. */
  readonly sentence: number;
  /** True for tabs without quotes around cells: a quote is a token then. */
  readonly isPlain: boolean;
}

/** Returns the columns that a header line names; undefined if it is not such a line. */
export function csvColumns(line: string): CsvColumns | undefined {
  const isQuoted = /^"[^"]*"(?:[\t ]"[^"]*")+\s*$/.test(line); // as R writes tables
  for (const delimiter of isQuoted ? ['\t', ' '] : [',', ';', '\t']) {
    if (!line.includes(delimiter)) continue;
    const names = cellsOf(line, delimiter)?.map(trimmed);
    if (!names) continue;
    const isExport = names.some((name) => labelStudioName.test(name));
    const isPlain = delimiter === '\t' && !isQuoted && !isExport;
    if (isPlain && !names.some((name) => /^sentence[-_ ]?(?:#|id|idx|index|no|number)$/i.test(name)))
      continue;
    const sentence = names.findIndex((name) => sentenceName.test(name) && !/^sentence$/i.test(name));
    const plainSentence = names.findIndex((name) => /^sentence$/i.test(name));
    const word = names.findIndex((name) => tokenName.test(name));
    const data = names.indexOf('data'); // doccano
    const token = word >= 0 ? word : plainSentence >= 0 ? plainSentence : data;
    const tag = last(names, (name) => tagName.test(name));
    if (!isExport && (token < 0 || tag < 0 || token === tag)) continue;
    return {
      names: isExport ? names : undefined,
      header: names,
      delimiter,
      count: names.length,
      token,
      tag,
      sentence: sentence >= 0 || word < 0 ? sentence : plainSentence,
      isPlain,
    };
  }
  return undefined;
}

export const csvFormat: Format = {
  matches: ([first, ...rest]) => {
    const columns = csvColumns(first);
    const isSeparated = rest.slice(0, -1).some((line) => line.trim() === ''); // then they are columns
    return columns !== undefined && !(columns.isPlain && isSeparated);
  },
  open: (context) => new CsvReader(context),
  readsOtherEncodings: true,
  tagHint: 'tags are written like B-LOC and O',
};

function last(names: readonly string[], holds: (name: string) => boolean): number {
  for (let k = names.length - 1; k >= 0; k--) if (holds(names[k])) return k;
  return -1;
}

/** Returns the cells of a line with tabs; only a cell between quotes is quoted. */
const plainCells = (record: string): string[] =>
  record.split('\t').map((cell) => (/^".+"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));

/** Returns the cells of a record; undefined if a quote in it is still open or misplaced. */
function cellsOf(record: string, delimiter: string): string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  try {
    return (parse(record, { delimiter, relax_column_count: true }) as string[][])[0];
  } catch {
    return undefined;
  }
}

class CsvReader implements Reader {
  #columns: CsvColumns | undefined;
  #pending = ''; // a record whose quote is still open
  #pendingLine = 0;
  #sentence = ''; // the number of the current one
  #tokens: string[] = [];
  #tags: Tag[] = [];
  #lines: number[] = [];
  readonly #known = new Map<string, Tag>();
  #hasSentences = false; // a row before had the tags of a sentence in one cell
  #records: RecordReader | undefined; // for rows that are a whole text
  readonly #labels: NumberedLabels;

  constructor(readonly context: ReaderContext) {
    this.#labels = new NumberedLabels(context);
  }

  *take({ first, lines }: LineBlock): Generator<AnnotatedSentence> {
    for (let i = 0; i < lines.length; i++) {
      const line = first + i;
      if (this.#pending === '') {
        if (lines[i].trim() === '') {
          yield* this.finish();
          continue;
        }
        this.#pendingLine = line;
      }
      const record = this.#pending === '' ? lines[i] : `${this.#pending}\n${lines[i]}`;
      if (!this.#columns?.isPlain && hasOpenQuote(record)) this.#pending = record;
      else {
        this.#pending = '';
        yield* this.#record(record, this.#pendingLine);
      }
      if (this.#pending.length > 1 << 20)
        throw fault(this.#place(this.#pendingLine), 'a quote is not closed', 'close it');
    }
  }

  *finish(): Generator<AnnotatedSentence> {
    if (this.#pending !== '')
      throw fault(this.#place(this.#pendingLine), 'a quote is not closed', 'close it');
    if (this.#tokens.length === 0) return;
    yield {
      tokens: this.#tokens,
      annotation: { tags: this.#tags },
      lines: this.#lines,
      opensDocument: false,
    };
    [this.#tokens, this.#tags, this.#lines] = [[], [], []];
  }

  /** Returns the columns with those that the user chose, by number or name. */
  #chosen(columns: CsvColumns, line: number): CsvColumns {
    const { header } = columns;
    const { token, tag } = this.context.options.columns;
    const at = (chosen: number | string, found: number, byDefault: number): number => {
      if (chosen === byDefault) return found;
      const own =
        typeof chosen === 'string'
          ? header.findIndex((name) => name.toLowerCase() === chosen.toLowerCase())
          : chosen < 0
            ? header.length + chosen
            : chosen - 1;
      if (own >= 0 && own < header.length) return own;
      throw fault(
        this.#place(line),
        `no column ${quoted(String(chosen))}; the columns are ${header.map(quoted).join(', ')}`,
        'name one of these columns',
      );
    };
    return { ...columns, token: at(token, columns.token, 1), tag: at(tag, columns.tag, -1) };
  }

  #place(line: number): string {
    return `${this.context.path}:${line}`;
  }

  *#record(record: string, line: number): Generator<AnnotatedSentence> {
    if (!this.#columns) {
      this.#columns = csvColumns(record);
      if (!this.#columns)
        throw fault(
          this.#place(line),
          'no header line that names a column of words and one of tags',
          'begin the file with a line such as Sentence #,Word,Tag',
        );
      this.#columns = this.#chosen(this.#columns, line);
      return;
    }
    const { delimiter, count, token, tag, sentence } = this.#columns;
    const cells = this.#columns.isPlain ? plainCells(record) : cellsOf(record, delimiter);
    if (!cells)
      throw fault(
        this.#place(line),
        `not a record of CSV: ${quoted(record)}`,
        'put the cell in quotes, and double the quotes inside',
      );
    if (cells.length !== count)
      throw fault(
        this.#place(line),
        `${plural(cells.length, 'column', 'columns')}, expected ${count} as in the header line`,
        delimiter === ',' ? 'put cells with a comma in quotes' : 'give each column a name in the first line',
      );
    const number = sentence < 0 ? '' : trimmed(cells[sentence]);
    if (number !== '' && number !== this.#sentence) {
      yield* this.finish();
      this.#sentence = number;
    }
    const whole = this.#columns.names
      ? flatRecord(this.#columns.names, cells, this.#place(line))
      : wholeRecord(cells[token], cells[tag], this.#place(line));
    if (whole) {
      yield* this.finish();
      this.#records ??= new RecordReader(this.context);
      yield* this.#records.read(whole, line);
      return;
    }
    const tags = listIn(cells[tag]) ?? this.#tagsIn(cells[tag]);
    if (tags) {
      yield* this.finish();
      const words = listIn(cells[token]) ?? cells[token].split(/\s+/).filter(Boolean);
      if (words.length !== tags.length)
        throw fault(
          this.#place(line),
          `${plural(words.length, 'word', 'words')}, but ${plural(tags.length, 'tag', 'tags')}`,
          'give one tag for each word',
        );
      words.forEach((word, k) => void this.#add(word, tags[k], line));
      yield* this.finish();
    } else this.#add(cells[token], cells[tag], line);
  }

  /** Returns the tags of a cell that holds those of a whole sentence, with spaces between; undefined for one tag. */
  #tagsIn(cell: string): string[] | undefined {
    const parts = trimmed(cell).split(/\s+/);
    if (parts.length === 1 && !this.#hasSentences) return undefined;
    if (!parts.every((part) => parseTag(part, this.context.options.untyped))) return undefined;
    this.#hasSentences = true;
    return parts;
  }

  #add(word: string, cell: string, line: number): void {
    const { notices, options } = this.context;
    this.#tags.push(this.#known.get(cell) ?? this.#tagOf(cell, line));
    if (isInvisible(word)) notices.add('emptyToken', this.#place(line), quoted(word));
    this.#tokens.push(isInvisible(word) ? '' : copyOfSlice(word));
    const { limits = defaultLimits } = options;
    if (this.#lines.push(line) > limits.sentence) throw tooLongSentence(this.#place(line), limits);
  }

  /** Reads the tag in a cell. One without a notice is known from then on. */
  #tagOf(cell: string, line: number): Tag {
    const { notices, options } = this.context;
    const { tag: spelled, notice: respelled } = tagInCell(cell);
    const number = /^\d+$/.test(spelled) ? Number(spelled) : undefined;
    const clean = (number === undefined ? undefined : this.#labels.find(number)) ?? spelled;
    const isMark = isOutsideMark(clean);
    const notice = respelled ?? (isMark ? 'respelledTag' : undefined);
    const tag = parseTag(isMark ? 'O' : copyOfSlice(clean), options.untyped);
    if (!tag) {
      const message = `${quoted(cell)} is not a tag such as B-LOC or O`;
      throw number === undefined
        ? fault(this.#place(line), message, 'write it as O or as a tag such as B-LOC')
        : this.#labels.fault(message, number, false, this.#place(line));
    }
    if (notice === undefined) this.#known.set(copyOfSlice(cell), tag);
    else notices.add(notice, this.#place(line), shownCell(cell, notice, tag));
    return tag;
  }
}

/** True for a list of objects, or an empty list. */
const isJsonList = (cell: string): boolean => /^\s*\[\s*(?:\{|\]\s*$)/.test(cell);

/** Returns a row of Label Studio's as a record; lists in its cells are JSON. */
function flatRecord(names: readonly string[], cells: readonly string[], place: string): JsonObject {
  return Object.fromEntries(
    names.map((name, k) => [name, isJsonList(cells[k]) ? parsedJson(cells[k], place) : cells[k]]),
  );
}

/**
 * Returns a row that is a whole text as a record: one whose spans are in JSON or in Python's lists,
 * `[[0, 5, 'LOC']]`, or whose tags are numbers, `[0 5]`; undefined for other rows.
 */
function wholeRecord(text: string, whole: string, place: string): JsonObject | undefined {
  const cell = /^\s*\{\s*['"]entities['"]\s*:\s*(\[[\s\S]*\])\s*\}\s*$/.exec(whole)?.[1] ?? whole; // spaCy
  if (isJsonList(cell)) return { text, spans: parsedJson(cell, place) };
  if (/^\s*\[\s*[[(]/.test(cell)) {
    const triples = cell.matchAll(/[[(]\s*(\d+)\s*,\s*(\d+)\s*,\s*(?:'([^']*)'|"([^"]*)")\s*[\])]/g);
    return {
      text,
      spans: Array.from(triples, ([, start, end, a, b]) => [Number(start), Number(end), a ?? b]),
    };
  }
  if (/^\s*\[\s*\d+(?:[\s,]+\d+)*\s*\]\s*$/.test(cell))
    return { tokens: listIn(text) ?? text.split(/\s+/), ner_tags: cell.match(/\d+/g)?.map(Number) };
  return undefined;
}

/** True if the number of quotes is odd: then the record goes on in the next line. */
function hasOpenQuote(record: string): boolean {
  let isOpen = false;
  for (let at = record.indexOf('"'); at >= 0; at = record.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** Returns the items of a list as Python or JSON writes it, `['O', 'B-LOC']`; undefined if the cell is not one. */
function listIn(cell: string): string[] | undefined {
  const text = cell.trim();
  if (!text.startsWith('[') || !text.endsWith(']') || text.length < 3) return undefined;
  const items: string[] = [];
  for (let open = text.search(/['"]/); open >= 0 && open < text.length; ) {
    const close = closingQuote(text, open);
    if (close < text.length) items.push(text.slice(open + 1, close).replace(/\\(.)/g, '$1'));
    open = close + 1;
    while (open < text.length && text[open] !== "'" && text[open] !== '"') open++;
  }
  return items.length > 0 ? items : undefined;
}
