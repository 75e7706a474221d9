/** @file The text of a metrics file, in lines. A crash can cut the last line: what is whole is kept apart from the rest. */
import { NerwinError } from '../error.js';

export interface MetricsText {
  readonly file: string;
  /** Lines that end with a line feed, without it. */
  readonly lines: readonly string[];
  /** What follows the last line feed: empty, a last line without a line feed, or part of a line. */
  readonly rest: string;
}

/**
 * Splits the bytes of a file into lines.
 * @throws {NerwinError} `file` if they are not UTF-8 (a character that is cut off at the end is no error).
 */
export function metricsText(file: string, bytes: Uint8Array): MetricsText {
  const end = bytes.lastIndexOf(10) + 1;
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end));
  } catch (error) {
    throw notText(file, error);
  }
  const rest = new TextDecoder('utf-8').decode(bytes.subarray(end));
  if (end === 0 && rest.includes('\ufffd')) throw notText(file);
  return { file, lines: end === 0 ? [] : whole.slice(0, -1).split('\n'), rest };
}

const notText = (file: string, cause?: unknown): NerwinError =>
  new NerwinError('file', `${file}: not UTF-8 text`, 'a metrics file is JSON Lines, CSV or TSV in UTF-8', {
    cause,
  });

/** Says that the last line was not read. */
export const truncationNote = (file: string, line: number, whole: number): string =>
  `${file}:${line}: the last line is cut off and was not read; ${whole} ${whole === 1 ? 'line' : 'lines'} before it ${whole === 1 ? 'is' : 'are'} whole`;
