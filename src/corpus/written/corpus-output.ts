/** @file Documents on their way to one or more outputs. */
import type { AnnotatedDocument } from '../annotated-document.js';
import { Losses } from './losses.js';
import type { WrittenName } from './names.js';
import { writtenFormats } from './registry.js';
import { type Sink, type SinkOptions, sinkOf } from './sink.js';

/** A corpus file that was written: what `nerwin corpus convert --json` prints. */
export interface WrittenCorpus {
  readonly output: string;
  /** Its name as in `--to`. */
  readonly format: string;
  readonly documents: number;
  readonly sentences: number;
  readonly tokens: number;
  readonly entities: number;
  /** What the format cannot keep. */
  readonly lost: readonly string[];
}

/** Takes documents; counts them, and what the format does not keep of them. */
export class CorpusOutput {
  readonly #sink: Sink;
  readonly #losses: Losses;
  readonly #counts = { documents: 0, sentences: 0, tokens: 0, entities: 0 };

  constructor(
    readonly output: string,
    readonly format: WrittenName,
    options: SinkOptions,
  ) {
    this.#losses = new Losses(writtenFormats[format].keeps);
    this.#sink = sinkOf(output, format, options);
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
}

/**
 * Opens an output for each path, passes them to `fill`, and gives the files their names. If anything fails, what was
 * written is removed.
 */
export async function writeCorpora(
  paths: readonly string[],
  format: WrittenName,
  options: SinkOptions,
  fill: (outputs: readonly CorpusOutput[]) => Promise<void>,
): Promise<WrittenCorpus[]> {
  const outputs: CorpusOutput[] = [];
  try {
    for (const path of paths) outputs.push(new CorpusOutput(path, format, options));
    await fill(outputs);
    for (const output of outputs) await output.commit();
    return outputs.map(({ written }) => written);
  } catch (error) {
    for (const output of outputs) output.abandon();
    throw error;
  }
}
