/**
 * @file How the columns of one file lie: their number, which hold the token and the tag, and which of the lines
 * that begin with `#` are comments.
 */

import { NerwinError } from '../error.js';
import { quoted } from './quotation.js';
import { parseTag } from './tags.js';

/** 'any': runs of spaces and tabs; 'space': runs of spaces; 'tab': every single tab, so that columns may be empty. */
export type Separator = 'any' | 'tab' | 'space';

/** Columns are counted from 1, or from the end with −1 as the last. */
export interface ColumnOptions {
  readonly token: number;
  readonly tag: number;
  readonly separator: Separator;
}

const [tab, space] = [0x09, 0x20];

/** A line cut into columns; `bounds` holds start and end of each, `count` their number. It is filled anew by each cut. */
export class Columns {
  line = '';
  count = 0;
  readonly #bounds: number[] = [];

  constructor(readonly separator: Separator) {}

  cut(line: string): void {
    this.line = line;
    this.count = 0;
    const { separator } = this;
    let start = 0;
    for (let i = 0; i <= line.length; i++) {
      const code = i < line.length ? line.charCodeAt(i) : -1;
      const parts =
        code === -1 || (code === tab && separator !== 'space') || (code === space && separator !== 'tab');
      if (!parts) continue;
      if (i > start || separator === 'tab') {
        this.#bounds[2 * this.count] = start;
        this.#bounds[2 * this.count + 1] = i;
        this.count++;
      }
      start = i + 1;
    }
  }

  /** The text of the column `index`, counted from 0. */
  at(index: number): string {
    return this.line.slice(this.#bounds[2 * index], this.#bounds[2 * index + 1]);
  }

  /** The columns as a message shows them: `1 "Paris"  2 "NNP"  3 "B-LOC"`. */
  shown(): string {
    const most = 12;
    const shown = Array.from(
      { length: Math.min(this.count, most) },
      (_, i) => `${i + 1} ${quoted(this.at(i))}`,
    );
    return shown.join('  ') + (this.count > most ? `  … ${this.count} columns` : '');
  }
}

/** What the first line with a token says of all lines of its file. */
export class Layout {
  readonly count: number;
  /** Columns of token and tag, counted from 0. */
  readonly token: number;
  readonly tag: number;
  /** Whether the first column numbers the tokens, as in CoNLL-U and Universal NER. */
  readonly numbered: boolean;
  /** Whether tabs stand between the columns. */
  readonly tabs: boolean;

  /** `columns` holds the first line with a token. Throws a {@link NerwinError} when it lacks a column. */
  constructor(columns: Columns, options: ColumnOptions, place: string) {
    this.count = columns.count;
    const index = (number: number) => (number < 0 ? columns.count + number : number - 1);
    this.token = index(options.token);
    this.tag = index(options.tag);
    this.numbered = this.token > 0 && /^\d+([-.]\d+)?$/.test(columns.at(0));
    this.tabs = columns.line.includes('\t');
    for (const [name, at] of [
      ['token', this.token],
      ['tag', this.tag],
    ] as const) {
      if (at >= 0 && at < this.count) continue;
      throw new NerwinError(
        'corpus',
        `${place}: no ${name} column: column ${options[name]} does not exist; the columns are ${columns.shown()}`,
        `set corpus.columns.${name} to one of these numbers`,
      );
    }
    if (this.token === this.tag) {
      throw new NerwinError(
        'corpus',
        `${place}: no tag column: ${
          this.count === 1 ? `one column only, ${columns.shown()}` : `column ${this.tag + 1} holds the token`
        }`,
        this.count === 1
          ? 'expected a token and a tag on each line, separated by spaces or tabs (corpus.columns.separator)'
          : 'set corpus.columns.token and corpus.columns.tag to different columns',
      );
    }
  }

  /**
   * Whether a line that begins with `#` is a comment. It may as well be a token (`#`, `#Paris`), so:
   * where tokens are numbered it is a comment. Elsewhere it is a token if it has the number of columns of the
   * file and a tag in its place; only `# key = value` at the start of a sentence remains a comment where
   * spaces separate. What is left is a comment if it begins `#begin document` or `#end document`, or stands at the
   * start of a sentence and has the form `# key = …`, or `# ` and a text without a tab. Otherwise it is a line like
   * any other, and faulty.
   */
  isComment(columns: Columns, startsSentence: boolean, known: (tag: string) => boolean): boolean {
    if (this.numbered) return true;
    const { line } = columns;
    const pairs = startsSentence && /^# *[\w.:-]+ *= /.test(line);
    const tabbed = line.includes('\t');
    const fits = columns.count === this.count && (tabbed || !this.tabs) && isTag(columns.at(this.tag), known);
    if (fits) return pairs && !tabbed;
    return documentMark.test(line) || (startsSentence && looksLikeComment(line));
  }
}

/** Whether a line has the form of a comment; see {@link Layout.isComment}. */
export const looksLikeComment = (line: string): boolean =>
  documentMark.test(line) || /^#( [^\t]*| *[\w.:-]+ *= .*)$/.test(line);

const documentMark = /^#(begin|end) document\b/;

const isTag = (text: string, known: (tag: string) => boolean): boolean =>
  parseTag(text)?.bare === false || known(text);
