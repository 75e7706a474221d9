/** @file `nerwin tag`: its arguments. */
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
    .option('-m, --model <file>', 'a model written by nerwin train (default: the one that ships)')
    .option(
      '-i, --input <file>',
      'tag the lines of a file, plain or gzip, or of standard input (-); one record a line',
    )
    .addOption(new Option('--json', 'the same as --format jsonl').conflicts('format'))
    .addOption(
      new Option('--format <name>', 'how records are written (default: text)').choices(recordFormats),
    )
    .option('--tokenized', 'each line is one sentence, its tokens are divided by spaces')
    .addOption(
      new Option('--threshold <number>', "a score over which a token is a location (default: the model's)")
        .argParser(anyNumber)
        .conflicts('operatingPoint'),
    )
    .option('--operating-point <name>', 'one of the named thresholds of the model')
    .option(
      '--table-memory <megabytes>',
      'the most memory for words that were seen before',
      wholeBetween(1, 2048),
      defaultTableBytes / megabyte,
    )
    .option('--threads <number>', 'threads that tag lines; the records are the same', wholeBetween(1, 64), 1)
    .action((words: string[], options: TagOptions) => tag(words, options, io));
