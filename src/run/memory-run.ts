/**
 * @file A training run that writes nothing: metrics and model stay in memory. The networks of a bag train one after
 * another; the model is the same as that of a run with a folder.
 */
import type { LoadedConfig } from '../config/load.js';
import { type PreparedRun, prepare } from '../dataset/prepared-run.js';
import type { Model } from '../model/model.js';
import type { BestEpoch } from '../training/trainer.js';
import { TrainingSession, tableBytes } from '../training/training-session.js';
import type { RunEvent } from './network-training.js';
import { describe } from './run-summary.js';
import { evaluateSplits } from './split-evaluation.js';
import { trainedModel } from './trained-model.js';
import type { RunResult } from './training-run.js';

export class MemoryRun {
  readonly #started = performance.now();
  readonly #bests: BestEpoch[] = [];
  readonly #spent = { mining: 0, steps: 0, judging: 0 };
  #session: TrainingSession | undefined;
  #prepared: PreparedRun | undefined;
  #preparing = 0; // seconds
  #epochs = 0; // of the first network
  isStopped = false;

  constructor(readonly loaded: LoadedConfig) {}

  /** Reads corpora and vectors. */
  async prepare(say: (line: string) => void): Promise<void> {
    const prepared = await prepare(this.loaded);
    this.#prepared = prepared;
    const { threads } = prepared.config;
    this.#session = new TrainingSession(prepared, { threads, tableBytes }, () => performance.now() / 1000);
    this.#preparing = this.#seconds;
    for (const line of describe(prepared)) say(line);
  }

  get #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Trains all networks, or until `isStopped` is set. */
  async *train(): AsyncGenerator<RunEvent> {
    const { bag } = this.loaded.config.training;
    for (let network = 0; network < bag && this.#session; network++) {
      const trainer = this.#session.newTrainer(network);
      yield { kind: 'begin', network, seed: trainer.parts.settings.seed, epochs: 0 };
      for (const event of trainer.run()) {
        if (event.kind === 'epoch' && network === 0) this.#epochs++;
        yield { ...event, network };
        if (this.isStopped) return;
      }
      if (!trainer.best) throw new Error(`no epoch of network ${network + 1} was completed`);
      this.#bests.push(trainer.best);
      const { spent } = trainer;
      for (const part of ['mining', 'steps', 'judging'] as const) this.#spent[part] += spent[part];
      yield { kind: 'end', network, spent };
    }
  }

  /** Returns the model and its scores. */
  finish(): { readonly result: RunResult; readonly model: Model } {
    const prepared = this.#prepared;
    if (!prepared) throw new Error('the run is not prepared');
    const finishing = this.#seconds;
    const trained = trainedModel(prepared, this.#bests);
    const { dev, test } = evaluateSplits(prepared, trained);
    trained.table.close();
    const seconds = this.#seconds;
    const result = {
      run: null,
      model: null,
      epochs: this.#epochs,
      bestEpoch: trained.model.header.bestEpoch,
      seconds,
      spent: { preparing: this.#preparing, ...this.#spent, finishing: seconds - finishing },
      dev: { token: dev.token, entity: dev.entity },
      test: test && { token: test.token, entity: test.entity },
    };
    return { result, model: trained.model };
  }

  /** Stops the threads. */
  close(): void {
    this.#session?.close();
  }
}
