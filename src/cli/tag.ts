/** @file `nerwin tag`: the locations in a sentence, a file, or standard input. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { plainBytes } from '../corpus/bytes.js';
import { fileLines, type LineBlock, lineBlocks } from '../corpus/lines.js';
import { NerwinError } from '../error.js';
import { loadModel } from '../model/model-file.js';
import { operatingPoint, shippedModel } from '../model/shipped.js';
import { ByteBuffer } from '../tagging/byte-buffer.js';
import { type RecordFormat, recordFormats, recordWriter, type WriteRecord } from '../tagging/record.js';
import { tagLines } from '../tagging/tag-lines.js';
import { defaultTableBytes, Tagger } from '../tagging/tagger.js';
import type { Terminal } from './terminal.js';

interface TagOptions {
  readonly model?: string;
  readonly input?: string;
  readonly json?: true;
  readonly format?: RecordFormat;
  readonly tokenized?: true;
  readonly threshold?: number;
  readonly operatingPoint?: string;
  readonly tableMemory: number;
}

const megabyte = 2 ** 20;
/** The table of one sentence. */
const sentenceTableBytes = 4 * megabyte;

export const tagCommand = (io: Terminal): Command =>
  new Command('tag')
    .description('mark the locations in a sentence, a file, or standard input')
    .argument('[sentence...]', 'the sentence in quotes, or - for the lines of standard input')
    .option('-m, --model <file>', 'a model written by nerwin train (default: the one that ships)')
    .option('-i, --input <file>', 'tag the lines of a file, plain or gzip; one record a line')
    .addOption(new Option('--json', 'the same as --format jsonl').conflicts('format'))
    .addOption(
      new Option('--format <name>', 'how records are written (default: text)').choices(recordFormats),
    )
    .option('--tokenized', 'each line is one sentence, its tokens are divided by spaces')
    .addOption(
      new Option('--threshold <number>', "a score over which a token is a location (default: the model's)")
        .argParser(decimal)
        .conflicts('operatingPoint'),
    )
    .option('--operating-point <name>', 'one of the named thresholds of the model')
    .option(
      '--table-memory <megabytes>',
      'the most memory for words that were seen before',
      megabytes,
      defaultTableBytes / megabyte,
    )
    .action((words: string[], options: TagOptions) => tag(words, options, io));

async function tag(words: readonly string[], options: TagOptions, io: Terminal): Promise<void> {
  const lines = linesOf(words, options, io);
  const write = recordWriter(options.json ? 'jsonl' : (options.format ?? 'text'), highlighter(io));
  if (lines) {
    for await (const piece of tagLines(lines, taggerOf(options), write)) await io.out(piece);
  } else await io.out(record(words[0]!, taggerOf(options, sentenceTableBytes), write));
}

/** The lines to tag; undefined when the sentence is given. */
function linesOf(
  words: readonly string[],
  { input }: TagOptions,
  io: Terminal,
): AsyncIterable<LineBlock> | undefined {
  if (words.length > 1) {
    throw new NerwinError(
      'usage',
      `expected one sentence, found ${words.length} arguments`,
      `put the sentence in quotes: nerwin tag "${words.slice(0, 3).join(' ')} …"`,
    );
  }
  const [sentence] = words;
  if (input !== undefined) {
    if (sentence === undefined) return fileLines(input, 'file');
    throw new NerwinError('usage', 'both a sentence and --input are given', 'give one of them');
  }
  if (sentence === undefined && 'isTTY' in io.input && io.input.isTTY) {
    throw new NerwinError(
      'usage',
      'nothing to tag',
      'try: nerwin tag "Not all museums in Paris are amazing ."',
    );
  }
  if (sentence !== undefined && sentence !== '-') return undefined;
  const name = 'standard input';
  return lineBlocks(plainBytes(io.input as AsyncIterable<Buffer>, name, 'file'), name, 'file');
}

function taggerOf(options: TagOptions, mostBytes = Number.POSITIVE_INFINITY): Tagger {
  const model = loadModel(options.model ?? shippedModel());
  const { threshold, operatingPoint: point, tableMemory, tokenized } = options;
  const thresholds =
    threshold === undefined ? operatingPoint(model.header, point) : { start: threshold, extend: threshold };
  return new Tagger(model, {
    thresholds,
    tokenized,
    tableBytes: Math.min(mostBytes, tableMemory * megabyte),
  });
}

function record(sentence: string, tagger: Tagger, write: WriteRecord): Uint8Array {
  const out = new ByteBuffer();
  const tagged = tagger.tag(sentence);
  if (tagged.tokens.count === 0) {
    throw new NerwinError('usage', 'the sentence is empty', 'give some words, or - to read lines');
  }
  write(tagged, out);
  return out.take();
}

/** Colour where there is any, brackets elsewhere. */
function highlighter({ color }: Terminal): (location: string) => string {
  return color.level > 0 ? (location) => color.bold.cyan(location) : (location) => `[${location}]`;
}

function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number');
  return value;
}

function megabytes(text: string): number {
  const value = Number(text);
  if (!/^\d{1,4}$/.test(text) || value < 1 || value > 2048) {
    throw new InvalidArgumentError('expected a whole number of 1 … 2048');
  }
  return value;
}
