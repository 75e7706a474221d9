/**
 * @file What the first lines of a column file show about it: the separator, a header line, a first column that
 * numbers the tokens, and which columns hold tags.
 */

import { controlIn, lineEndIn, trimmed } from '../invisible.js';
import { isKnownType, isOutsideWord } from '../tag-spelling.js';
import { isPositionTag, parseTag } from '../tags.js';
import { type Cut, columnsOf } from './cut-columns.js';
import { tagInCell } from './tag-cell.js';

/** A line of the sample: its text and its number in the block. */
export interface SampleLine {
  readonly text: string;
  readonly at: number;
  /** True if it begins a sentence. */
  readonly isFirst: boolean;
}

const most = 1000;

const documentMark = /^#(begin|end) document\b/;

/** True if a line has the form of a comment; see `ColumnLayout.isComment`. */
export const looksLikeComment = (line: string): boolean =>
  documentMark.test(line) || /^#(?:[ \t].*| *[\w.:-]+ *= .*| *[\w.:-]+:[ \t].*)$/.test(line);

/** The names of the columns of a CoNLL-U Plus file. */
const globalColumns = /^# *global\.columns *= *(.+)$/;

/** The token lines among the first lines of a file. */
export class ColumnSample {
  readonly lines: readonly SampleLine[];
  /** Names of the columns, if the file says them. */
  readonly names: readonly string[] | undefined;
  /** The line that says them, if it looks like a token line. */
  readonly header: string | undefined;
  readonly separator: Cut;
  readonly #rows: readonly (readonly string[])[];

  constructor(block: readonly string[], separator: 'any' | 'tab' | 'space') {
    let lines = tokenLines(block, (line) => line.startsWith('#'));
    if (lines.length === 0) lines = tokenLines(block, looksLikeComment);
    this.separator = separator === 'any' && isTabbed(lines) ? 'tab' : separator;
    const first = lines[0] && columnsOf(lines[0].text, this.separator);
    if (first && isHeader(first)) {
      this.header = lines[0].text;
      this.names = first.map(trimmed);
      lines = lines.slice(1).map((line, k) => (k === 0 ? { ...line, isFirst: true } : line));
    } else {
      const said = block.find((line) => globalColumns.test(line));
      this.names = said === undefined ? undefined : globalColumns.exec(said)?.[1].trim().split(/\s+/);
    }
    this.lines = lines;
    this.#rows = lines.map(({ text }) => columnsOf(text, this.separator));
  }

  /** Returns the cells of a column; rows of another length than the first are left out. */
  cells(column: number): string[] {
    const [first] = this.#rows;
    return this.#rows.filter(({ length }) => length === first?.length).map((row) => row[column]);
  }

  /** True if the first column counts the tokens of each sentence: 1, 2, 3, … */
  get isNumbered(): boolean {
    let before = Number.NaN;
    let isStart = true;
    let [counted, firsts] = [0, 0];
    for (let k = 0; k < this.lines.length; k++) {
      const [cell, ...others] = this.#rows[k];
      if (others.length < 2) return false;
      isStart ||= this.lines[k].isFirst;
      if (/^\d+[-.]\d+$/.test(cell)) continue; // a range or an empty node of CoNLL-U
      if (!/^\d{1,9}$/.test(cell)) return false;
      const number = Number(cell);
      if (isStart) {
        if (number > 1) return false;
        firsts++;
      } else if (number !== before + 1) return false;
      else counted++;
      before = number;
      isStart = false;
    }
    return counted > 0 || firsts > 0;
  }

  /** The name of the line end other than LF and CR that divides the first line into rows; undefined if there is none. */
  get lineEnd(): string | undefined {
    const { text } = this.lines[0];
    const end = lineEndIn(text);
    if (end === undefined) return undefined;
    const rows = text.split(end).filter((row) => row.trim() !== '');
    return rows.every((row) => columnsOf(row, this.separator).length > 1) ? controlIn(end) : undefined;
  }

