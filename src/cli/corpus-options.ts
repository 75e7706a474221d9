/** @file Options that describe the format of corpus files, for commands that read a corpus without a config. */
import { type Command, Option } from 'commander';
import type { CorpusOptions } from '../corpus/corpus.js';
import { schemes } from '../corpus/tags.js';
import { NerwinError } from '../error.js';
import { columnNumber } from './numbers.js';

/** The parsed options. */
export interface CorpusFormatOptions {
  readonly tokenColumn: number;
  readonly tagColumn: number;
  readonly scheme: CorpusOptions['scheme'];
}

/** Adds the options to a command. */
export const withCorpusFormatOptions = (command: Command): Command =>
  command
    .option('--token-column <number>', 'the token column, counted from 1', columnNumber, 1)
    .option('--tag-column <number>', 'the tag column; -1 is the last column', columnNumber, -1)
    .addOption(
      new Option('--scheme <name>', 'the tagging scheme').choices(['auto', ...schemes]).default('auto'),
    );

/** Returns the corpus options that the parsed command-line options stand for. */
export const corpusOptions = ({ tokenColumn, tagColumn, scheme }: CorpusFormatOptions): CorpusOptions => ({
  format: 'auto',
  columns: { token: tokenColumn, tag: tagColumn, separator: 'any' },
  scheme,
  documents: { boundary: 'auto' },
});

/** Runs `read`. If it throws, the hint of the error names command-line options instead of config settings. */
export const inOptions = <T>(read: () => Promise<T>): Promise<T> =>
  rehinted(read, (hint) =>
    hint
      .replaceAll('corpus.columns.token', '--token-column')
      .replaceAll('corpus.columns.tag', '--tag-column')
      .replaceAll(/corpus\.scheme:?/g, '--scheme'),
  );

/**
 * Like {@link inOptions}, but for a command without these options: the hint names neither options nor config
 * settings.
 */
export const withoutOptions = <T>(read: () => Promise<T>): Promise<T> =>
  rehinted(read, (hint) =>
    hint
      .replace(/, or set corpus\..*/, '')
      .replace(
        /^set corpus\..*/,
        'convert the file so that each line starts with a token and ends with its tag',
      ),
  );

/**
 * Runs `read`. If it throws, removes config-only settings from the hint and passes the hint through
 * `rewrite`.
 */
async function rehinted<T>(read: () => Promise<T>, rewrite: (hint: string) => string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    const hint = error.hint
      .replace('set corpus.columns.separator: tab', 'fix the line') // without a config, columns are always separated by any whitespace
      .replace(' (corpus.columns.separator)', '')
      .replace('check corpus.root', 'check the path');
    throw new NerwinError(error.fault, error.message, rewrite(hint), { cause: error });
  }
}
