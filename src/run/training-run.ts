/**
 * @file Runs a training run: writes metrics and checkpoints to the run folder after every epoch, and at the
 * end the model and the report.
 */
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { stringifyConfig } from '../config/write.js';
import { dataWarnings } from '../dataset/data-warnings.js';
import { type PreparedRun, prepare } from '../dataset/prepared-run.js';
import type { Evaluation } from '../evaluation/evaluate.js';
import { writeAtomically } from '../file.js';
import { isThere } from '../is-there.js';
import type { BagNetwork } from '../model/model.js';
import { saveModel } from '../model/save-model.js';
import type { PhaseSeconds } from '../training/trainer.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { Bag } from './bag.js';
import { readEnvironment } from './environment.js';
import type { RunEvent } from './network-training.js';
import type { RunFolder } from './run-folder.js';
import { type RunOptions, type RunRequest, resolveRunOptions } from './run-options.js';
import type { EpochReport, NetworkReport } from './run-report.js';
import { describe } from './run-summary.js';
import { evaluateSplits } from './split-evaluation.js';
import { trainedModel } from './trained-model.js';

/** The result of a training run: what the library returns, and what `nerwin train --json` prints. */
export interface RunResult {
  /** The run folder; null if nothing was written. */
  readonly run: string | null;
  /** The path of the model; null if nothing was written. */
  readonly model: string | null;
  /** Number of epochs of the first network; `bestEpoch` also belongs to it. */
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly seconds: number;
  /**
   * Seconds spent per phase in the process that finished the run; those of networks trained at the same time
   * are added up.
   */
  readonly spent: PhaseSeconds & { readonly preparing: number; readonly finishing: number };
  readonly dev: Evaluation;
  readonly test: Evaluation | null;
}

/** The result of a run with a folder. */
export interface WrittenResult extends RunResult {
  readonly run: string;
  readonly model: string;
}

export class TrainingRun {
  #opened: Bag | undefined;
  readonly #started = performance.now();
  #preparing = 0; // seconds
  readonly #spent: PhaseSeconds = { mining: 0, steps: 0, judging: 0 };

  #unlock: (() => void) | undefined;
  #isTrained = false;

  private constructor(readonly request: RunRequest) {}

  /** See {@link resolveRunOptions}. */
  static open(options: RunOptions): TrainingRun {
    return new TrainingRun(resolveRunOptions(options));
  }

  get folder(): RunFolder {
    return this.request.folder;
  }

  get loaded(): LoadedConfig {
    return this.request.loaded;
  }

  /** Its networks, once it is prepared. */
  get bag(): Bag {
    if (!this.#opened) throw new Error('the run is not prepared');
    return this.#opened;
  }

  /**
   * Locks the folder, reads corpora and vectors, and writes the config. If anything is invalid, the folder stays as
   * it was. Throws 'file' if another process is writing to the folder.
   */
  async prepare(say: (line: string) => void): Promise<void> {
    this.#unlock = this.folder.lock();
    try {
      await this.#prepare(say);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async #prepare(say: (line: string) => void): Promise<void> {
    const { isResumed, isStartedAgain } = this.request.recheck();
    const prepared = await prepare(this.loaded);
    const bag = await this.#newBag(prepared, isResumed);
    this.#opened = bag;
    this.#preparing = this.#seconds;
    for (const line of describe(prepared)) say(line);
    this.folder.demandLock();
    if (isResumed) {
      this.folder.claimTraining(bag.size);
      say(`resuming ${bag.progress}`);
      this.#updateConfig(say);
      return;
    }
    if (isStartedAgain) say('there is no checkpoint yet: the run starts again');
    const earlier = isStartedAgain ? undefined : this.folder.clear();
    this.folder.claimTraining(bag.size);
    if (earlier) say(`the previous run is kept in ${earlier} until this one is complete`);
    writeAtomically(this.folder.file('config'), stringifyConfig(this.loaded.config));
    writeAtomically(
      this.folder.file('environment'),
      `${JSON.stringify(readEnvironment(prepared), null, 2)}\n`,
    );
  }

  async #newBag(prepared: PreparedRun, isResumed: boolean): Promise<Bag> {
    try {
      return new Bag(prepared, this.folder, isResumed);
    } catch (error) {
      const { withDifferences } = await import('./resume-differences.js');
      throw withDifferences(error, this.folder, prepared);
    }
  }

  /** Writes the config again if the run goes on with another number of epochs, threads or kernel. */
  #updateConfig(say: (line: string) => void): void {
    const path = this.folder.file('config');
    const text = stringifyConfig(this.loaded.config);
    if (isThere(path) && readWhole(path, 'file', sizeLimits.settings).toString() === text) return;
    const { rate, epochs } = this.loaded.config.training;
    const before = isThere(path) ? loadConfig(path).config.training.epochs : epochs;
    if (before !== epochs) {
      const differs =
        rate.schedule === 'linear'
          ? '; the linear schedule of the rate now ends there, so the model is not that of one run'
          : '';
      say(`training goes on to epoch ${epochs} instead of ${before}${differs}`);
    }
    writeAtomically(path, text);
  }

