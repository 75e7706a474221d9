/** @file Options that describe the format of corpus files, for commands that read a corpus without a config. */
import { type Command, Option } from 'commander';
import type { CorpusOptions } from '../corpus/corpus.js';
import { schemeNamed, schemes } from '../corpus/tags.js';
import { column } from './numbers.js';

/** The parsed options. */
export interface CorpusFormatOptions {
  readonly tokenColumn: number | string;
  readonly tagColumn: number | string;
  readonly separator: CorpusOptions['columns']['separator'];
  readonly scheme: CorpusOptions['scheme'] | 'BILOU';
  readonly untyped: string;
  /** As written, separated by commas. */
  readonly labels?: string;
  readonly splitSentences: CorpusOptions['sentences']['split'];
  readonly strict?: true;
}

/** What the options are if none is given. */
export const corpusFormatDefaults: CorpusFormatOptions = {
  tokenColumn: 1,
  tagColumn: -1,
  separator: 'any',
  scheme: 'auto',
  untyped: 'LOC',
  splitSentences: 'none',
};

/** Adds the options to a command. */
export const withCorpusFormatOptions = (command: Command): Command =>
  command
    .option(
      '--token-column <column>',
      'the token column: its number from 1, or its name in the header',
      column,
      1,
    )
    .option(
      '--tag-column <column>',
      'the tag column; -1 is the last column; also a name, or a key of the last column (NER in NER=B-LOC)',
      column,
      -1,
    )
    .addOption(
      new Option('--separator <name>', 'the column separator')
        .choices(['any', 'tab', 'space'])
        .default('any'),
    )
    .addOption(
      new Option('--scheme <name>', 'the tagging scheme')
        .choices(['auto', ...schemes, 'BILOU'])
        .default('auto'),
    )
    .option('--untyped <type>', 'the entity type of tags without a type (B, I, O)', 'LOC')
    .option(
      '--labels <names>',
      'what tags and labels mean that are numbers: names in order from 0 (O,B-LOC,I-LOC), or number=name (17=LOC)',
    )
    .addOption(
      new Option(
        '--split-sentences <when>',
        'split sentences at sentence ends, for files without blank lines',
      )
        .choices(['none', 'auto'])
        .default('none'),
    )
    .option('--strict', 'refuse faulty corpus files instead of reading them with a warning');

/**
 * Returns the corpus options from the parsed command-line options. `locations` is the command's option for
 * the entity types that count as locations, if it has one.
 */
export const corpusOptions = (
  { tokenColumn, tagColumn, separator, scheme, untyped, labels, splitSentences, strict }: CorpusFormatOptions,
  locations?: '--locations',
): CorpusOptions => ({
  format: 'auto',
  columns: { token: tokenColumn, tag: tagColumn, separator },
  scheme: schemeNamed(scheme),
  untyped,
  labels: labels?.split(',').map((name) => name.trim()),
  sentences: { split: splitSentences },
  documents: { boundary: 'auto' },
  strict: strict ?? false,
  names: {
    tokenColumn: '--token-column',
    tagColumn: '--tag-column',
    separator: '--separator',
    scheme: '--scheme',
    untyped: '--untyped',
    labels: '--labels',
    split: '--split-sentences',
    strict: '--strict',
    ...(locations && { locations }),
  },
});
