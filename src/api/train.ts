/// <reference lib="esnext.disposable" preserve="true" />
/** @file Training in the library: a run whose events can be followed, and whose result can be awaited. */
import { readFile } from 'node:fs/promises';
import type { ConfigInput } from '../config/settings.js';
import { NerwinError } from '../error.js';
import { withMemoryFiles } from '../memory-files.js';
import type { RunEvent } from '../run/network-training.js';
import type { RunResult } from '../run/training-run.js';
import { throwIfAborted } from './abort.js';
import { type AnnotatedText, type AnnotatedTokens, withFiles } from './annotated-text.js';
import { checkOptions, conflict, kinds, required, wrong } from './arguments.js';
import { EventQueue } from './event-queue.js';

type Files<Key extends 'train' | 'dev' | 'test'> =
  | ConfigInput['corpus'][Key]
  | readonly (AnnotatedTokens | AnnotatedText)[];

/**
 * A config as a value: the same keys as in a file (see configs/README.md). Paths are relative to the current
 * directory. In `corpus`, the splits can also be sentences or texts in memory.
 */
export type TrainConfig = Omit<ConfigInput, 'corpus'> & {
  readonly corpus: Omit<ConfigInput['corpus'], 'train' | 'dev' | 'test'> & {
    readonly train: Files<'train'>;
    readonly dev: Files<'dev'>;
    readonly test?: Files<'test'>;
  };
};

/** Options of {@link train}. */
export interface TrainOptions {
  /** The config, or the path of a config file. May be missing if a run is resumed. */
  readonly config?: TrainConfig | string | undefined;
  /** The run folder; null keeps everything in memory. */
  readonly output: string | null;
  /** Continue the run in the folder from its checkpoint. */
  readonly resume?: boolean | undefined;
  /** Replace a run that is in the folder. */
  readonly overwrite?: boolean | undefined;
  /** Ends the run at the next batch; with a folder, it can be resumed. */
  readonly signal?: AbortSignal | undefined;
}

/** What happens in a run: lines that describe the data, then the events of its networks. */
export type TrainEvent = { readonly kind: 'note'; readonly text: string } | RunEvent;

const isConfig = {
  expected: 'an object or the path of a config file',
  holds: (value: unknown) =>
    typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value)),
};
const isOutput = {
  expected: 'the path of a folder, or null',
  holds: (value: unknown) => value === null || typeof value === 'string',
};

/**
 * A run that trains. It is an async iterable of its events; `result` is there whether they are followed or not.
 * Leaving its scope with `using` or `await using` stops it.
 */
export class Run implements AsyncIterable<TrainEvent> {
  /** The result: files and scores. Rejects with a `NerwinError` if the run fails or is stopped. */
  readonly result: Promise<RunResult>;
  readonly #events = new EventQueue<TrainEvent>();
  readonly #stopping = new AbortController();
  #model: (() => Promise<Uint8Array<ArrayBuffer>>) | undefined;

  /** @internal */
  constructor(options: TrainOptions) {
    this.result = this.#run(options);
    this.result.then(
      () => this.#events.end(),
      (error: unknown) => this.#events.fail(error),
    );
  }

  /** Follows the events from the first one on; throws what `result` rejects with. */
  [Symbol.asyncIterator](): AsyncIterator<TrainEvent, void, undefined> {
    return this.#events.read();
  }

  /**
   * Stops at the next batch. Then `result` rejects with the code `interrupted`, unless the run is over.
   *
   * @example
   * ```ts
   * import { NerwinError, train } from 'nerwin';
   *
   * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
   * const corpus = { train: [sentence], dev: [sentence] };
   * const run = train({ config: { corpus, vectors: { file: 'shipped' } }, output: null });
   * run.stop();
   * const error: unknown = await run.result.catch((reason: unknown) => reason);
   * console.log(error instanceof NerwinError && error.code); // → interrupted
   * ```
   */
  stop(): void {
    this.#stopping.abort();
  }