  /** True if the cells of a column are usual entity types without letters, and what stands for O. */
  holdsTypes(column: number): boolean {
    const cells = this.cells(column).map((cell) => tagInCell(cell).tag);
    return (
      cells.some(isKnownType) &&
      cells.every((cell) => isKnownType(cell) || isOutsideWord(cell) || cell === 'O')
    );
  }

  /** True if the cells of a column are O and types in uppercase without letters, as CoNLL files of CoreNLP have them. */
  holdsBareTypes(column: number): boolean {
    const cells = this.cells(column);
    return cells.includes('O') && cells.every((cell) => /^(?:O|[A-Z]{2,}(?:[-_][A-Z]+)*)$/.test(cell));
  }

  /** Returns the number of cells of a column that begin an entity; undefined if a cell is not a tag. */
  entities(column: number): number | undefined {
    let [found, rows] = [0, 0];
    const types = new Set<string>();
    for (const cell of this.cells(column)) {
      const text = tagInCell(cell).tag;
      if (isOutsideWord(text)) continue; // outside, if others are tags
      if (!isPositionTag(text)) return undefined;
      rows++;
      const tag = parseTag(text);
      if (tag === undefined || tag.role === 'O') continue;
      types.add(tag.type);
      if (tag.role === 'B' || tag.role === 'S') found++;
    }
    return rows === 0 || isChunking(types) ? undefined : found;
  }
}

/** True if the types are phrases: then the column holds chunks, not entities. */
const isChunking = (types: ReadonlySet<string>): boolean =>
  types.size > 0 &&
  [...types].every((type) => /^(?:NP|VP|PP|ADVP|ADJP|SBAR|PRT|INTJ|LST|CONJP|UCP)$/.test(type));

function tokenLines(block: readonly string[], isComment: (line: string) => boolean): SampleLine[] {
  const lines: SampleLine[] = [];
  let isFirst = true;
  for (let at = 0; at < block.length && lines.length < most; at++) {
    const text = block[at];
    if (text.trim() === '' || text.startsWith('-DOCSTART-')) isFirst = true;
    else if (!isComment(text)) {
      lines.push({ text, at, isFirst });
      isFirst = false;
    }
  }
  return lines;
}

/** True if lines are cut at tabs: all have the same number of them, and no cell with a tag in it has a space. */
function isTabbed(lines: readonly SampleLine[]): boolean {
  if (lines.length === 0) return false;
  const rows = lines.map(({ text }) => text.split('\t'));
  const { length } = rows[0];
  if (length < 2 || rows.some((row) => row.length !== length)) return false;
  if (rows.every((row) => trimmed(row[length - 1]) === '')) return false; // a tab at the end of each line
  return !rows.some((row) => row.some((cell) => /[^ ] +(?:O|[BIESLU][-_]\S+) *$/.test(cell)));
}

const tokenNames = /^(?:tokens?|words?|forms?|text)$/i;

/** True if the first line of a file names the columns. */
const isHeader = (cells: readonly string[]): boolean =>
  cells.length > 1 &&
  cells.some((cell) => tokenNames.test(trimmed(cell))) &&
  cells.some((cell) => tagNames.some((name) => name.test(trimmed(cell)))) &&
  !cells.some((cell) => isPositionTag(trimmed(cell)));

/** Names of columns with tags, the preferred first; HIPE has several. */
const tagNames = [
  /^ne-coarse-lit$/i,
  /^(?:ne|ner|named[-_ ]?entity|entity|entities)(?:[-_: ]?(?:tags?|labels?|iob2?|bio|bioes))?$/i,
  /^(?:tags?|labels?|iob2?|bio|bioes|gold)$/i,
  /^(?:ne|ner)[-_:].*$/i,
];

/** Returns the place of the column with tokens among the names; −1 if none is called so. */
export const tokenAmong = (names: readonly string[]): number =>
  names.findIndex((name) => tokenNames.test(name));

/** Returns the place of the column with tags among the names; −1 if none is called so. */
export function tagAmong(names: readonly string[]): number {
  for (const pattern of tagNames) {
    const at = names.findIndex((name) => pattern.test(name));
    if (at >= 0) return at;
  }
  return -1;
}
