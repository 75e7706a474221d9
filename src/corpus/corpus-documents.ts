/** @file The documents of several corpus files, which can be read more than once; warnings come from the first time. */
import { NerwinError } from '../error.js';
import type { AnnotatedDocument } from './annotated-document.js';
import { emptyHint, notAnnotated } from './corpus.js';
import { type DocumentUnit, documentsIn } from './documents-in.js';
import { formatOf } from './formats/registry.js';
import { type NoticeKind, Notices } from './notices.js';
import type { CorpusFormat, CorpusOptions } from './options.js';
import type { WrittenName } from './written/names.js';

/** What a format cannot hold is told as lost when it is written, so that it is no warning of reading. */
const toldWhenWritten: readonly NoticeKind[] = ['unalignedSpan', 'overlappingSpan'];

/** Documents in order, from one or more files. */
export class CorpusDocuments {
  #hasWarned = false;

  /** `warn` is called with each line about what was not in order, and `check` before each document: it may throw. */
  constructor(
    readonly paths: readonly string[],
    readonly options: CorpusOptions,
    readonly warn: (line: string) => void,
    readonly unit: DocumentUnit = 'auto',
    readonly check = (): void => {},
  ) {}

  /** Yields the documents of all files. Throws 'corpus' if there is none. */
  documents(): AsyncGenerator<AnnotatedDocument> {
    return this.#documents([]);
  }

  /** Yields the documents of all files, for a writer, which itself tells what its format does not keep. */
  documentsToWrite(): AsyncGenerator<AnnotatedDocument> {
    return this.#documents(toldWhenWritten);
  }

  async *#documents(without: readonly NoticeKind[]): AsyncGenerator<AnnotatedDocument> {
    const notices = new Notices(this.options.strict, this.options.names);
    let isEmpty = true;
    for (const path of this.paths)
      for await (const document of documentsIn(path, this.options, notices, this.unit)) {
        this.check();
        isEmpty = false;
        yield document;
      }
    const known: NoticeKind[] = isEmpty ? ['notAnnotated'] : []; // said by the error
    if (!this.#hasWarned) for (const line of notices.lines([...without, ...known])) this.warn(line);
    this.#hasWarned = true;
    if (isEmpty) throw this.#nothingIn(notices);
  }

  #nothingIn(notices: Notices): NerwinError {
    const [first, ...others] = this.paths;
    const files = others.length > 0 ? `${first} and ${others.length} more` : first;
    if (notices.count('notAnnotated') > 0) return notAnnotated(files);
    return new NerwinError('corpus', `${files}: no words`, emptyHint(first));
  }

  /** Returns the format to write that is nearest to that of the first file. */
  async ownFormat(): Promise<WrittenName> {
    const { format } = this.options;
    return writtenAs.get(format === 'auto' ? await formatOf(this.paths[0]) : format) ?? 'jsonl';
  }
}

/** What is nearest to a format that is read; our own JSON Lines keep everything of the others. */
const writtenAs: ReadonlyMap<CorpusFormat, WrittenName> = new Map([
  ['columns', 'conll'],
  ['csv', 'csv'],
  ['markup', 'xml'],
  ['docbin', 'docbin'],
]);
