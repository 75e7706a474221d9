/**
 * @file The column layout of one file: how many columns there are, which ones hold the token and the tag, and
 * which lines that begin with `#` are comments.
 */

import { NerwinError } from '../../error.js';
import { trimmed } from '../invisible.js';
import type { ColumnOptions } from '../options.js';
import { quoted } from '../quote.js';
import { assigned, type SettingNames, tagColumnHint } from '../setting-names.js';
import { isPositionTag } from '../tags.js';
import { ColumnSample, looksLikeComment, tagAmong, tokenAmong } from './column-sample.js';
import { Columns, type Cut } from './cut-columns.js';

/** The keys under which CoNLL-U files have tags in their last column, the preferred first. */
const miscKeys = ['NER', 'NE', 'Entity', 'BIO', 'IOB', 'NamedEntity'];

/** The layout of a file, read from its first lines; all other lines must have the same number of columns. */
export class ColumnLayout {
  readonly count: number;
  readonly separator: Cut;
  /** Token and tag column, counted from 0. */
  readonly token: number;
  readonly tag: number;
  /** The key of the tag in its column (`NER` in `NER=B-LOC|…`); undefined if the column holds only the tag. */
  readonly key: string | undefined;
  /** The column that says where sentences end, as HIPE's MISC does; −1 if there is none. */
  readonly misc: number;
  /** True if the first column numbers the tokens, as in CoNLL-U and Universal NER. */
  readonly numbered: boolean;
  /** True if the first lines have tags such as `B-LOC` or `O` in the tag column, or if its name says so. */
  readonly holdsTags: boolean;
  /** The header line, if there is one. */
  readonly header: string | undefined;
  /** True if the first token line contains a tab. */
  readonly tabs: boolean;
  readonly #sample: ColumnSample;
  readonly #columns: Columns;
  readonly #place: string;

  /**
   * Reads the layout from the first lines; the first of them has the number `first`. Returns undefined if there is
   * no token line among them. Throws a {@link NerwinError} if the token or tag column doesn't exist, or both are
   * the same.
   */
  static of(
    lines: readonly string[],
    first: number,
    options: ColumnOptions,
    path: string,
    names: SettingNames,
  ): ColumnLayout | undefined {
    const sample = new ColumnSample(lines, options.separator);
    if (sample.lines.length === 0) return undefined;
    const { lineEnd } = sample;
    if (lineEnd !== undefined)
      throw new NerwinError(
        'corpus',
        `${path}: its lines end with ${lineEnd}, not with LF`,
        `write LF instead: \`perl -CSD -pe 's/\\x{${lineEnd.slice(2)}}/\\n/g' FILE > FILE.conll\``,
      );
    return new ColumnLayout(sample, options, `${path}:${first + sample.lines[0].at}`, names);
  }

  private constructor(
    sample: ColumnSample,
    options: ColumnOptions,
    place: string,
    readonly names: SettingNames,
  ) {
    this.#sample = sample;
    this.#place = place;
    this.separator = sample.separator;
    const columns = new Columns(sample.separator);
    columns.cut(sample.lines[0].text);
    this.#columns = columns;
    this.count = columns.count;
    this.tabs = columns.line.includes('\t');
    this.header = sample.header;
    const counts = sample.isNumbered;
    this.token = this.#tokenColumn(options, counts);
    this.numbered = counts || (this.token > 0 && /^\d+([-.]\d+)?$/.test(columns.at(0)));
    const { tag, key } = this.#tagColumn(options.tag);
    this.tag = tag;
    this.key = key;
    this.misc = (sample.names ?? []).findIndex((name) => name.toUpperCase() === 'MISC');
    this.#check(options);
    this.holdsTags =
      sample.entities(this.tag) !== undefined ||
      sample.holdsTypes(this.tag) ||
      tagAmong(sample.names ?? []) === this.tag;
  }

