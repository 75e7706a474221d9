/** @file What the commands of `nerwin corpus` share: the options for reading, and the documents of several files. */
import { type Command, Option } from 'commander';
import { CorpusDocuments } from '../corpus/corpus-documents.js';
import type { DocumentUnit } from '../corpus/documents-in.js';
import { findFiles } from '../corpus/files.js';
import { type CorpusFormat, type CorpusOptions, corpusFormats } from '../corpus/options.js';
import { readsAs, type WrittenName, writtenNames } from '../corpus/written/names.js';
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

/** Returns the documents of files; what is not in order is told as warnings. */
export async function documentsOf(
  patterns: readonly string[],
  reading: SourceReadingOptions,
  io: Terminal,
): Promise<CorpusDocuments> {
  const paths = await findFiles(patterns, process.cwd());
  return new CorpusDocuments(paths, sourceReading(reading), (line) => warn(line, io), reading.by);
}

function sourceReading(options: SourceReadingOptions): CorpusOptions {
  const { from } = options;
  const isKind = (name: string): name is CorpusFormat => corpusFormats.some((kind) => kind === name);
  const reading = corpusOptions(options);
  if (from === 'auto' || isKind(from)) return { ...reading, format: from };
  const kind = readsAs[from];
  return { ...reading, format: kind === 'jsonl' || kind === undefined ? 'auto' : kind }; // an export is JSON Lines or an array
}
