/** @file Word vectors in other formats, in the library. */
import { readVectorSource, type VectorSource } from '../dataset/vector-source.js';
import { NerwinError } from '../error.js';
import { writePieces } from '../file.js';
import { rejectOverwrite } from '../output-guard.js';
import { writeVectors } from '../vectors/binary.js';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { vectorPieces, type WrittenFormat, writtenFormats } from '../vectors/write.js';
import { checkOptions, kinds, oneOf, required } from './arguments.js';

/** A format in which word vectors can be written. */
export type VectorFormat = WrittenFormat | 'nerwin';

/** The formats in which word vectors can be written. */
export const vectorFormats: readonly VectorFormat[] = [...writtenFormats, 'nerwin'];

/** Options of {@link convertVectors}; they mean what the options of `nerwin vectors convert` mean. */
export interface ConvertVectorsOptions {
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
export async function convertVectors(options: ConvertVectorsOptions): Promise<ConvertedVectors> {
  checkOptions('options', options, {
    vectors: required(kinds.isText),
    output: required(kinds.isText),
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
