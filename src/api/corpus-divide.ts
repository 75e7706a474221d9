/** @file Corpora that are divided into parts, and samples of them, in the library. */
import type { WrittenCorpus } from '../corpus/written/corpus-output.js';
import { sampleDocuments, splitDocuments, usualParts } from '../corpus/written/divide.js';
import { checkOptions, conflict, isPlainObject, kinds, numberFrom, wholeFrom, wrong } from './arguments.js';
import { isTexts } from './corpus-options.js';
import {
  type CorpusFormat,
  type WritingOptions,
  withDocuments,
  writing,
  writingExpectations,
} from './corpus-writing.js';

/** How documents are drawn at random: options of {@link splitCorpus} and {@link sampleCorpus}. */
export interface DrawingOptions extends WritingOptions {
  /** Random seed; 1 by default. The same seed gives the same documents. */
  readonly seed?: number | undefined;
  /** Entity types that count as locations; all by default. */
  readonly locations?: readonly string[] | undefined;
  /** False if it does not matter how many locations a part has; true by default. */
  readonly stratify?: boolean | undefined;
  /** The format to write; by default that of the corpus. */
  readonly to?: CorpusFormat | undefined;
}

/** Options of {@link splitCorpus}; they mean what the options of `nerwin corpus split` mean. */
export interface SplitCorpusOptions extends DrawingOptions {
  /** The folder for the files, which are named after the parts. */
  readonly output: string;
  /** The names of the parts and their shares; `{ train: 0.8, dev: 0.1, test: 0.1 }` by default. */
  readonly parts?: Readonly<Record<string, number>> | undefined;
  /** True to replace files of these names. */
  readonly overwrite?: boolean | undefined;
}

/** Options of {@link sampleCorpus}; they mean what the options of `nerwin corpus sample` mean. */
export interface SampleCorpusOptions extends DrawingOptions {
  /** The file to write. */
  readonly output: string;
  /** Number of documents. */
  readonly size?: number | undefined;
  /** Share of the documents, 0 … 1, instead of their number. */
  readonly fraction?: number | undefined;
}

const drawingExpectations = {
  ...writingExpectations,
  seed: wholeFrom(0, 2 ** 32 - 1),
  locations: isTexts,
  stratify: kinds.isFlag,
};

const isParts = {
  expected: 'an object with a share above 0 for each name, such as { train: 0.8, dev: 0.2 }',
  holds: (value: unknown) =>
    isPlainObject(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(
      ([name, share]) => /^[\w.-]+$/.test(name) && Number.isFinite(share) && Number(share) > 0,
    ),
};

/**
 * Divides a corpus at random into parts, each with its share of the documents with many, few and no locations, and writes a
 * file for each. Returns what `nerwin corpus split --json` prints, in the order of the parts. Throws a `NerwinError`:
 * `corpus`, `file` if a file exists or cannot be written, `usage`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { splitCorpus } from 'nerwin/tools';
 *
 * const corpus = ['Paris', 'Rome', 'Oslo', 'Lima', 'Bonn'].map((name) => ({
 *   tokens: ['Rain', 'in', name],
 *   tags: ['O', 'O', 'B-LOC'],
 * }));
 * const parts = await splitCorpus({ corpus, parts: { train: 0.8, dev: 0.2 }, output: 'parts' });
 * console.log(parts.map(({ documents }) => documents)); // → [ 4, 1 ]
 * ```
 */
export async function splitCorpus(options: SplitCorpusOptions): Promise<WrittenCorpus[]> {
  checkOptions('options', options, { ...drawingExpectations, parts: isParts, overwrite: kinds.isFlag });
  const { corpus, parts, output, overwrite, seed = 1, stratify = true, locations, to, ...reading } = options;
  const shares = parts && Object.entries(parts).map(([name, share]) => ({ name, share }));
  return withDocuments({ corpus }, reading, (found) =>
    splitDocuments(
      found.corpus,
      shares ?? usualParts,
      output,
      { seed, stratify, locations, to },
      writing(overwrite),
    ),
  );
}

/**
 * Writes some of the documents of a corpus, chosen at random, in their order, with its share of the documents with many,
 * few and no locations. Returns what `nerwin corpus sample --json` prints of the file. Throws a `NerwinError`: `corpus`,
 * `file`, `usage` if the corpus has not as many documents, or `interrupted`.
 *
 * @example
 * ```ts
 * import { readCorpus, sampleCorpus } from 'nerwin/tools';
 *
 * const corpus = ['Paris', 'Rome', 'Oslo', 'Lima', 'Bonn'].map((name) => ({
 *   tokens: ['Rain', 'in', name],
 *   tags: ['O', 'O', 'B-LOC'],
 * }));
 * await sampleCorpus({ corpus, size: 2, output: 'sample.jsonl' });
 * console.log((await readCorpus({ corpus: 'sample.jsonl' })).length); // → 2
 * ```
 */
export async function sampleCorpus(options: SampleCorpusOptions): Promise<WrittenCorpus> {
  checkOptions('options', options, {
    ...drawingExpectations,
    size: wholeFrom(1, 1_000_000_000),
    fraction: numberFrom(0, 1),
  });
  const { corpus, size, fraction, output, seed = 1, stratify = true, locations, to, ...reading } = options;
  if (size !== undefined && fraction !== undefined) throw conflict('options.fraction', 'options.size');
  if (size === undefined && fraction === undefined)
    throw wrong('options.size', 'a number of documents, or options.fraction', size);
  const wanted = size === undefined ? { fraction: fraction ?? 0 } : { size };
  const sampleNames = { size: 'options.size', by: 'options.by' };
  return withDocuments({ corpus }, reading, (found) =>
    sampleDocuments(
      found.corpus,
      wanted,
      output,
      { seed, stratify, locations, to },
      { ...writing(), sampleNames },
    ),
  );
}