  /** Returns warnings about its data, once it is prepared. */
  warnings(): string[] {
    return dataWarnings(this.bag.prepared);
  }

  /** Returns the seconds since the run was opened. */
  get #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /**
   * Trains all networks; metrics and checkpoint are written after every epoch. Ends early if the bag is told
   * to stop, and then unlocks the folder.
   */
  async *train(): AsyncGenerator<RunEvent> {
    try {
      for await (const event of this.bag.train()) {
        if (event.kind === 'end')
          for (const part of ['mining', 'steps', 'judging'] as const) this.#spent[part] += event.spent[part];
        yield event;
      }
      this.#isTrained = !this.bag.isStopped;
    } finally {
      if (!this.#isTrained) this.#unlockFolder();
    }
  }

  /** Writes model and report, and unlocks the folder. */
  async finish(): Promise<WrittenResult> {
    try {
      return await this.#finish();
    } finally {
      this.#unlockFolder();
    }
  }

  async #finish(): Promise<WrittenResult> {
    const { reportRun } = await import('./report-files.js'); // imported here because it loads the drawing libraries
    const finishing = this.#seconds;
    const { prepared } = this.bag;
    const trained = trainedModel(prepared, this.bag.bests());
    const { model, table } = trained;
    this.folder.whileLocked(() => {
      this.folder.claimResults();
      saveModel(this.folder.file('model'), model);
    });
    const { dev, test } = evaluateSplits(prepared, trained);
    table.close();
    const seconds = this.#seconds;
    const outcome = {
      epochs: this.#epochReports(0),
      bestEpoch: model.header.bestEpoch,
      ...(model.header.members ? { members: this.#memberReports(model.header.members) } : {}),
      seconds,
      dev,
      test,
    };
    this.folder.whileLocked(() => reportRun(this.folder, prepared, outcome));
    this.folder.forgetEarlier();
    return {
      run: this.folder.path,
      model: this.folder.file('model'),
      epochs: outcome.epochs.length,
      bestEpoch: outcome.bestEpoch,
      seconds,
      spent: { preparing: this.#preparing, ...this.#spent, finishing: seconds - finishing },
      dev: { token: dev.token, entity: dev.entity },
      test: test && { token: test.token, entity: test.entity },
    };
  }

  #epochReports(network: number): EpochReport[] {
    const timings = new Map(this.folder.readTimings(network).map((timing) => [timing.epoch, timing]));
    return this.folder.readMetrics(network).map((metrics) => ({ ...metrics, ...timings.get(metrics.epoch) }));
  }

  #memberReports(members: readonly BagNetwork[]): NetworkReport[] {
    return members.map(({ seed, bestEpoch }, k) => {
      const epochs = this.#epochReports(k);
      return { seed, bestEpoch, entity: epochs[bestEpoch - 1].dev.entity, epochs };
    });
  }

  /** Stops the threads. Unlocks the folder, unless the run is to be finished. */
  close(): void {
    this.#opened?.close();
    if (!this.#isTrained) this.#unlockFolder();
  }

  #unlockFolder(): void {
    this.#unlock?.();
    this.#unlock = undefined;
  }
}
