/**
 * @file Reads CoNLL-style column files. Each line has one token with its tag and possibly other columns;
 * blank lines end a sentence; `-DOCSTART-`, `# newdoc` and `#begin document` start a document. If the first
 * column numbers the tokens (CoNLL-U), ranges (`1-2`) and empty nodes (`1.1`) are skipped: the words of a
 * range have lines of their own, and an empty node is not in the text. HIPE's `EndOfSentence` in the column
 * MISC ends a sentence, too.
 */

import { NerwinError } from '../../error.js';
import { controlIn, isInvisible, lineEndIn, trimmed } from '../invisible.js';
import { defaultLimits, type ReadingLimits, tooLongSentence } from '../limits.js';
import { copyOfSlice, type LineBlock } from '../lines.js';
import { quoted } from '../quote.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import { assigned } from '../setting-names.js';
import { isOutsideWord } from '../tag-spelling.js';
import { parseTag, type Tag } from '../tags.js';
import { ColumnLayout } from './column-layout.js';
import { Columns, type Cut } from './cut-columns.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { NumberedLabels } from './numbered-labels.js';
import { shownCell, tagInCell } from './tag-cell.js';

export const columnsFormat: Format = {
  matches: () => true,
  open: (context) => new ColumnReader(context),
};

/** Signs for O that are usual in CoNLL-U, CoNLL-U Plus and HIPE, and read without a notice. */
const outsideMarks: ReadonlySet<string> = new Set(['_', '-', '*']);
const outside = { role: 'O', type: '', bare: false } as const;

const byteOrderMark = 0xfeff;

/** Reads one file: takes blocks of lines and yields the sentences that they complete. */
class ColumnReader implements Reader {
  readonly #columns: Columns;
  readonly #tags = new Map<string, Tag>();
  readonly #forms = new Map<string, string>(); // each form once, detached from its line
  #layout: ColumnLayout | undefined;
  #tokens: string[] = [];
  #sentenceTags: Tag[] = [];
  #lines: number[] = [];
  #opensDocument = false;
  readonly #limits: ReadingLimits;
  readonly #labels: NumberedLabels;

  constructor(readonly context: ReaderContext) {
    this.#labels = new NumberedLabels(context);
    this.#columns = new Columns(context.options.columns.separator);
    this.#limits = context.options.limits ?? defaultLimits;
  }

