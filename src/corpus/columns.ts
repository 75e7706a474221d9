/**
 * @file Reads CoNLL-style column files. Each line has one token with its tag and possibly other columns;
 * blank lines end a sentence; `-DOCSTART-`, `# newdoc` and `#begin document` start a document. If the first
 * column numbers the tokens (CoNLL-U), ranges (`1-2`) and empty nodes (`1.1`) are skipped: the words of a
 * range have lines of their own, and an empty node is not in the text.
 */

import { NerwinError } from '../error.js';
import { ColumnLayout, type ColumnOptions, Columns, looksLikeComment } from './column-layout.js';
import { copyOfSlice, type LineBlock } from './lines.js';
import { quoted } from './quote.js';
import type { AnnotatedSentence } from './raw-sentence.js';
import { assigned, type SettingNames, tagColumnHint } from './setting-names.js';
import { parseTag, type Tag } from './tags.js';

/** Reads one file: takes blocks of lines and yields the sentences that they complete. */
export class ColumnReader {
  readonly #columns: Columns;
  readonly #tags = new Map<string, Tag>();
  readonly #forms = new Map<string, string>(); // each form once, detached from its line
  #layout: ColumnLayout | undefined;
  #tokens: string[] = [];
  #sentenceTags: Tag[] = [];
  #lines: number[] = [];
  #opensDocument = false;

  constructor(
    readonly path: string,
    readonly options: ColumnOptions,
    readonly names: SettingNames = {},
  ) {
    this.#columns = new Columns(options.separator);
  }

  /**
   * Yields the sentences that a block completes. Throws a {@link NerwinError} with file and line if a line
   * has the wrong number of columns or no valid tag.
   */
  *take({ first, lines }: LineBlock): Generator<AnnotatedSentence> {
    this.#layout ??= this.#layoutOf(lines, first);
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
      if (line.trim() === '') return 'sentence';
      throw this.#ragged(number, layout.count);
    }
    if (layout.numbered && /^\d+[-.]\d+$/.test(columns.at(0))) return undefined;
    this.#tokens.push(this.#form(columns.at(layout.token), number));
    this.#sentenceTags.push(this.#tag(columns.at(layout.tag), number, layout));
    this.#lines.push(number);
    return undefined;
  }

  #form(text: string, line: number): string {
    const known = this.#forms.get(text);
    if (known !== undefined) return known;
    if (text.trim() === '') {
      throw new NerwinError(
        'corpus',
        `${this.path}:${line}: empty token: ${this.#columns.shown()}`,
        'fix the line',
      );
    }
    const form = copyOfSlice(text);
    this.#forms.set(form, form);
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

  /**
   * Returns the layout of the first token line: preferably one that doesn't start with `#`, otherwise one
   * that does but doesn't look like a comment.
   */
  #layoutOf(lines: readonly string[], first: number): ColumnLayout | undefined {
    const isTokenLine = (line: string) => line.trim() !== '' && !line.startsWith('-DOCSTART-');
    let at = lines.findIndex((line) => isTokenLine(line) && !line.startsWith('#'));
    if (at < 0) at = lines.findIndex((line) => isTokenLine(line) && !looksLikeComment(line));
    if (at < 0) return undefined;
    this.#columns.cut(lines[at]);
    return new ColumnLayout(this.#columns, this.options, `${this.path}:${first + at}`, this.names);
  }

  #isComment(): boolean {
    const startsSentence = this.#tokens.length === 0;
    return this.#layout?.isComment(this.#columns, startsSentence, (tag) => this.#tags.has(tag)) ?? true;
  }

  #tag(text: string, line: number, layout: ColumnLayout): Tag {
    const known = this.#tags.get(text);
    if (known) return known;
    const tag = parseTag(copyOfSlice(text));
    if (!tag) {
      throw new NerwinError(
        'corpus',
        `${this.path}:${line}: no tag column: column ${layout.tag + 1} holds ${quoted(text)}, ` +
          `which is not a tag; the columns are ${this.#columns.shown()}`,
        tagColumnHint(this.names),
      );
    }
    this.#tags.set(tag.text, tag);
    return tag;
  }

  #ragged(line: number, expected: number): NerwinError {
    const { count } = this.#columns;
    const { separator } = this.names;
    const plural = count === 1 ? '1 column' : `${count} columns`;
    const tabs = new Columns('tab');
    tabs.cut(this.#columns.line);
    const byTabs = this.options.separator !== 'tab' && tabs.count === expected;
    return new NerwinError(
      'corpus',
      `${this.path}:${line}: ${plural}, expected ${expected} as on the lines before: ${this.#columns.shown()}`,
      byTabs
        ? `a column holds a space or is empty: ${separator === undefined ? 'fix the line' : assigned(separator, 'tab')}`
        : 'fix the line; sentences are separated by an empty line',
    );
  }
}
