/** @file Files and streams of bytes in the library: line by line, in several threads. */
import { NerwinError } from '../error.js';
import { modelFileOf } from '../model/model-path.js';
import { shippedModelPath } from '../model/shipped.js';
import { type ScoreDigits, scoreDigits } from '../tagging/json-record.js';
import { type OffsetUnit, offsetUnits } from '../tagging/offset-unit.js';
import { type RecordFormat, recordFormats, scoresOf } from '../tagging/record.js';
import { defaultTableBytes } from '../tagging/tagger.js';
import { abortable } from './abort.js';
import { checkOptions, kinds, numberFrom, oneOf, wholeFrom } from './arguments.js';
import { chosenThresholds, rejectTwoChoices } from './chosen-thresholds.js';
import type { TaggerOptions } from './tagger.js';

/** Options of {@link tagLines}; they mean what the options of `nerwin tag` mean. */
export interface TagLinesOptions extends Omit<TaggerOptions, 'onProgress' | 'signal'> {
  /** The path of a text file, or a stream of bytes such as `process.stdin`; UTF-8, plain or gzip. */
  readonly input: string | AsyncIterable<Uint8Array>;
  /** The model file or run folder; the shipped model by default. */
  readonly model?: string | undefined;
  /** The format of the records: `jsonl` by default, `text`, `conll` or `html`. */
  readonly format?: RecordFormat | undefined;
  /** Threads that tag, 1 … 64; 1 by default. The output does not depend on their number. */
  readonly threads?: number | undefined;
  /** Leave out locations with a lower probability, 0 … 1. */
  readonly minProbability?: number | undefined;
  /** What `start` and `end` count in `jsonl`: UTF-16 code units by default, code points or bytes. */
  readonly offsets?: OffsetUnit | undefined;
  /** Scores in `jsonl` with 4 decimals, `rounded`, the default, or all digits, `full`. */
  readonly scores?: ScoreDigits | undefined;
  /** Ends the work with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

const isInput = {
  expected: 'the path of a file or a stream of bytes',
  holds: (value: unknown) =>
    typeof value === 'string' ||
    (typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
  isRequired: true,
};

/**
 * Tags the lines of a file or a stream, and yields their records as bytes of UTF-8: what `nerwin tag --format` prints, one
 * record per line, in order. Memory is bounded, and reading waits for the consumer. With `document`, the input is one document
 * in which mentions of a name agree. Throws a `NerwinError`: `model`, `file` if the input cannot be read or is not
 * UTF-8, `usage`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { createWriteStream } from 'node:fs';
 * import { pipeline } from 'node:stream/promises';
 * import { tagLines } from 'nerwin/tools';
 *
 * await writeFile('news.txt', 'Rain in Paris.\nSun in Rome.\n');
 * await pipeline(tagLines({ input: 'news.txt', format: 'text' }), createWriteStream('tagged.txt'));
 * console.log((await readFile('tagged.txt', 'utf8')).split('\n')[1]); // → Sun in [Rome].
 * ```
 */
export async function* tagLines(options: TagLinesOptions): AsyncGenerator<Uint8Array, void, undefined> {
  checkOptions('options', options, {
    input: isInput,
    model: kinds.isText,
    format: oneOf(recordFormats),
    threads: wholeFrom(1, 64),
    threshold: kinds.isNumber,
    operatingPoint: kinds.isText,
    tokenized: kinds.isFlag,
    document: kinds.isFlag,
    tableMemory: wholeFrom(1, 2048),
    minProbability: numberFrom(0, 1),
    offsets: oneOf(offsetUnits),
    scores: oneOf(scoreDigits),
    signal: kinds.isSignal,
  });
  rejectTwoChoices(options);
  const { input, format = 'jsonl', threads = 1, tableMemory, offsets, scores, signal } = options;
  for (const key of ['offsets', 'scores'] as const)
    if (options[key] !== undefined && format !== 'jsonl')
      throw new NerwinError(
        'usage',
        `options.${key}: only the format jsonl has them`,
        "pass format: 'jsonl'",
      );
  const { loadModel } = await import('../model/model-file.js');
  const { fileInput, streamInput, taggedInputs } = await import('../tagging/tag-inputs.js');
  const path = options.model === undefined ? shippedModelPath() : modelFileOf(options.model);
  const model = loadModel(path);
  const job = {
    model: path,
    stamp: model.stamp,
    thresholds: chosenThresholds(model.header, options),
    tokenized: options.tokenized ?? false,
    document: options.document,
    tableBytes: tableMemory === undefined ? defaultTableBytes : tableMemory * 2 ** 20,
    format,
    json: { offsets, scores },
    minProbability: options.minProbability,
    scores: scoresOf(format),
    marks: ['[', ']'] as const,
  };
  const open = typeof input === 'string' ? fileInput(input) : streamInput(input, 'options.input');
  for await (const { bytes } of abortable(taggedInputs([open], job, model, threads), signal))
    if (bytes.length > 0) yield new Uint8Array(bytes); // a copy: the next records reuse the memory, and streams keep what they get
}
