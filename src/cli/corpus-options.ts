/** @file Options that tell how the files of a corpus are written, for commands that read one without a config. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CorpusOptions } from '../corpus/corpus.js';
import { schemes } from '../corpus/tags.js';
import { NerwinError } from '../error.js';

/** What the options come to. */
export interface ReadingOptions {
  readonly tokenColumn: number;
  readonly tagColumn: number;
  readonly scheme: CorpusOptions['scheme'];
}

/** Adds the options to a command. */
export const withReadingOptions = (command: Command): Command =>
  command
    .option('--token-column <number>', 'the token column, counted from 1', wholeNumber, 1)
    .option('--tag-column <number>', 'the tag column; -1 is the last column', wholeNumber, -1)
    .addOption(
      new Option('--scheme <name>', 'the tagging scheme').choices(['auto', ...schemes]).default('auto'),
    );

/** How to read the files. */
export const corpusOptions = ({ tokenColumn, tagColumn, scheme }: ReadingOptions): CorpusOptions => ({
  format: 'auto',
  columns: { token: tokenColumn, tag: tagColumn, separator: 'any' },
  scheme,
  documents: { boundary: 'auto' },
});

/** Runs `read`, which reads files as {@link corpusOptions} say; hints that name settings of a config name the options instead. */
export const inOptions = <T>(read: () => Promise<T>): Promise<T> =>
  rehinted(read, (hint) =>
    hint
      .replaceAll('corpus.columns.token', '--token-column')
      .replaceAll('corpus.columns.tag', '--tag-column')
      .replaceAll(/corpus\.scheme:?/g, '--scheme'),
  );

/** Runs `read` for a command that has no options for how files are written; hints name none, and no settings of a config. */
export const withoutOptions = <T>(read: () => Promise<T>): Promise<T> =>
  rehinted(read, (hint) =>
    hint
      .replace(/, or set corpus\..*/, '')
      .replace(/^set corpus\..*/, 'convert the file so that each line starts with a token and ends with its tag'),
  );

/** Runs `read`; hints of its faults name none of the settings that only a config has, and become what `rewrite` makes of them. */
async function rehinted<T>(read: () => Promise<T>, rewrite: (hint: string) => string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    const hint = error.hint
      .replace('set corpus.columns.separator: tab', 'fix the line') // columns are divided by any white space here
      .replace(' (corpus.columns.separator)', '')
      .replace('check corpus.root', 'check the path');
    throw new NerwinError(error.fault, error.message, rewrite(hint), { cause: error });
  }
}

export function wholeNumber(text: string): number {
  if (!/^-?\d{1,4}$/.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}