  #index(column: number): number {
    return column < 0 ? this.count + column : column - 1;
  }

  #tokenColumn({ token }: ColumnOptions, counts: boolean): number {
    const { names = [] } = this.#sample;
    if (typeof token === 'string') {
      const at = named(names, token);
      if (at < 0) throw this.#noColumn('token', token);
      return at;
    }
    if (token !== 1) return this.#index(token);
    const at = tokenAmong(names);
    if (at >= 0) return at;
    if (counts) return 1;
    const isEmpty = (column: number) => this.#sample.cells(column).every((cell) => cell === ''); // lines begin with a tab
    let first = 0;
    while (first < this.count - 2 && isEmpty(first)) first++;
    return first;
  }

  #tagColumn(tag: ColumnOptions['tag']): { tag: number; key?: string } {
    const { names } = this.#sample;
    const last = this.count - 1;
    if (typeof tag === 'string') {
      const at = named(names ?? [], tag);
      if (at >= 0) return { tag: at };
      const key = this.#keys(last).find((key) => key.toLowerCase() === tag.toLowerCase());
      if (key === undefined) throw this.#noColumn('tag', tag);
      return { tag: last, key };
    }
    if (tag !== -1 || (names === undefined && !this.numbered)) return { tag: this.#index(tag) };
    const at = tagAmong(names ?? []);
    if (at >= 0) return { tag: at };
    const found = this.#withTags();
    if (found !== undefined) return { tag: found };
    const keys = this.#keys(last);
    const key = miscKeys.find((name) => keys.includes(name)) ?? (keys.length === 1 ? keys[0] : undefined);
    return key === undefined ? { tag: last } : { tag: last, key };
  }

  /** Returns the column with the most entities; of equal ones the last. */
  #withTags(): number | undefined {
    let [best, most] = [-1, -1];
    for (let column = 0; column < this.count; column++) {
      if (column === this.token) continue;
      const entities = this.#sample.entities(column) ?? -1;
      if (entities >= most && entities >= 0) [best, most] = [column, entities];
    }
    if (best >= 0) return best;
    const bare = Array.from({ length: this.count }, (_, column) => column).findLastIndex(
      (column) => column !== this.token && this.#sample.holdsBareTypes(column),
    );
    return bare < 0 ? undefined : bare;
  }

  /** Returns the keys of a column of `key=value|key=value` whose values are tags. */
  #keys(column: number): string[] {
    const isTag = new Map<string, boolean>();
    for (const cell of this.#sample.cells(column)) {
      for (const pair of cell.split('|')) {
        const [key, value] = pair.split('=', 2);
        if (value !== undefined) isTag.set(key, isTag.get(key) !== false && isPositionTag(trimmed(value)));
      }
    }
    return [...isTag].filter(([, holds]) => holds).map(([key]) => key);
  }

  #noColumn(name: 'token' | 'tag', wanted: string): NerwinError {
    const { names } = this.#sample;
    const keys = name === 'tag' ? this.#keys(this.count - 1) : [];
    const known = [...(names ?? []), ...keys];
    const has =
      known.length > 0
        ? `the names in the file are ${known.map(quoted).join(', ')}`
        : 'the file has no header line with names';
    return new NerwinError(
      'corpus',
      `${this.#place}: no ${name} column: no column is called ${quoted(wanted)}; ${has}; the columns are ${this.#columns.shown()}`,
      this.#hint(name),
    );
  }

  /** Returns the hint for a wrong column: the one that would do, if it is known. */
  #hint(name: 'token' | 'tag'): string {
    if (name === 'tag') return this.tagHint();
    const setting = this.names.tokenColumn;
    return setting === undefined ? tagColumnHint(this.names) : `set ${setting} to one of these numbers`;
  }

  /** Returns the hint for a tag column that holds no tags: the column that does, if there is one; `cell` is no tag. */
  tagHint(cell?: string): string {
    const column = this.#withTags();
    const { labels } = this.names;
    if (cell !== undefined && /^\d+$/.test(trimmed(cell)) && labels !== undefined)
      return `if these numbers are tags, say what each one means: ${assigned(labels, ['O', 'B-LOC', 'I-LOC'])}; otherwise ${tagColumnHint(this.names, column === this.tag || column === undefined ? undefined : column + 1)}`;
    const isOwn = column === this.tag || this.#sample.cells(this.tag).some((other) => /^[BI]-\S/.test(other));
    if (cell !== undefined && isOwn) return `write it as O or as a tag such as B-LOC`;
    if (column === undefined && this.numbered) {
      return 'no column holds tags such as B-LOC and O: use a file with named entities';
    }
    return tagColumnHint(this.names, column === undefined ? undefined : column + 1);
  }

  /** Throws if the token or tag column doesn't exist, or both are the same. */
  #check(options: ColumnOptions): void {
    const columns = this.#columns;
    for (const [name, at] of [
      ['token', this.token],
      ['tag', this.tag],
    ] as const) {
      if (at >= 0 && at < this.count) continue;
      throw new NerwinError(
        'corpus',
        `${this.#place}: no ${name} column: column ${options[name]} does not exist; the columns are ${columns.shown()}`,
        this.#hint(name),
      );
    }
    if (this.token !== this.tag) return;
    const { tokenColumn, tagColumn } = this.names;
    const found = this.#withTags();
    throw new NerwinError(
      'corpus',
      `${this.#place}: no tag column: ${
        this.count === 1 ? `one column only, ${columns.shown()}` : `column ${this.tag + 1} holds the token`
      }`,
      this.count === 1
        ? oneColumnHint(columns, this.names)
        : found !== undefined
          ? tagColumnHint(this.names, found + 1)
          : tokenColumn && tagColumn
            ? `set ${tokenColumn} and ${tagColumn} to different columns`
            : tagColumnHint(this.names),
    );
  }

  /**
   * True if a line that begins with `#` is a comment. It could also be a token (`#`, `#Paris`), so:
   * - In a file with numbered tokens it is always a comment.
   * - Otherwise, a line with the file's number of columns and a tag in the tag column is a token. The
   *   exceptions are `# key = value` without tabs at the start of a sentence, and a token column that begins
   *   with `# ` and goes on.
   * - Other lines are comments if they begin with `#begin document` or `#end document`, or if they are at the
   *   start of a sentence and look like `# text` or `#key: …`.
   * - Anything else is read as a token line, and reported as malformed.
   */
  isComment(columns: Columns, startsSentence: boolean, known: (tag: string) => boolean): boolean {
    if (this.numbered) return true;
    const { line } = columns;
    const pairs = startsSentence && /^# *[\w.:-]+ *= /.test(line);
    const tabbed = line.includes('\t');
    const tag = columns.count === this.count ? trimmed(columns.at(this.tag)) : '';
    const fits = tag !== '' && (tabbed || !this.tabs) && (isPositionTag(tag) || known(tag));
    if (fits) return (pairs && !tabbed) || (startsSentence && /^# +\S/.test(columns.at(this.token)));
    return /^#(begin|end) document\b/.test(line) || (startsSentence && looksLikeComment(line));
  }
}

const named = (names: readonly string[], wanted: string): number =>
  names.findIndex((name) => name.toLowerCase() === wanted.toLowerCase());

/** Returns the hint for lines of one column: another separator, if it gives more columns. */
function oneColumnHint({ line, separator }: Columns, names: SettingNames): string {
  const columns = new Columns('any');
  columns.cut(line);
  return columns.count > 1 && separator !== 'any' && names.separator !== undefined
    ? assigned(names.separator, 'any')
    : 'expected a token and a tag on each line, separated by spaces or tabs';
}
