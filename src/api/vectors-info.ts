/** @file What is in a file of word vectors, in the library. */
import { vectorsPath } from '../config/paths.js';
import { modelAt } from '../dataset/vector-source.js';
import { hashFile } from '../file-bytes.js';
import { loadModel } from '../model/model-file.js';
import { keepOf, knowsOnlyItsCorpora, onlyItsCorpora } from '../model/vocabulary.js';
import { readVectors } from '../vectors/read.js';
import { wrong } from './arguments.js';

/** What `nerwin vectors info --json` prints. */
export interface VectorFacts {
  readonly file: string;
  readonly format: string;
  /** Words in the file, or in the vocabulary of a model. */
  readonly words: number;
  readonly dimension: number;
  /** Entries that are empty or not valid UTF-8. */
  readonly unreadable: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly first: readonly string[];
  /** For a model: the setting `vectors.keep` that it was trained with. */
  readonly keep?: string | null;
}

const shownWords = 10;

/** Describes a file. `onWarning` is called if it is a model that knows only the words of its corpora. */
export async function vectorFacts(file: string, onWarning: (text: string) => void): Promise<VectorFacts> {
  const model = await modelAt(file);
  if (model !== undefined) return modelFacts(model, onWarning);
  let first = 0;
  const vectors = await readVectors(vectorsPath(process.cwd(), file), { keep: () => first++ < shownWords });
  const { format, wordsInFile, d, unreadable, bytes, sha256, words } = vectors;
  return { file, format, words: wordsInFile, dimension: d, unreadable, bytes, sha256, first: words };
}

async function modelFacts(file: string, onWarning: (text: string) => void): Promise<VectorFacts> {
  const { header, lexicon } = loadModel(file);
  const { words, d } = lexicon;
  if (knowsOnlyItsCorpora(header)) onWarning(onlyItsCorpora(words.length));
  return {
    file,
    format: 'model',
    words: words.length,
    dimension: d,
    unreadable: 0,
    ...(await hashFile(file, 'model')),
    first: words.slice(0, shownWords),
    keep: keepOf(header) ?? null,
  };
}

/**
 * Describes word vectors: their format, number and dimension, and the hash of the file. `vectors` is a file of word vectors
 * in any format, a model, a run folder, or `shipped`. Returns what `nerwin vectors info --json` prints. Throws a
 * `NerwinError` of code `vectors` or `model` if it cannot be read.
 *
 * @example
 * ```ts
 * import { vectorsInfo } from 'nerwin/tools';
 *
 * const { dimension, words, first } = await vectorsInfo('shipped');
 * console.log(dimension, words > 1000, first.length); // → 100 true 10
 * ```
 */
export async function vectorsInfo(vectors: string): Promise<VectorFacts> {
  if (typeof vectors !== 'string') throw wrong('vectors', 'the path of a file, or shipped', vectors);
  return vectorFacts(vectors, () => {});
}
