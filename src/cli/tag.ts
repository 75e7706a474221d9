/** @file The arguments of `nerwin tag`. */
import type { Command } from 'commander';
import { writtenNames } from '../corpus/written/names.js';
import { type ScoreDigits, scoreDigits } from '../tagging/json-record.js';
import { type OffsetUnit, offsetUnits } from '../tagging/offset-unit.js';
import { recordFormats } from '../tagging/record.js';
import { defaultTableBytes } from '../tagging/tagger.js';
import { modelMeaning } from './model-option.js';
import { anyNumber, numberBetween, wholeBetween } from './numbers.js';
import { anyText, type OptionTable, parseArguments } from './option-table.js';
import { megabyte, type TagFormat, type TagOptions, tag } from './tag-action.js';
import type { Terminal } from './terminal.js';

/** Those that are written fast come first. */
const formats = [...new Set<TagFormat>([...recordFormats, ...writtenNames])];

const options: OptionTable<TagOptions> = {
  model: {
    flags: '-m, --model <file>',
    description: modelMeaning,
    read: anyText,
  },
  input: {
    flags: '-i, --input <file>',
    description:
      'tag the lines of a file (plain or gzip) or of standard input (-), in the chosen format; can be repeated',
    read: anyText,
    repeats: true,
  },
  output: {
    flags: '-o, --output <file>',
    description: 'write the result to a file, completely or not at all (default: standard output)',
    read: anyText,
  },
  json: { flags: '--json', description: 'the same as --format jsonl', conflict: 'format' },
  format: {
    flags: '--format <name>',
    description: 'output format (default: text); those of corpora as in `corpus convert`',
    choices: formats,
    read: (text) => text as TagFormat, // one of the choices
  },
  offsets: {
    flags: '--offsets <unit>',
    description:
      'what start and end count in JSON: UTF-16 code units (JavaScript, Java), code points (Python) or bytes of UTF-8 (Rust, Go)',
    choices: offsetUnits,
    read: (text) => text as OffsetUnit, // one of the choices
    fallback: 'utf16',
  },
  scores: {
    flags: '--scores <digits>',
    description: 'write scores and probabilities in JSON with 4 decimals or with all digits',
    choices: scoreDigits,
    read: (text) => text as ScoreDigits, // one of the choices
    fallback: 'rounded',
  },
  minProbability: {
    flags: '--min-probability <fraction>',
    description: 'leave out locations with a lower probability',
    read: numberBetween(0, 1),
  },
  tokenized: {
    flags: '--tokenized',
    description: 'treat each line as one sentence with its tokens separated by (ASCII) spaces',
  },
  document: {
    flags: '--document',
    description:
      'treat each input as one document, in which the scores of a name move toward their mean; reads it to the end first',
  },
  threshold: {
    flags: '--threshold <number>',
    description: "the score above which a token is a location (default: the model's threshold)",
    read: anyNumber,
    conflict: 'operatingPoint',
  },
  operatingPoint: {
    flags: '--operating-point <name>',
    description: 'use a named operating point of the model',
    read: anyText,
  },
  tableMemory: {
    flags: '--table-memory <megabytes>',
    description: 'memory limit for the cache of words already seen',
    read: wholeBetween(1, 2048),
    fallback: defaultTableBytes / megabyte,
  },
  threads: {
    flags: '--threads <number>',
    description: 'number of threads; the output does not depend on it',
    read: wholeBetween(1, 64),
    fallback: 1,
  },
};

/** Runs `nerwin tag` with `args`. */
export async function runTag(args: readonly string[], description: string, io: Terminal): Promise<void> {
  const { words, options: given, asksForHelp } = await parseArguments('tag', options, args);
  if (!asksForHelp) return tag(words, given, io);
  const [{ commandHelp }, { helpColumns, printHelp }] = await Promise.all([
    import('./option-help.js'),
    import('./print.js'),
  ]);
  await printHelp(commandHelp(await tagSyntax(description), io.outColumns ?? helpColumns), io);
}

/** Returns the arguments and options of `nerwin tag` as a command of commander. */
export async function tagSyntax(description: string): Promise<Command> {
  const { tableCommand } = await import('./option-help.js');
  const sentence = ['[sentence...]', 'the sentence in quotes, or - for the lines of standard input'] as const;
  return tableCommand('tag', description, sentence, options);
}
