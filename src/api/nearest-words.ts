/** @file Similar words, in the library. */
import { readVectorSource } from '../dataset/vector-source.js';
import { NerwinError } from '../error.js';
import { type NearestWords, nearestTo } from '../vectors/nearest.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, kinds, required, wholeFrom } from './arguments.js';

/** Options of {@link nearestWords}; they mean what the options of `nerwin vectors nearest` mean. */
export interface NearestWordsOptions {
  /** The word, looked up as in text. */
  readonly word: string;
  /** A file of word vectors, a model, a run folder, or `shipped`, the default. */
  readonly vectors?: string | undefined;
  /** Number of words to return, 1 … 1000; 10 by default. */
  readonly count?: number | undefined;
  /** If it is aborted before the vectors are read, the call ends with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Returns the words whose vectors are most similar to that of a word, by cosine similarity: what `nerwin vectors
 * nearest --json` prints. Throws a `NerwinError`: `vectors` if the file cannot be read or has no such word, `usage`, or
 * `interrupted`.
 *
 * @example
 * ```ts
 * import { nearestWords } from 'nerwin/tools';
 *
 * const { neighbors } = await nearestWords({ word: 'Paris', count: 3 });
 * console.log(neighbors.length, neighbors[0].similarity > neighbors[2].similarity); // → 3 true
 * ```
 */
export async function nearestWords(options: NearestWordsOptions): Promise<NearestWords> {
  checkOptions('options', options, {
    word: required(kinds.isText),
    vectors: kinds.isText,
    count: wholeFrom(1, 1000),
    signal: kinds.isSignal,
  });
  const { word, vectors = 'shipped', count = 10, signal } = options;
  throwIfAborted(signal);
  const nearest = nearestTo(await readVectorSource(vectors), word, count);
  if (nearest) return nearest;
  throw new NerwinError(
    'vectors',
    `options.word: ${vectors} has no vector for '${word}'`,
    'choose a word that the file has',
  );
}