  /**
   * Yields the sentences that a block completes. Throws a {@link NerwinError} with file and line if a line
   * has the wrong number of columns or no valid tag.
   */
  *take({ first, lines }: LineBlock): Generator<AnnotatedSentence> {
    if (this.#layout === undefined) {
      const { path, options } = this.context;
      this.#layout = ColumnLayout.of(lines, first, options.columns, path, options.names);
      if (this.#layout) this.#columns.separator = this.#layout.separator;
    }
    for (let i = 0; i < lines.length; i++) {
      const completes = this.#read(lines[i], first + i);
      if (completes && this.#tokens.length > 0) yield this.#sentence();
      if (completes === 'document') this.#opensDocument = true;
    }
  }

  /** Yields the last sentence, which the end of the file completes. */
  *finish(): Generator<AnnotatedSentence> {
    if (this.#tokens.length > 0) yield this.#sentence();
  }

  /**
   * Reads one line. Returns 'sentence' if it ends the current sentence, 'document' if it also starts a new
   * document, otherwise undefined.
   */
  #read(line: string, number: number): 'sentence' | 'document' | undefined {
    const columns = this.#columns;
    const code = line.charCodeAt(0); // NaN for an empty line
    if (!(code > 0x20) && line.trim() === '') return 'sentence';
    if (line.startsWith('-DOCSTART-')) return 'document';
    columns.cut(line);
    if (code === 0x23 && this.#isComment()) {
      return /^#\s*(newdoc|begin document|end document)\b/.test(line) ? 'document' : undefined;
    }
    // biome-ignore lint/style/noNonNullAssertion: a line that gets here is a token line, and `take` has read the layout from the first of those
    const layout = this.#layout!;
    if (columns.count !== layout.count) {
      if (isInvisible(line) && !line.includes('\0')) return 'sentence';
      if (!this.#fitsOtherwise(layout)) throw this.#ragged(number, layout.count);
    }
    if (layout.numbered && /^\d+[-.]\d+$/.test(columns.at(0))) return undefined;
    if (line === layout.header) return undefined;
    this.#tokens.push(this.#form(columns.at(layout.token), number));
    const cell = columns.at(layout.tag);
    this.#sentenceTags.push(
      this.#tag(layout.key === undefined ? cell : taggedAs(layout.key, cell), number, layout),
    );
    if (this.#lines.push(number) > this.#limits.sentence)
      throw tooLongSentence(`${this.context.path}:${number}`, this.#limits);
    const endsSentence =
      layout.misc >= 0 && /\b(?:EndOfSentence|PySBDSegment)\b/.test(columns.at(layout.misc));
    return endsSentence ? 'sentence' : undefined;
  }

  /** Cuts the line in other ways if the user chose none. True if it has the right number of columns then. */
  #fitsOtherwise({ count, tag }: ColumnLayout): boolean {
    if (this.context.options.columns.separator !== 'any') return false;
    const columns = this.#columns;
    for (const separator of ['tab', 'any', 'single'] satisfies Cut[]) {
      columns.recut(separator);
      if (columns.count === count && trimmed(columns.at(tag)) !== '') return true;
    }
    columns.recut(this.context.options.columns.separator); // for the message
    return false;
  }

  #form(text: string, line: number): string {
    const known = this.#forms.get(text);
    if (known !== undefined) return known;
    const code = text.charCodeAt(0);
    const isPlain = code > 0x20 && code < 0x7f; // begins with a character of ASCII that is seen, as nearly all do
    if (code === byteOrderMark && !isInvisible(text)) {
      const { notices, path } = this.context;
      notices.add('markedToken', `${path}:${line}`, quoted(text));
      return this.#form(text.replace(/^\ufeff+/, ''), line); // not stored, so that each one is counted
    }
    if (!isPlain && isInvisible(text)) {
      const { notices, path } = this.context;
      notices.add('emptyToken', `${path}:${line}`, quoted(text));
      return '';
    }
    const isPadded = code === 0x20 || text.charCodeAt(text.length - 1) === 0x20; // between tabs
    const form = copyOfSlice(isPadded ? text.replace(/^ +| +$/g, '') : text);
    if (controlIn(form) !== undefined) {
      const { notices, path } = this.context;
      notices.add('controlCharacter', `${path}:${line}`, quoted(form));
      return form; // not stored, so that each one is counted
    }
    this.#forms.set(isPadded ? copyOfSlice(text) : form, form);
    return form;
  }

  #sentence(): AnnotatedSentence {
    const sentence = {
      tokens: this.#tokens,
      annotation: { tags: this.#sentenceTags },
      lines: this.#lines,
      opensDocument: this.#opensDocument,
    };
    this.#tokens = [];
    this.#sentenceTags = [];
    this.#lines = [];
    this.#opensDocument = false;
    return sentence;
  }

  #isComment(): boolean {
    const startsSentence = this.#tokens.length === 0;
    return this.#layout?.isComment(this.#columns, startsSentence, (tag) => this.#tags.has(tag)) ?? true;
  }

  #tag(text: string, line: number, layout: ColumnLayout): Tag {
    const known = this.#tags.get(text);
    if (known) return known;
    const { path, options, notices } = this.context;
    const cell = tagInCell(text);
    const clean = this.#named(cell.tag);
    const isMark = layout.holdsTags && isOutsideWord(clean);
    const tag = isMark ? { ...outside, text: clean } : parseTag(copyOfSlice(clean), options.untyped);
    const isRespelled = isMark && !outsideMarks.has(clean);
    const notice = isRespelled ? 'respelledTag' : cell.notice;
    if (!tag) {
      throw new NerwinError(
        'corpus',
        `${path}:${line}: no tag column: column ${layout.tag + 1} holds ${quoted(text)}, ` +
          `which is not a tag; the columns are ${this.#columns.shown()}`,
        layout.tagHint(text),
      );
    }
    if (notice === undefined) this.#tags.set(copyOfSlice(text), tag);
    else notices.add(notice, `${path}:${line}`, shownCell(text, notice, tag)); // not stored, so that each one is counted
    return tag;
  }

  /** Returns the name of a tag that is a number, if there is one. */
  #named(tag: string): string {
    return /^\d+$/.test(tag) ? (this.#labels.find(Number(tag)) ?? tag) : tag;
  }

  #ragged(line: number, expected: number): NerwinError {
    const { count } = this.#columns;
    const { path, options } = this.context;
    const { separator } = options.names;
    const plural = count === 1 ? '1 column' : `${count} columns`;
    const tabs = new Columns('tab');
    tabs.cut(this.#columns.line);
    const end = controlIn(lineEndIn(this.#columns.line) ?? '');
    const byTabs = options.columns.separator !== 'tab' && tabs.count === expected;
    return new NerwinError(
      'corpus',
      `${path}:${line}: ${plural}, expected ${expected} as on the lines before: ${this.#columns.shown()}`,
      end !== undefined
        ? `write LF in place of the line end ${end}`
        : byTabs
          ? `a column holds a space or is empty: ${separator === undefined ? 'fix the line' : assigned(separator, 'tab')}`
          : 'fix the line; sentences are separated by an empty line',
    );
  }
}

/** Returns the value of a key in `key=value|key=value`; `O` if it is not there. */
function taggedAs(key: string, cell: string): string {
  for (const pair of cell.split('|')) if (pair.startsWith(`${key}=`)) return pair.slice(key.length + 1);
  return 'O';
}
