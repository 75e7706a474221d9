/** @file What `nerwin tag` does: the locations in a sentence, a file, or standard input. */
import type { LineBlock } from '../corpus/lines.js';
import { NerwinError } from '../error.js';
import { loadModel } from '../model/model-file.js';
import { operatingPoint, shippedModel } from '../model/shipped.js';
import { ByteBuffer } from '../tagging/byte-buffer.js';
import { type RecordFormat, recordWriter, type WriteRecord } from '../tagging/record.js';
import { tagLines } from '../tagging/tag-lines.js';
import { defaultTableBytes, Tagger } from '../tagging/tagger.js';
import type { Terminal } from './terminal.js';

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
}

export const megabyte = 2 ** 20;
/** The table of one sentence. */
const sentenceTableBytes = megabyte;

/** Tags the sentence in `words`, or the lines of a file or of standard input. */
export async function tag(words: readonly string[], options: TagOptions, io: Terminal): Promise<void> {
  const lines = await linesOf(words, options, io);
  const write = recordWriter(options.json ? 'jsonl' : (options.format ?? 'text'), highlighter(io));
  if (lines) {
    for await (const piece of tagLines(lines, taggerOf(options), write)) await io.out(piece);
  } else await io.out(record(words[0]!, taggerOf(options, sentenceTableBytes), write));
}

/** The lines to tag; undefined when the sentence is given. What reads lines is loaded only for them. */
async function linesOf(
  words: readonly string[],
  { input }: TagOptions,
  io: Terminal,
): Promise<AsyncIterable<LineBlock> | undefined> {
  if (words.length > 1) {
    throw new NerwinError(
      'usage',
      `expected one sentence, found ${words.length} arguments`,
      `put the sentence in quotes: nerwin tag "${words.slice(0, 3).join(' ')} …"`,
    );
  }
  const [sentence] = words;
  if (input !== undefined) {
    if (sentence === undefined) return (await import('../corpus/lines.js')).fileLines(input, 'file');
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
  const [{ plainBytes }, { lineBlocks }] = await Promise.all([
    import('../corpus/bytes.js'),
    import('../corpus/lines.js'),
  ]);
  const name = 'standard input';
  return lineBlocks(plainBytes(io.input as AsyncIterable<Buffer>, name, 'file'), name, 'file');
}

function taggerOf(options: TagOptions, mostBytes = Number.POSITIVE_INFINITY): Tagger {
  const model = loadModel(options.model ?? shippedModel());
  const { threshold, operatingPoint: point, tokenized } = options;
  const tableBytes = options.tableMemory === undefined ? defaultTableBytes : options.tableMemory * megabyte;
  const thresholds =
    threshold === undefined ? operatingPoint(model.header, point) : { start: threshold, extend: threshold };
  return new Tagger(model, {
    thresholds,
    tokenized,
    tableBytes: Math.min(mostBytes, tableBytes),
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
