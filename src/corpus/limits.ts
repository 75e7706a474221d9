/**
 * @file How much of a corpus is held at once. A record, a text or a sentence takes up to thirty times its size as
 * objects, so the limits keep a reader below about a gigabyte, whatever it is given.
 */
import { NerwinError } from '../error.js';
import { plural } from '../plural.js';

export interface ReadingLimits {
  /** Bytes of a line; of a record of JSON; of a text, in UTF-16 units. */
  readonly record: number;
  /** Tokens of a sentence. */
  readonly sentence: number;
  /** Bytes of a file that is read as a whole (XML, HTML). */
  readonly file: number;
}

export const defaultLimits: ReadingLimits = { record: 2 ** 25, sentence: 2 ** 24, file: 2 ** 28 };

const sized = (bytes: number): string =>
  bytes < 2 ** 20 ? plural(bytes, 'byte', 'bytes') : `${bytes / 2 ** 20} MB`;

/** Returns the error for a line, record or text at `place` over the limit. */
export const tooLongRecord = (place: string, what: string, { record }: ReadingLimits): NerwinError =>
  new NerwinError(
    'corpus',
    `${place}: ${what} of more than ${sized(record)}`,
    'make each document a record or a file of its own',
  );

/** Returns the error for a sentence of too many tokens. */
export const tooLongSentence = (place: string, { sentence }: ReadingLimits): NerwinError =>
  new NerwinError(
    'corpus',
    `${place}: a sentence of more than ${sentence.toLocaleString('en-US')} tokens: blank lines between sentences are missing`,
    'put a blank line after each sentence, or divide the file into several',
  );

/** Returns the error for a file that would be read as a whole. */
export const tooLargeFile = (path: string, { file }: ReadingLimits): NerwinError =>
  new NerwinError(
    'corpus',
    `${path}: more than ${sized(file)} in a format that is read as a whole`,
    'divide the file into several, one for each document',
  );
