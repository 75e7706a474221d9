/** @file Word vectors in the library: what is in a file, how much of a corpus it covers, and smaller or other files. */
import { vectorsPath } from '../config/paths.js';
import type { CorpusOptions } from '../corpus/corpus.js';
import { modelAt, readVectorSource, type VectorSource } from '../dataset/vector-source.js';
import { NerwinError } from '../error.js';
import { writePieces } from '../file.js';
import { hashFile } from '../file-bytes.js';
import { loadModel } from '../model/model-file.js';
import { keepOf, knowsOnlyItsCorpora, onlyItsCorpora } from '../model/vocabulary.js';
import { rejectOverwrite } from '../output-guard.js';
import { writeVectors } from '../vectors/binary.js';
import { type Coverage, coverageOf } from '../vectors/coverage.js';
import { WordLookUp } from '../vectors/ladder.js';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { type Pruned, prune } from '../vectors/prune.js';
import { readVectors } from '../vectors/read.js';
import { vectorPieces, type WrittenFormat, writtenFormats } from '../vectors/write.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, kinds, oneOf, required, wholeFrom, wrong } from './arguments.js';
import { type ReadingOptions, readingExpectations, withCorpus } from './corpus-options.js';

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

/** Options of {@link pruneVectors}; they mean what the options of `nerwin vectors prune` mean. */
export interface PruneOptions {
  /** A file of word vectors, the most frequent words first, or `shipped`. */
  readonly vectors: string;
  /** The file to write, usually `*.nwv`. */
  readonly output: string;
  /** Number of words to write. */
  readonly words: number;
  /** How the numbers are stored; `int8`, the default, rounds them. */
  readonly quantize?: Quantization | undefined;
}

/** What `nerwin vectors prune --json` prints. */
export interface PrunedVectors extends Pruned {
  readonly output: string;
}

const isRequiredText = required(kinds.isText);

/**
 * Writes the most frequent words of a file in nerwin's own compact format. Returns what `nerwin vectors prune --json`
 * prints. Throws a `NerwinError`: `vectors`, `file` or `usage`.
 *
 * @example
 * ```ts
 * import { pruneVectors } from 'nerwin/tools';
 *
 * const { words, largestError } = await pruneVectors({ vectors: 'shipped', output: 'small.nwv', words: 500 });
 * console.log(words, largestError < 0.1); // → 500 true
 * ```
 */
export async function pruneVectors(options: PruneOptions): Promise<PrunedVectors> {
  checkOptions('options', options, {
    vectors: isRequiredText,
    output: isRequiredText,
    words: required(wholeFrom(1, 100_000_000)),
    quantize: oneOf(quantizations),
  });
  const { vectors, output, words, quantize = 'int8' } = options;
  const source = vectorsPath(process.cwd(), vectors);
  rejectOverwrite('options.output', output, [source]);
  return writePruned(source, output, words, quantize);
}

/** Writes the most frequent words of the file `source`. */
export async function writePruned(
  source: string,
  output: string,
  words: number,
  quantization: Quantization,
): Promise<PrunedVectors> {
  return { output, ...(await prune(source, output, { words, quantization })) };
}

/** A format in which word vectors can be written. */
export type VectorFormat = WrittenFormat | 'nerwin';

/** The formats in which word vectors can be written. */
export const vectorFormats: readonly VectorFormat[] = [...writtenFormats, 'nerwin'];

/** Options of {@link convertVectors}; they mean what the options of `nerwin vectors convert` mean. */
export interface ConvertOptions {
  /** A file of word vectors, a model, a run folder, or `shipped`. */
  readonly vectors: string;
  /** The file to write. */
  readonly output: string;
  /** The format; by default that of the ending `.nwv`, `.bin`, `.vec` or `.txt`. */
  readonly to?: VectorFormat | undefined;
  /** How `nerwin` stores the numbers; `float32` by default, `int8` rounds them. */
  readonly quantize?: Quantization | undefined;
}

/** What `nerwin vectors convert --json` prints. */
export interface ConvertedVectors {
  readonly output: string;
  readonly format: VectorFormat;
  readonly words: number;
  readonly dimension: number;
  /** What the format cannot hold. */
  readonly lost: readonly string[];
}

const byEnding: Readonly<Record<string, VectorFormat>> = {
  nwv: 'nerwin',
  bin: 'word2vec',
  vec: 'word2vec-text',
  txt: 'glove',
};

/** The format that the ending of a file names; undefined if it names none. */
export const formatOfEnding = (file: string): VectorFormat | undefined =>
  byEnding[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''];

/** Writes vectors; the pieces of formats that are no file of nerwin are written by `write`. */
export async function writeConverted(
  source: VectorSource,
  output: string,
  to: VectorFormat,
  quantize: Quantization,
  write: (output: string, pieces: Iterable<Uint8Array>) => void | Promise<void>,
): Promise<ConvertedVectors> {
  if (to === 'nerwin') writeVectors(output, source, quantize);
  else await write(output, vectorPieces(source, to));
  const lost = to === 'nerwin' ? [] : ['the vectors of unknown words and of numbers'];
  return { output, format: to, words: source.words.length, dimension: source.d, lost };
}

/**
 * Writes word vectors in another format, with the same numbers. Returns what `nerwin vectors convert --json` prints. Throws
 * a `NerwinError`: `vectors`, `model`, `file` or `usage`.
 *
 * @example
 * ```ts
 * import { convertVectors, vectorsInfo } from 'nerwin/tools';
 *
 * await convertVectors({ vectors: 'shipped', output: 'shipped.bin' });
 * const { format, dimension } = await vectorsInfo('shipped.bin');
 * console.log(format, dimension); // → word2vec-binary 100
 * ```
 */
export async function convertVectors(options: ConvertOptions): Promise<ConvertedVectors> {
  checkOptions('options', options, {
    vectors: isRequiredText,
    output: isRequiredText,
    to: oneOf(vectorFormats),
    quantize: oneOf(quantizations),
  });
  const { vectors, output, to = formatOfEnding(output), quantize = 'float32' } = options;
  if (to === undefined)
    throw new NerwinError(
      'usage',
      `options.output: the ending of ${output} names no format`,
      `pass one as options.to: ${vectorFormats.join(', ')}`,
    );
  const source = await readVectorSource(vectors);
  rejectOverwrite('options.output', output, [source.path]);
  return writeConverted(source, output, to, quantize, writePieces);
}
