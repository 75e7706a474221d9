/** @file Options that describe the format of corpus files, for commands that read a corpus without a config. */
import { type Command, Option } from 'commander';
import type { CorpusOptions } from '../corpus/corpus.js';
import { schemes } from '../corpus/tags.js';
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

/**
 * Returns the corpus options from the parsed command-line options. `locations` is the command's option for
 * the entity types that count as locations, if it has one.
 */
export const corpusOptions = (
  { tokenColumn, tagColumn, scheme }: CorpusFormatOptions,
  locations?: '--locations',
): CorpusOptions => ({
  format: 'auto',
  columns: { token: tokenColumn, tag: tagColumn, separator: 'any' },
  scheme,
  documents: { boundary: 'auto' },
  names: {
    tokenColumn: '--token-column',
    tagColumn: '--tag-column',
    scheme: '--scheme',
    ...(locations && { locations }),
  },
});
