/**
 * @file The column layout of one file: how many columns there are, which ones hold the token and the tag, and
 * which lines that begin with `#` are comments.
 */

import { NerwinError } from '../error.js';
import { quoted } from './quote.js';
import { assigned, type SettingNames, tagColumnHint } from './setting-names.js';
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

/**
 * A line split into columns: `bounds` holds the start and end of each, `count` is their number. Each
 * call of `cut` overwrites both.
 */
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

  /** Returns the text of column `index`, counted from 0. */
  at(index: number): string {
    return this.line.slice(this.#bounds[2 * index], this.#bounds[2 * index + 1]);
  }

  /** Returns the columns as messages show them: `1 "Paris"  2 "NNP"  3 "B-LOC"`. */
  shown(): string {
    const max = 12;
    const shown = Array.from(
      { length: Math.min(this.count, max) },
      (_, i) => `${i + 1} ${quoted(this.at(i))}`,
    );
    return shown.join('  ') + (this.count > max ? `  … ${this.count} columns` : '');
  }
}

/** The layout of a file, read from its first token line; all other lines must have the same number of columns. */
export class ColumnLayout {
  readonly count: number;
  /** Token and tag column, counted from 0. */
  readonly token: number;
  readonly tag: number;
  /** True if the first column numbers the tokens, as in CoNLL-U and Universal NER. */
  readonly numbered: boolean;
  /** True if the first token line contains a tab. */
  readonly tabs: boolean;

  /**
   * `columns` is the first token line. Throws a {@link NerwinError} if the token or tag column doesn't exist,
   * or both are the same.
   */
  constructor(columns: Columns, options: ColumnOptions, place: string, names: SettingNames) {
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
        names[`${name}Column`]
          ? `set ${names[`${name}Column`]} to one of these numbers`
          : tagColumnHint(names),
      );
    }
    if (this.token === this.tag) {
      throw new NerwinError(
        'corpus',
        `${place}: no tag column: ${
          this.count === 1 ? `one column only, ${columns.shown()}` : `column ${this.tag + 1} holds the token`
        }`,
        this.count === 1
          ? oneColumnHint(columns, names)
          : names.tokenColumn && names.tagColumn
            ? `set ${names.tokenColumn} and ${names.tagColumn} to different columns`
            : tagColumnHint(names),
      );
    }
  }

  /**
   * True if a line that begins with `#` is a comment. It could also be a token (`#`, `#Paris`), so:
   * - In a file with numbered tokens it is always a comment.
   * - Otherwise, a line with the file's number of columns and a tag in the tag column is a token. The one
   *   exception is `# key = value` without tabs at the start of a sentence.
   * - Other lines are comments if they begin with `#begin document` or `#end document`, or if they are at the
   *   start of a sentence and look like `# key = …`, or like `# ` and text without a tab.
   * - Anything else is read as a token line, and reported as malformed.
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

/** True if a line has the form of a comment; see {@link ColumnLayout.isComment}. */
export const looksLikeComment = (line: string): boolean =>
  documentMark.test(line) || /^#( [^\t]*| *[\w.:-]+ *= .*)$/.test(line);

const documentMark = /^#(begin|end) document\b/;

const isTag = (text: string, known: (tag: string) => boolean): boolean =>
  parseTag(text)?.bare === false || known(text);

/** Returns the hint for lines of one column: another separator, if it gives more columns. */
function oneColumnHint({ line, separator }: Columns, names: SettingNames): string {
  const columns = new Columns('any');
  columns.cut(line);
  return columns.count > 1 && separator !== 'any' && names.separator !== undefined
    ? assigned(names.separator, 'any')
    : 'expected a token and a tag on each line, separated by spaces or tabs';
}
