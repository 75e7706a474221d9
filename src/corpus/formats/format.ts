/** @file What a format of corpus files is: how it is recognized, and how it is read. */

import type { LineBlock } from '../lines.js';
import type { Notices } from '../notices.js';
import type { CorpusOptions } from '../options.js';
import type { AnnotatedSentence } from '../raw-sentence.js';

/** Turns the lines of a file into sentences, block by block. */
export interface Reader {
  /** Yields the sentences that a block completes. */
  take(block: LineBlock): Iterable<AnnotatedSentence>;
  /** Yields what the end of the file completes. */
  finish(): Iterable<AnnotatedSentence>;
}

/** What a reader knows about its file. */
export interface ReaderContext {
  readonly path: string;
  readonly options: Omit<CorpusOptions, 'format'>;
  /** Counts what is read although it is not quite in order. */
  readonly notices: Notices;
}

export type Format = FormatOfLines | FormatOfFiles;

/** A format that is read line by line. */
interface FormatOfLines extends FormatBasis {
  open(context: ReaderContext): Reader;
}

/** A format that is no text. */
interface FormatOfFiles extends FormatBasis {
  read(context: ReaderContext): AsyncIterable<AnnotatedSentence>;
}

interface FormatBasis {
  /** True if a file that begins with these lines is in this format; the first one is not blank. */
  matches(head: readonly string[]): boolean;
  /** True if lines that are not UTF-8 are read as Windows-1252. */
  readonly readsOtherEncodings?: boolean;
  /** What is said if the file holds no tags. */
  readonly tagHint?: string;
}
