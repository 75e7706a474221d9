/** @file Corpora in the library: their sentences, and counts. */
import { openCorpus } from '../corpus/corpus.js';
import { documentsIn } from '../corpus/documents-in.js';
import { Notices } from '../corpus/notices.js';
import type { Sentence } from '../corpus/sentence.js';
import { CorpusCounter, type CorpusStatistics } from '../corpus/statistics.js';
import { throwIfAborted } from './abort.js';
import { checkOptions } from './arguments.js';
import { type ReadingOptions, readingExpectations, withCorpus } from './corpus-options.js';

/** Options of {@link readCorpus} and {@link corpusStatistics}. */
export interface CorpusOptions extends ReadingOptions {
  /** Ends the reading, between two files, with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a corpus in any format that nerwin knows, and returns its sentences with their entities, in order.
 * They can be filtered and changed, and passed on to `train` and `evaluate`. Throws a `NerwinError`: `corpus`, with
 * file and line, if a file cannot be read, `usage`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { readCorpus } from 'nerwin/tools';
 *
 * await writeFile('mine.conll', 'Rain O\nin O\nNew B-LOC\nYork I-LOC\n');
 * const [{ tokens, spans }] = await readCorpus({ corpus: 'mine.conll' });
 * console.log(tokens.length, spans); // → 4 [ { type: 'LOC', start: 2, end: 4 } ]
 * ```
 */
export async function readCorpus(options: CorpusOptions): Promise<Sentence[]> {
  checkOptions('options', options, readingExpectations);
  throwIfAborted(options.signal);
  return withCorpus(options, async (files, reading) => {
    const corpus = await openCorpus(files, reading);
    throwIfAborted(options.signal);
    return [...corpus.sentences()];
  });
}

/**
 * Counts what a corpus contains: documents, sentences, tokens, and the entities of each type. Returns what
 * `nerwin corpus stats --json` prints. Throws a `NerwinError`: `corpus`, `usage`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { corpusStatistics } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
 * const { tokens, types } = await corpusStatistics({ corpus: [sentence] });
 * console.log(tokens, types[0].type, types[0].entities); // → 5 LOC 1
 * ```
 */
export async function corpusStatistics(options: CorpusOptions): Promise<CorpusStatistics> {
  checkOptions('options', options, readingExpectations);
  return withCorpus(options, async (files, reading) => {
    const counter = new CorpusCounter();
    const notices = new Notices(reading.strict, reading.names);
    for (const file of files) {
      throwIfAborted(options.signal);
      for await (const document of documentsIn(file, reading, notices)) counter.add(document);
    }
    return counter.statistics();
  });
}
