/** @file Corpora in other formats, and without repeated documents, in the library. */
import type { WrittenCorpus } from '../corpus/written/corpus-output.js';
import { convertDocuments, type DedupedCorpus, dedupeDocuments } from '../corpus/written/rewrite.js';
import type { CorpusInput } from './annotated-text.js';
import { checkOptions, kinds, required } from './arguments.js';
import {
  type CorpusFormat,
  type WritingOptions,
  withDocuments,
  writing,
  writingExpectations,
} from './corpus-writing.js';

/** Options of {@link convertCorpus}; they mean what the options of `nerwin corpus convert` mean. */
export interface ConvertCorpusOptions extends WritingOptions {
  /** The format to write. */
  readonly to: CorpusFormat;
  /** The file to write; with `brat`, `gate`, `xml` and `html` also a folder, `folder/`, for one file per document. */
  readonly output: string;
  /** True to replace the files of an earlier conversion in the folder. */
  readonly overwrite?: boolean | undefined;
}

/**
 * Writes a corpus in another format, and says what that format cannot keep. Returns what `nerwin corpus convert --json` prints.
 * Throws a `NerwinError`: `corpus` if a file cannot be read, `file` if the output cannot be written or exists, `usage`, or
 * `interrupted`.
 *
 * @example
 * ```ts
 * import { convertCorpus } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
 * const { documents, entities } = await convertCorpus({ corpus: [sentence], to: 'docbin', output: 'train.spacy' });
 * console.log(documents, entities); // → 1 1
 * ```
 */
export async function convertCorpus(options: ConvertCorpusOptions): Promise<WrittenCorpus> {
  checkOptions('options', options, {
    ...writingExpectations,
    to: required(writingExpectations.to),
    overwrite: kinds.isFlag,
  });
  const { corpus, to, output, overwrite, ...reading } = options;
  return withDocuments({ corpus }, reading, (found) =>
    convertDocuments(found.corpus, output, to, writing(overwrite)),
  );
}

/** Options of {@link dedupeCorpus}; they mean what the options of `nerwin corpus dedupe` mean. */
export interface DedupeCorpusOptions extends WritingOptions {
  /** The file to write. */
  readonly output: string;
  /** Also leave out what is in this corpus, such as the test data. */
  readonly against?: CorpusInput | undefined;
  /** The format to write; by default that of the corpus. */
  readonly to?: CorpusFormat | undefined;
}

/**
 * Writes a corpus without the documents whose words appeared before; the first one stays. White space between words does
 * not count. Returns what `nerwin corpus dedupe --json` prints. Throws a `NerwinError`: `corpus`, `file`, `usage` or
 * `interrupted`.
 *
 * @example
 * ```ts
 * import { dedupeCorpus } from 'nerwin/tools';
 *
 * const sentence = { tokens: ['Rain', 'in', 'Paris'], tags: ['O', 'O', 'B-LOC'] };
 * const other = { tokens: ['Rain', 'in', 'Rome'], tags: ['O', 'O', 'B-LOC'] };
 * const { documents, duplicates } = await dedupeCorpus({
 *   corpus: [sentence, sentence, other],
 *   output: 'unique.jsonl',
 * });
 * console.log(documents, duplicates); // → 2 1
 * ```
 */
export async function dedupeCorpus(options: DedupeCorpusOptions): Promise<DedupedCorpus> {
  checkOptions('options', options, { ...writingExpectations, against: kinds.isAnything });
  const { corpus, against, to, output, ...reading } = options;
  const corpora = against === undefined ? { corpus } : { corpus, against };
  return withDocuments<'corpus' | 'against', DedupedCorpus>(
    corpora as Required<typeof corpora>,
    reading,
    (found) => dedupeDocuments(found.corpus, found.against, output, to, writing()),
  );
}
