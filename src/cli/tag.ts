/** @file The arguments of `nerwin tag`. */
import { Command, Option } from 'commander';
import { recordFormats } from '../tagging/record.js';
import { defaultTableBytes } from '../tagging/tagger.js';
import { anyNumber, wholeBetween } from './numbers.js';
import { megabyte, type TagOptions, tag } from './tag-action.js';
import type { Terminal } from './terminal.js';

export const tagCommand = (io: Terminal): Command =>
  new Command('tag')
    .description('mark the locations in a sentence, a file, or standard input')
    .argument('[sentence...]', 'the sentence in quotes, or - for the lines of standard input')
    .option('-m, --model <file>', 'a model written by nerwin train (default: the shipped model)')
    .option(
      '-i, --input <file>',
      'tag the lines of a file (plain or gzip) or of standard input (-); writes one record per line',
    )
    .addOption(new Option('--json', 'the same as --format jsonl').conflicts('format'))
    .addOption(new Option('--format <name>', 'output format (default: text)').choices(recordFormats))
    .option('--tokenized', 'treat each line as one sentence with its tokens separated by spaces')
    .addOption(
      new Option(
        '--threshold <number>',
        "the score above which a token is a location (default: the model's threshold)",
      )
        .argParser(anyNumber)
        .conflicts('operatingPoint'),
    )
    .option('--operating-point <name>', 'use a named operating point of the model')
    .option(
      '--table-memory <megabytes>',
      'memory limit for the cache of words already seen',
      wholeBetween(1, 2048),
      defaultTableBytes / megabyte,
    )
    .option(
      '--threads <number>',
      'number of threads; the output does not depend on it',
      wholeBetween(1, 64),
      1,
    )
    .action((words: string[], options: TagOptions) => tag(words, options, io));
