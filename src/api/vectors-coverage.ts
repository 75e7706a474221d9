/** @file How much of a corpus has word vectors, in the library. */
import type { CorpusOptions } from '../corpus/corpus.js';
import { readVectorSource } from '../dataset/vector-source.js';
import { type Coverage, coverageOf } from '../vectors/coverage.js';
import { WordLookUp } from '../vectors/ladder.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, kinds } from './arguments.js';
import { type ReadingOptions, readingExpectations, withCorpus } from './corpus-options.js';

/** Options of {@link vectorCoverage}. */
export interface CoverageOptions extends ReadingOptions {
  /** A file of word vectors, a model, a run folder, or `shipped`, the default. */
  readonly vectors?: string | undefined;
  /** Ends the call, between two of its steps, with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tells how much of a corpus has word vectors, by the lookup step that finds them. Returns what `nerwin vectors coverage
 * --json` prints. Throws a `NerwinError`: `corpus`, `vectors`, `usage` or `interrupted`.
 *
 * @example
 * ```ts
 * import { vectorCoverage } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['Rain', 'in', 'Paris', '.'], tags: ['O', 'O', 'B-LOC', 'O'] };
 * const { tokens, tokenShare } = await vectorCoverage({ corpus: [sentence] });
 * console.log(tokens, tokenShare); // → 4 1
 * ```
 */
export async function vectorCoverage(options: CoverageOptions): Promise<Coverage> {
  checkOptions('options', options, { ...readingExpectations, vectors: kinds.isText });
  const { vectors = 'shipped', signal } = options;
  throwIfAborted(signal);
  return withCorpus(options, (files, reading) => coverageIn(files, reading, vectors, signal));
}

/** The coverage of the corpus in these files. */
export async function coverageIn(
  files: readonly string[],
  reading: CorpusOptions,
  vectors: string,
  signal?: AbortSignal,
): Promise<Coverage> {
  const { openCorpus } = await import('../corpus/corpus.js');
  const corpus = await openCorpus(files, reading);
  throwIfAborted(signal);
  return coverageOf(corpus.forms(), new WordLookUp(await readVectorSource(vectors)));
}
