/** @file What a format that corpora are written in is. */

import type { AnnotatedDocument } from '../annotated-document.js';

/** Writes the documents of one file, in order. */
export interface DocumentWriter {
  /** Returns the text of a document. */
  write(document: AnnotatedDocument): string;
  /** Returns what follows the last document; of a format that is no text, the whole file. */
  end?(): string | Promise<Uint8Array>;
}

/** What a format keeps of a document. What it does not keep is counted, and said after the conversion. */
export interface Kept {
  /** The text with its offsets; only inside sentences; only around entities; or only words. */
  readonly text: boolean | 'sentences' | 'entities';
  /**
   * The borders of words; 'filled' if none can be empty, 'cells' if they cannot hold all white space either; false if a
   * reader must find them again.
   */
  readonly words: boolean | 'filled' | 'cells';
  /** False if a piece of text that is in no word becomes one. */
  readonly gaps?: false;
  /** The ends of sentences. */
  readonly sentences: boolean;
  /** Where documents begin. */
  readonly documents: boolean;
  /** Entities that overlap, and entities that cut a word. */
  readonly overlaps: boolean;
  readonly cuts: boolean;
}

export interface WrittenFormat {
  readonly keeps: Kept;
  /** Before the first document, between two, and after the last. */
  readonly frame?: readonly [before: string, between: string, after: string];
  open(): DocumentWriter;
  /** The ending of file names. */
  readonly ending: string;
  /** True if the file is no text. */
  readonly isBinary?: true;
  /** True if a folder with one file per document is usual. */
  readonly hasFolders?: true;
}

/** A format whose writer needs no state. */
export const stateless = (keeps: Kept, ending: string, write: DocumentWriter['write']): WrittenFormat => ({
  keeps,
  ending,
  open: () => ({ write }),
});

/** A format of one JSON value per line. */
export const jsonLines = (keeps: Kept, value: (document: AnnotatedDocument) => unknown): WrittenFormat =>
  stateless(keeps, 'jsonl', (document) => `${JSON.stringify(value(document))}\n`);
