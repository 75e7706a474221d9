/** @file The options by which the library reads a corpus, and the files that they name. */
import type { CorpusOptions } from '../corpus/corpus.js';
import { defaultCorpusOptions } from '../corpus/options.js';
import { schemes } from '../corpus/tags.js';
import { withMemoryFiles } from '../memory-files.js';
import { type CorpusInput, patternsOf } from './annotated-text.js';
import { kinds, oneOf, wrong } from './arguments.js';

/** Which corpus is read, and how. */
export interface ReadingOptions {
  /** Files, globs, or sentences in memory. Paths are relative to the current directory. */
  readonly corpus: CorpusInput;
  /** The token column of column files, counted from 1; 1 by default. */
  readonly tokenColumn?: number | undefined;
  /** The tag column; −1, the default, is the last one. */
  readonly tagColumn?: number | undefined;
  /** The tagging scheme; detected by default. */
  readonly scheme?: 'auto' | 'IOB1' | 'IOB2' | 'BIOES' | 'IO' | undefined;
}

/** A list of names, with at least one. */
export const isTexts = {
  expected: 'a list of one or more strings that are not empty',
  holds: (value: unknown) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && item.trim() !== ''),
};
const isColumn = {
  expected: 'a whole number from 1, or below 0 to count from the end',
  holds: (value: unknown) => Number.isInteger(value) && value !== 0,
};

/** What the options must be that say how a corpus is read. */
export const formExpectations = {
  tokenColumn: isColumn,
  tagColumn: isColumn,
  scheme: oneOf(['auto', ...schemes]),
};

/** The same, with those that say which corpus, and when to stop. */
export const readingExpectations = {
  corpus: { expected: 'files, globs or sentences', holds: () => true, isRequired: true },
  ...formExpectations,
  signal: kinds.isSignal,
};

const names = {
  tokenColumn: 'options.tokenColumn',
  tagColumn: 'options.tagColumn',
  scheme: 'options.scheme',
  locations: 'options.locations',
};

/** Calls `action` with the files of a corpus, the value at `path`, and how to read them. Throws 'usage' if it is no corpus. */
export function withCorpus<T>(
  { corpus, ...reading }: ReadingOptions,
  action: (files: readonly string[], options: CorpusOptions) => Promise<T>,
  path = 'options.corpus',
): Promise<T> {
  const inMemory = new Map<string, Uint8Array>();
  const patterns = corpusPatterns(path, corpus, inMemory);
  return withMemoryFiles(inMemory, async () => {
    const { findFiles } = await import('../corpus/files.js');
    const files = await findFiles(patterns, process.cwd());
    return action(files, readingOf(reading));
  });
}

/** Returns the patterns of a corpus, the value at `path`; those of sentences name files that it adds to `files`. */
export function corpusPatterns(path: string, corpus: unknown, files: Map<string, Uint8Array>): string[] {
  const patterns = [patternsOf(path, corpus, files)].flat();
  if (!isTexts.holds(patterns)) throw wrong(path, 'files, globs or sentences', corpus);
  return patterns as string[];
}

/** Returns how these options read a corpus. */
export function readingOf({
  tokenColumn = 1,
  tagColumn = -1,
  scheme = 'auto',
}: Omit<ReadingOptions, 'corpus'>): CorpusOptions {
  const columns = { ...defaultCorpusOptions.columns, token: tokenColumn, tag: tagColumn };
  return { ...defaultCorpusOptions, columns, scheme, names };
}
