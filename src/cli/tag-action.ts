/** @file The action of `nerwin tag`: marks the locations in a sentence, a file, or standard input. */
import type { WrittenName } from '../corpus/written/names.js';
import { commandName } from '../document/command-name.js';
import { NerwinError } from '../error.js';
import type { ModelHeader } from '../model/model.js';
import { loadModel, type StoredModel } from '../model/model-file.js';
import { operatingPoint } from '../model/operating-point.js';
import { ByteBuffer } from '../tagging/byte-buffer.js';
import type { ScoreDigits } from '../tagging/json-record.js';
import type { OffsetUnit } from '../tagging/offset-unit.js';
import { type RecordFormat, recordFormats, scoresOf } from '../tagging/record.js';
import type { TagInput } from '../tagging/tag-inputs.js';
import { createTagger, type TagJob } from '../tagging/tag-job.js';
import { defaultTableBytes } from '../tagging/tagger.js';
import { modelPath } from './model-option.js';
import type { Terminal } from './terminal.js';
import { warn, warnOfLines, warnOfSlowKernel } from './warnings.js';

/** Formats of records, and those of corpora. */
export type TagFormat = RecordFormat | WrittenName;

/** Options of `nerwin tag`. */
export interface TagOptions {
  readonly model?: string;
  readonly input?: readonly string[];
  readonly output?: string;
  readonly json?: true;
  readonly format?: TagFormat;
  readonly offsets?: OffsetUnit;
  readonly scores?: ScoreDigits;
  readonly minProbability?: number;
  readonly tokenized?: true;
  readonly document?: true;
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
  const path = modelPath(options.model);
  const source = await sourceOf(words, options, io);
  const model = loadModel(path);
  const { output = '-' } = options;
  if (output === '-') return tagSource(source, options, io, path, model);
  const { fileTerminal } = await import('./file-output.js');
  const { terminal, file } = fileTerminal(output, [path, ...inputFiles(source)], io);
  try {
    await tagSource(source, options, terminal, path, model);
    file.commit();
  } catch (error) {
    file.abandon();
    throw error;
  }
}

async function tagSource(
  source: Source,
  options: TagOptions,
  io: Terminal,
  path: string,
  model: StoredModel,
): Promise<void> {
  const plan = { ...planOf(path, model.header, options, io), stamp: model.stamp };
  if (options.format !== undefined && !isRecordFormat(options.format))
    return tagDocuments(source, options, options.format, io, plan, model);
  if ('sentence' in source) return io.out(record(source.sentence, plan, model));
  const { threads = 1 } = options;
  const { taggedInputs } = await import('../tagging/tag-inputs.js');
  const inputs = await openedInputs(source.inputs, io);
  warnOfSlowKernel('auto', io);
  const { writeUntilSignal } = await import('./interruptible.js');
  warnOfLines(model.header, io);
  if (options.document && threads > 1) warn('--document uses one thread', io);
  await writeUntilSignal(taggedInputs(inputs, plan, model, threads), io.out);
}

/** Writes a format of corpora. Its parts depend on what stands before them, so there is one thread. */
async function tagDocuments(
  source: Source,
  { threads = 1 }: TagOptions,
  format: WrittenName,
  io: Terminal,
  plan: TagJob,
  model: StoredModel,
): Promise<void> {
  const [{ longestDocumentBytes }, { documentPieces }, { writeUntilSignal }] = await Promise.all([
    import('../tagging/tag-documents.js'),
    import('../tagging/tagged-document.js'),
    import('./interruptible.js'),
  ]);
  if (format === 'docbin') (await import('./corpus-output.js')).rejectBinaryOnTerminal(format, '-', io);
  if (threads > 1) warn(`--format ${format} is written by one thread`, io);
  const { tagger } = createTagger(plan, model);
  const lines =
    'inputs' in source
      ? (await openedInputs(source.inputs, io)).map((open) => open(longestDocumentBytes))
      : [
          (async function* () {
            yield { first: 1, lines: [source.sentence] };
          })(),
        ];
  await writeUntilSignal(documentPieces(lines, tagger, format), io.out);
}

const isRecordFormat = (format: TagFormat): format is RecordFormat =>
  recordFormats.some((name) => name === format);

/** What to tag: one sentence, or the lines of inputs, where `-` is standard input. */
type Source = { readonly sentence: string } | { readonly inputs: readonly string[] };

const inputFiles = (source: Source): string[] =>
  'inputs' in source ? source.inputs.filter((input) => input !== '-') : [];

/** Decides what to tag. Throws 'usage' if that is nothing, or several things. */
async function sourceOf(words: readonly string[], { input }: TagOptions, io: Terminal): Promise<Source> {
  if (input !== undefined) return { inputs: await checkedInputs(words, input) };
  if (words.length > 1) {
    throw new NerwinError(
      'usage',
      `expected one sentence, found ${words.length} arguments`,
      `put the sentence in quotes: ${commandName()} tag "${words.slice(0, 3).join(' ')} …"`,
    );
  }
  const [sentence] = words;
  if (sentence === undefined && 'isTTY' in io.input && io.input.isTTY) {
    throw new NerwinError(
      'usage',
      'nothing to tag',
      `try: ${commandName()} tag "Not all museums in Paris are amazing ."`,
    );
  }
  if (sentence === undefined || sentence === '-') return { inputs: ['-'] };
  if (/^\S*$|\.\w{1,5}$/.test(sentence)) (await import('./inputs.js')).warnOfFile(sentence, io);
  return { sentence };
}

async function checkedInputs(words: readonly string[], input: readonly string[]): Promise<string[]> {
  const { inputsOf } = await import('./inputs.js');
  return inputsOf(words, input);
}

/** Returns the inputs. What reads lines is loaded only when it is needed. */
async function openedInputs(inputs: readonly string[], io: Terminal): Promise<TagInput[]> {
  const { fileInput, streamInput } = await import('../tagging/tag-inputs.js');
  return inputs.map((input) =>
    input === '-' ? streamInput(io.input as AsyncIterable<Uint8Array>, 'standard input') : fileInput(input),
  );
}

function planOf(model: string, header: ModelHeader, options: TagOptions, { color }: Terminal): TagJob {
  const { threshold, tableMemory, offsets, minProbability } = options;
  const asked = options.json ? 'jsonl' : (options.format ?? 'text');
  const format = isRecordFormat(asked) ? asked : 'text';
  const unused =
    format === 'jsonl' ? undefined : (['offsets', 'scores'] as const).find((name) => options[name]);
  if (unused !== undefined)
    throw new NerwinError('usage', `--${unused} applies to JSON records only`, 'add --json');
  return {
    model,
    thresholds:
      threshold === undefined
        ? operatingPoint(header, options.operatingPoint)
        : { start: threshold, extend: threshold },
    tokenized: options.tokenized ?? false,
    document: options.document,
    tableBytes: tableMemory === undefined ? defaultTableBytes : tableMemory * megabyte,
    format,
    json: { offsets, scores: options.scores },
    minProbability,
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
