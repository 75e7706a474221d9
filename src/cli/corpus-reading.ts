/** @file What the commands of `nerwin corpus` share: the options for reading, and the documents of several files. */
import { type Command, Option } from 'commander';
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import { emptyHint, notAnnotated } from '../corpus/corpus.js';
import { type DocumentUnit, documentsIn } from '../corpus/documents-in.js';
import { findFiles } from '../corpus/files.js';
import { formatOf } from '../corpus/formats/registry.js';
import { type NoticeKind, Notices } from '../corpus/notices.js';
import { type CorpusFormat, type CorpusOptions, corpusFormats } from '../corpus/options.js';
import { readsAs, type WrittenName, writtenNames } from '../corpus/written/names.js';
import { NerwinError } from '../error.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

export interface SourceReadingOptions extends CorpusFormatOptions {
  readonly from: 'auto' | CorpusFormat | WrittenName;
  readonly by: DocumentUnit;
}

const sources = [...new Set(['auto', ...corpusFormats, ...writtenNames.filter((name) => readsAs[name])])];

/** Adds the options for reading to a command. */
export const withReadingOptions = (command: Command): Command =>
  withCorpusFormatOptions(
    command
      .addOption(
        new Option('--from <format>', 'format of the files').choices(sources).default('auto', 'detected'),
      )
      .addOption(
        new Option(
          '--by <unit>',
          'what counts as one document; auto: what the files mark as one, otherwise a sentence',
        )
          .choices(['auto', 'document', 'sentence'])
          .default('auto'),
      ),
  );

/** The files of a command. They can be read several times; warnings come from the first. */
export class CorpusFiles {
  readonly #options: CorpusOptions;
  #hasWarned = false;

  private constructor(
    readonly paths: readonly string[],
    readonly reading: SourceReadingOptions,
    readonly io: Terminal,
  ) {
    this.#options = sourceReading(reading);
  }

  static async find(
    patterns: readonly string[],
    reading: SourceReadingOptions,
    io: Terminal,
  ): Promise<CorpusFiles> {
    return new CorpusFiles(await findFiles(patterns, process.cwd()), reading, io);
  }

  /** Yields the documents of all files; then warns of what was not in order, but for the kinds in `without`. */
  async *documents(without: readonly NoticeKind[] = []): AsyncGenerator<AnnotatedDocument> {
    const notices = new Notices(this.reading.strict ?? false, this.#options.names);
    let isEmpty = true;
    for (const path of this.paths)
      for await (const document of documentsIn(path, this.#options, notices, this.reading.by)) {
        isEmpty = false;
        yield document;
      }
    const known: NoticeKind[] = isEmpty ? ['notAnnotated'] : []; // said by the error
    if (!this.#hasWarned) for (const line of notices.lines([...without, ...known])) warn(line, this.io);
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
    const format = this.#options.format === 'auto' ? await formatOf(this.paths[0]) : this.#options.format;
    return writtenAs.get(format) ?? 'jsonl';
  }
}

/** What is nearest to a format that is read; our own JSON Lines keep everything of the others. */
const writtenAs: ReadonlyMap<CorpusFormat, WrittenName> = new Map([
  ['columns', 'conll'],
  ['csv', 'csv'],
  ['markup', 'xml'],
  ['docbin', 'docbin'],
]);

function sourceReading(options: SourceReadingOptions): CorpusOptions {
  const { from } = options;
  const isKind = (name: string): name is CorpusFormat => corpusFormats.some((kind) => kind === name);
  const reading = corpusOptions(options);
  if (from === 'auto' || isKind(from)) return { ...reading, format: from };
  const kind = readsAs[from];
  return { ...reading, format: kind === 'jsonl' || kind === undefined ? 'auto' : kind }; // an export is JSON Lines or an array
}
