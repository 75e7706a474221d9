/** @file What the functions share that write a corpus: options, their check, and the documents of a corpus. */
import { CorpusDocuments } from '../corpus/corpus-documents.js';
import type { DocumentUnit } from '../corpus/documents-in.js';
import { findFiles } from '../corpus/files.js';
import { type WrittenName, writtenNames } from '../corpus/written/names.js';
import type { SinkOptions } from '../corpus/written/sink.js';
import { withMemoryFiles } from '../memory-files.js';
import { throwIfAborted } from './abort.js';
import type { CorpusInput } from './annotated-text.js';
import { kinds, oneOf, required } from './arguments.js';
import { corpusPatterns, type ReadingOptions, readingExpectations, readingOf } from './corpus-options.js';

/** The formats in which a corpus can be written. */
export type CorpusFormat = WrittenName;

/** What is read, how, and what counts as a document. */
export interface WritingOptions extends ReadingOptions {
  /**
   * What counts as one document: `document`, `sentence`, or `auto`, the default: what the files mark as one, otherwise
   * a sentence.
   */
  readonly by?: DocumentUnit | undefined;
  /** Is called with each warning about the corpus. */
  readonly onWarning?: ((text: string) => void) | undefined;
  /** Ends the work, between two documents, with an error of code `interrupted`; then nothing is written. */
  readonly signal?: AbortSignal | undefined;
}

/** What the options must be that all these functions have. */
export const writingExpectations = {
  ...readingExpectations,
  by: oneOf(['auto', 'document', 'sentence']),
  onWarning: kinds.isFunction,
  to: oneOf(writtenNames),
  output: required(kinds.isText),
};

/** How the library writes; the output `-` is a file. */
export const writing = (overwrite?: boolean): SinkOptions => ({
  names: { output: 'options.output', overwrite: 'options.overwrite' },
  overwrite,
});

/** Calls `action` with the documents of each corpus; corpora are named by their keys in the options. */
export function withDocuments<Key extends string, T>(
  corpora: Readonly<Record<Key, CorpusInput>>,
  options: Omit<WritingOptions, 'corpus'>,
  action: (documents: Readonly<Record<Key, CorpusDocuments>>) => Promise<T>,
): Promise<T> {
  const { by, signal, onWarning = () => {} } = options;
  throwIfAborted(signal);
  const files = new Map<string, Uint8Array>();
  const patterns = Object.entries<CorpusInput>(corpora).map(
    ([key, corpus]) => [key, corpusPatterns(`options.${key}`, corpus, files)] as const,
  );
  return withMemoryFiles(files, async () => {
    const check = (): void => throwIfAborted(signal);
    const documents: Record<string, CorpusDocuments> = {};
    for (const [key, texts] of patterns) {
      const paths = await findFiles(texts, process.cwd());
      documents[key] = new CorpusDocuments(paths, readingOf(options), onWarning, by, check);
    }
    return action(documents as Record<Key, CorpusDocuments>);
  });
}
