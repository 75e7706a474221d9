/** @file The action of `nerwin tag`: marks the locations in a sentence, a file, or standard input. */
import type { LineBlock } from '../corpus/lines.js';
import { commandName } from '../document/command-name.js';
import { NerwinError } from '../error.js';
import type { ModelHeader } from '../model/model.js';
import { loadModel, type StoredModel } from '../model/model-file.js';
import { operatingPoint } from '../model/operating-point.js';
import { shippedModelPath } from '../model/shipped.js';
import { ByteBuffer } from '../tagging/byte-buffer.js';
import { type RecordFormat, scoresOf } from '../tagging/record.js';
import { createTagger, type TagJob } from '../tagging/tag-job.js';
import { tagLines } from '../tagging/tag-lines.js';
import { defaultTableBytes } from '../tagging/tagger.js';
import type { Terminal } from './terminal.js';
import { warnOfSlowKernel } from './warnings.js';

/** Options of `nerwin tag`. */
export interface TagOptions {
  readonly model?: string;
  readonly input?: string;
  readonly json?: true;
  readonly format?: RecordFormat;
  readonly tokenized?: true;
  readonly threshold?: number;
  readonly operatingPoint?: string;
  /** In megabytes. */
  readonly tableMemory?: number;
  /** Threads that tag lines; 1 by default. */
  readonly threads?: number;
}

export const megabyte = 2 ** 20;
/** Size of the score table for a single sentence, in bytes. */
const sentenceTableBytes = megabyte;

/** Tags the sentence in `words`, or the lines of a file or of standard input. */
export async function tag(words: readonly string[], options: TagOptions, io: Terminal): Promise<void> {
  const lines = await textLines(words, options, io);
  const path = options.model ?? shippedModelPath();
  const model = loadModel(path);
  const plan = planOf(path, model.header, options, io);
  const { threads = 1 } = options;
  if (!lines) {
    await io.out(record(words[0], plan, model));
    return;
  }
  warnOfSlowKernel('auto', io);
  if (threads === 1) {
    const { tagger, write } = createTagger(plan, model);
    for await (const piece of tagLines(lines, tagger, write)) await io.out(piece);
  } else {
    const { tagInThreads } = await import('../tagging/tag-threads.js');
    for await (const piece of tagInThreads(lines, plan, threads)) await io.out(piece);
  }
}

/**
 * Returns the lines to tag, or undefined if a sentence is given. The line reader is loaded only when it is
 * needed.
 */
async function textLines(
  words: readonly string[],
  { input }: TagOptions,
  io: Terminal,
): Promise<AsyncIterable<LineBlock> | undefined> {
  if (words.length > 1) {
    throw new NerwinError(
      'usage',
      `expected one sentence, found ${words.length} arguments`,
      `put the sentence in quotes: ${commandName()} tag "${words.slice(0, 3).join(' ')} …"`,
    );
  }
  const [sentence] = words;
  if (sentence !== undefined && input !== undefined)
    throw new NerwinError('usage', 'a sentence and --input cannot be combined', 'use one of them');
  const source = sentence ?? input;
  if (source === undefined && 'isTTY' in io.input && io.input.isTTY) {
    throw new NerwinError(
      'usage',
      'nothing to tag',
      `try: ${commandName()} tag "Not all museums in Paris are amazing ."`,
    );
  }
  if (input !== undefined && input !== '-')
    return (await import('../corpus/lines.js')).fileLines(input, 'file');
  if (source !== undefined && source !== '-') return undefined;
  const [{ plainBytes }, { lineBlocks }] = await Promise.all([
    import('../file-bytes.js'),
    import('../corpus/lines.js'),
  ]);
  const name = 'standard input';
  return lineBlocks(plainBytes(io.input as AsyncIterable<Buffer>, name, 'file'), name, 'file');
}

function planOf(model: string, header: ModelHeader, options: TagOptions, { color }: Terminal): TagJob {
  const { threshold, tableMemory } = options;
  const format = options.json ? 'jsonl' : (options.format ?? 'text');
  return {
    model,
    thresholds:
      threshold === undefined
        ? operatingPoint(header, options.operatingPoint)
        : { start: threshold, extend: threshold },
    tokenized: options.tokenized ?? false,
    tableBytes: tableMemory === undefined ? defaultTableBytes : tableMemory * megabyte,
    format,
    scores: scoresOf(format),
    marks: color.level > 0 ? around(color.bold.cyan) : ['[', ']'],
  };
}

function record(sentence: string, plan: TagJob, model: StoredModel): Uint8Array {
  const tableBytes = Math.min(plan.tableBytes, sentenceTableBytes);
  const { tagger, write } = createTagger({ ...plan, tableBytes, scores: 'all' }, model); // scoring all tokens is faster here: preparing to skip some takes longer than one sentence
  const out = new ByteBuffer();
  const tagged = tagger.tag(sentence);
  if (tagged.tokens.count === 0) {
    throw new NerwinError(
      'usage',
      'the sentence is empty',
      'give at least one word, or - to read lines from standard input',
    );
  }
  write(tagged, out);
  return out.take();
}

/** Returns the escape sequences that a color puts before and after a text. */
function around(paint: (text: string) => string): [before: string, after: string] {
  const [before, after] = paint(' ').split(' ');
  return [before, after];
}
