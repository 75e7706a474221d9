/** @file Mistakes in corpora, in the library. */
import type { CorpusCheck, PartFiles, PartsCheckOptions } from '../dataset/check/corpus-check.js';
import { throwIfAborted } from './abort.js';
import type { CorpusInput } from './annotated-text.js';
import { checkOptions, isPlainObject, kinds, wholeFrom } from './arguments.js';
import {
  corpusPatterns,
  formExpectations,
  isTexts,
  type ReadingOptions,
  readingOf,
} from './corpus-options.js';

/** Options of {@link checkCorpus}; they mean what the options of `nerwin corpus check` mean. */
export interface CheckCorpusOptions extends Omit<ReadingOptions, 'corpus'> {
  /** The parts of the corpus by name, such as `train`, `dev` and `test`. */
  readonly parts: Readonly<Record<string, CorpusInput>>;
  /** Entity types that count as locations; LOC, GPE and other usual names by default. */
  readonly locations?: readonly string[] | undefined;
  /** Word vectors, a model or a run folder, to tell what they cover; null for none, `shipped` by default. */
  readonly vectors?: string | null | undefined;
  /** Number of places of each kind to list; 5 by default. */
  readonly places?: number | undefined;
  /** Ends the check, between two of its steps, with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Checks the files of the parts; `vectors` are read where they are named. */
export async function checkParts(
  parts: readonly PartFiles[],
  { vectors, ...options }: Omit<PartsCheckOptions, 'vectors'> & { readonly vectors: string | null },
): Promise<CorpusCheck> {
  const { checkCorpus: check } = await import('../dataset/check/corpus-check.js');
  const { readVectorSource } = await import('../dataset/vector-source.js');
  return check(parts, {
    ...options,
    vectors: vectors === null ? undefined : await readVectorSource(vectors),
  });
}

/**
 * Looks for mistakes in a corpus: sentences that parts share or repeat, tags that break their scheme, names that are a
 * location here and not there, and suspicious annotations. Returns what `nerwin corpus check --json` prints. Throws a
 * `NerwinError`: `corpus`, `vectors`, `usage` or `interrupted`.
 *
 * @example
 * ```ts
 * import { checkCorpus } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
 * const { overlaps } = await checkCorpus({ parts: { train: [sentence], dev: [sentence] }, vectors: null });
 * console.log(overlaps[0].parts, overlaps[0].shared); // → [ 'train', 'dev' ] 1
 * ```
 */
export async function checkCorpus(options: CheckCorpusOptions): Promise<CorpusCheck> {
  checkOptions('options', options, {
    parts: {
      expected: 'an object with a corpus for each name',
      holds: (value) => isPlainObject(value) && Object.keys(value).length > 0,
      isRequired: true,
    },
    locations: isTexts,
    vectors: { expected: 'a string or null', holds: (value) => value === null || typeof value === 'string' },
    places: wholeFrom(0, 1_000_000),
    ...formExpectations,
    signal: kinds.isSignal,
  });
  const { locations, vectors = 'shipped', places = 5, signal } = options;
  throwIfAborted(signal);
  const { withMemoryFiles } = await import('../memory-files.js');
  const { findFiles } = await import('../corpus/files.js');
  const files = new Map<string, Uint8Array>();
  const named = Object.entries(options.parts).map(([name, corpus]) => ({
    name,
    patterns: corpusPatterns(`options.parts.${name}`, corpus, files),
  }));
  return withMemoryFiles(files, async () => {
    const parts = [];
    for (const { name, patterns } of named)
      parts.push({ name, files: await findFiles(patterns, process.cwd()) });
    throwIfAborted(signal);
    return checkParts(parts, { corpus: readingOf(options), locations, vectors, places });
  });
}
