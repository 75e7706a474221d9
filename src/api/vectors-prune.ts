/** @file Smaller files of word vectors, in the library. */
import { vectorsPath } from '../config/paths.js';
import { rejectOverwrite } from '../output-guard.js';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { type Pruned, prune } from '../vectors/prune.js';
import { checkOptions, kinds, oneOf, required, wholeFrom } from './arguments.js';

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
    vectors: required(kinds.isText),
    output: required(kinds.isText),
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