  /**
   * Returns the model as bytes, once the run is over.
   *
   * @example
   * ```ts
   * import { Tagger, train } from 'nerwin';
   *
   * const sentence = { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] };
   * const config = {
   *   corpus: { train: [sentence], dev: [sentence] },
   *   vectors: { file: 'shipped' },
   *   training: { epochs: 2 },
   * };
   * const run = train({ config, output: null });
   * const tagger = await Tagger.load(await run.model());
   * console.log(tagger.tag('She lives in Rome.').tokens.length); // → 5
   * ```
   */
  async model(): Promise<Uint8Array<ArrayBuffer>> {
    await this.result;
    if (!this.#model) throw new Error('a run without a model');
    return this.#model();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await this.result.catch(() => {});
  }

  async #run(options: TrainOptions): Promise<RunResult> {
    await undefined; // errors are rejections, and the caller gets the run first
    checkOptions('options', options, {
      config: isConfig,
      output: required(isOutput),
      resume: kinds.isFlag,
      overwrite: kinds.isFlag,
      signal: kinds.isSignal,
    });
    const { config, output, signal } = options;
    for (const key of ['resume', 'overwrite'] as const)
      if (output === null && options[key]) throw conflict(`options.${key}`, 'options.output: null');
    throwIfAborted(signal);
    const stop = (): void => this.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const { config: given, files } =
        typeof config === 'object' ? withFiles({ ...config }) : { config, files: new Map() };
      return await withMemoryFiles(files, () =>
        output === null ? this.#inMemory(given) : this.#inFolder({ ...options, output }, given),
      );
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  async #inMemory(config: Readonly<Record<string, unknown>> | string | undefined): Promise<RunResult> {
    if (config === undefined) throw wrong('options.config', isConfig.expected, config);
    // Loaded when it is called, as in all functions of the library but those that tag: most programs only tag.
    const { MemoryRun } = await import('../run/memory-run.js');
    const { loadConfig, resolveConfig } = await import('../config/load.js');
    const { modelBytes } = await import('../model/save-model.js');
    const run = new MemoryRun(
      typeof config === 'string' ? loadConfig(config) : resolveConfig(config, process.cwd()),
    );
    try {
      await run.prepare(this.#say);
      for await (const event of run.train()) {
        await this.#show(event);
        if (this.#stopping.signal.aborted) run.isStopped = true;
      }
      if (run.isStopped) throw stopped('nothing was written', 'call train again to start over');
      const { result, model } = run.finish();
      this.#model = async () => modelBytes(model);
      return result;
    } finally {
      run.close();
    }
  }

  async #inFolder(
    { output, resume, overwrite }: TrainOptions & { readonly output: string },
    config: Readonly<Record<string, unknown>> | string | undefined,
  ): Promise<RunResult> {
    const { TrainingRun } = await import('../run/training-run.js');
    const run = TrainingRun.open({
      ...(config === undefined ? {} : { config }),
      set: [],
      output,
      ...(resume ? { resume } : {}),
      ...(overwrite ? { overwrite } : {}),
    });
    try {
      await run.prepare(this.#say);
      for await (const event of run.train()) {
        await this.#show(event);
        if (this.#stopping.signal.aborted) run.bag.stop();
      }
      if (run.bag.isStopped)
        throw stopped(`a checkpoint is in ${output}`, 'continue with the options resume and output');
      const result = await run.finish();
      this.#model = async () => new Uint8Array(await readFile(result.model));
      return result;
    } finally {
      run.close();
    }
  }

  readonly #say = (text: string): void => this.#events.push({ kind: 'note', text });

  /** Passes an event on, and lets signals and other tasks have their turn. */
  async #show(event: RunEvent): Promise<void> {
    this.#events.push(event);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const stopped = (what: string, hint: string): NerwinError =>
  new NerwinError('interrupted', `the run was stopped; ${what}`, hint);

/**
 * Trains a model. The same config gives the same bytes, whatever the output is. Returns at once; errors reject
 * `run.result`: a `NerwinError` of code `config` with one line per problem, each with the path of its key, `corpus`
 * and `vectors` for the data, `usage` for the options, `diverged`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { train } from 'nerwin';
 *
 * const run = train({
 *   config: {
 *     corpus: { root: 'shipped', train: 'wire-train.conll', dev: 'wire-dev.conll' },
 *     vectors: { file: 'shipped' },
 *     training: { epochs: 1 },
 *   },
 *   output: null,
 * });
 * for await (const event of run)
 *   if (event.kind === 'epoch') console.log(event.metrics.epoch); // → 1
 * console.log((await run.result).epochs); // → 1
 * ```
 *
 * @example Texts in memory, with the characters of their locations
 * ```ts
 * import { train } from 'nerwin';
 *
 * const texts = [
 *   { text: 'I flew to New York.', entities: [{ start: 10, end: 18, type: 'LOC' }] },
 *   { text: 'It was late.', entities: [] },
 * ];
 * const config = { corpus: { train: texts, dev: texts }, vectors: { file: 'shipped' }, training: { epochs: 3 } };
 * const { dev } = await train({ config, output: null }).result;
 * console.log(dev.entity.recall); // → 1
 * ```
 */
export const train = (options: TrainOptions): Run => new Run(options);
