/**
 * @file Reduces word vectors to the most frequent words and writes them in nerwin's own format, like those in
 * `data/vectors`.
 */
import { statSync } from 'node:fs';
import { NerwinError } from '../error.js';
import { writeVectors } from './binary.js';
import { decodeVector, encodeRow, type Quantization, rowBytes } from './nwv-format.js';
import { readVectors } from './read.js';
import type { WordVectors } from './word-vectors.js';

/** What was written, and the error of the stored numbers. */
export interface Pruned {
  readonly words: number;
  readonly d: number;
  readonly wordsInFile: number;
  readonly bytes: number;
  /** SHA-256 of the input. */
  readonly source: string;
  /** √ mean (x − x̂)² over all numbers. */
  readonly rmsError: number;
  /** √ mean x². */
  readonly rms: number;
  /** The largest |x − x̂|. */
  readonly largestError: number;
}

/**
 * Writes the first `words` words of `input` to `output`. The rows for unknown words and numbers are means
 * over the whole input, so that a pruned file has the same ones as the full file.
 */
export async function prune(
  input: string,
  output: string,
  options: { readonly words: number; readonly quantization: Quantization },
): Promise<Pruned> {
  let taken = 0;
  const vectors = await readVectors(input, { keep: () => taken++ < options.words });
  if (vectors.words.length === 0)
    throw new NerwinError('usage', 'no words to write', 'use a larger number for --words');
  writeVectors(output, vectors, options.quantization);
  return {
    words: vectors.words.length,
    d: vectors.d,
    wordsInFile: vectors.wordsInFile,
    bytes: statSync(output).size,
    source: vectors.sha256,
    ...errors(vectors, options.quantization),
  };
}

function errors(
  { vectors, d }: WordVectors,
  quantization: Quantization,
): Pick<Pruned, 'rmsError' | 'rms' | 'largestError'> {
  const bytes = Buffer.alloc(rowBytes(d, quantization));
  const stored = new Float32Array(d);
  let [squaredErrors, squares, largestError] = [0, 0, 0];
  for (let at = 0; at < vectors.length; at += d) {
    encodeRow(vectors.subarray(at, at + d), quantization, bytes, 0);
    decodeVector(bytes, 0, d, quantization, stored, 0);
    for (let j = 0; j < d; j++) {
      const error = Math.abs(vectors[at + j] - stored[j]);
      squaredErrors += error * error;
      squares += vectors[at + j] ** 2;
      largestError = Math.max(largestError, error);
    }
  }
  return {
    rmsError: Math.sqrt(squaredErrors / vectors.length),
    rms: Math.sqrt(squares / vectors.length),
    largestError,
  };
}
