/** @file What the commands of `nerwin corpus` that write share: the outputs, what is said of them, and options. */

import { type Command, Option } from 'commander';
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import { Losses } from '../corpus/written/losses.js';
import { type WrittenName, writtenNames } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import { type Sink, sinkOf } from './corpus-sink.js';
import type { WrittenCorpus } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

/** Documents on their way to one output; it counts them, and what the format does not keep of them. */
export class CorpusOutput {
  readonly #sink: Sink;
  readonly #losses: Losses;
  readonly #counts = { documents: 0, sentences: 0, tokens: 0, entities: 0 };

  constructor(
    readonly output: string,
    readonly format: WrittenName,
    readonly io: Terminal,
    overwrite?: true,
  ) {
    this.#losses = new Losses(writtenFormats[format].keeps);
    this.#sink = sinkOf(output, format, io, overwrite);
  }

  async write(document: AnnotatedDocument): Promise<void> {
    this.#losses.add(document);
    this.#counts.documents++;
    this.#counts.sentences += document.sentenceEnds.length;
    this.#counts.tokens += document.words.length;
    this.#counts.entities += document.marks.length;
    await this.#sink.write(document);
  }

  /** Gives the file its name. */
  async commit(): Promise<void> {
    await this.#sink.commit();
  }

  /** Removes what was written. */
  abandon(): void {
    this.#sink.abandon();
  }

  /** What was written, and what was lost: a line for each kind. */
  get written(): WrittenCorpus {
    const { output, format } = this;
    return { output, format, ...this.#counts, lost: this.#losses.lines() };
  }

  /** Says what was lost, and what was written unless it went to standard output. */
  async report(): Promise<void> {
    const { io } = this;
    const { output, format, documents, sentences, tokens, entities, lost } = this.written;
    for (const line of lost) io.note(`${io.noteColor.dim('lost:')} ${format} does not keep ${line}`);
    if (output !== '-')
      await print(
        `${output}: ${format}, ${plural(documents, 'document', 'documents')}, ${plural(sentences, 'sentence', 'sentences')}, ${plural(tokens, 'token', 'tokens')}, ${plural(entities, 'entity', 'entities')}\n`,
        io,
      );
  }
}

/**
 * Opens an output for each path, passes them to `fill`, and gives the files their names. If anything fails, what was
 * written is removed.
 */
export async function writeCorpora(
  paths: readonly string[],
  format: WrittenName,
  io: Terminal,
  fill: (outputs: readonly CorpusOutput[]) => Promise<void>,
  overwrite?: true,
): Promise<CorpusOutput[]> {
  const outputs: CorpusOutput[] = [];
  try {
    for (const path of paths) outputs.push(new CorpusOutput(path, format, io, overwrite));
    await fill(outputs);
    for (const output of outputs) await output.commit();
    return outputs;
  } catch (error) {
    for (const output of outputs) output.abandon();
    throw error;
  }
}

/** The meaning of `--overwrite`, for commands that choose the names of their files. */
export const overwriteMeaning = 'replace files that exist in the output folder';

/** Throws 'usage' if a corpus on standard output would be mixed with the JSON about it. */
export function rejectJsonBesideCorpus({ json, output }: { json?: true; output: string }): void {
  if (json && output === '-')
    throw new NerwinError('usage', '--json needs --output', 'the corpus itself goes to standard output');
}

/** Adds `--to`, by default the format of the files. */
export const withTargetFormat = (command: Command): Command =>
  command.addOption(
    new Option('--to <format>', 'format to write (default: that of the files)').choices(writtenNames),
  );
