/**
 * @file Trains the networks of a run one after another, or several at a time if there are threads for them.
 */

import type { PreparedRun } from '../dataset/prepared-run.js';
import { NerwinError } from '../error.js';
import { maximum } from '../extremes.js';
import { plural } from '../plural.js';
import { type BestEpoch, isOver } from '../training/trainer.js';
import { TrainingSession, tableBytes } from '../training/training-session.js';
import { trainAtOnce } from './network-threads.js';
import {
  type BagJob,
  isStopped,
  type RunEvent,
  readCheckpoint,
  stop,
  trainNetwork,
} from './network-training.js';
import { runFingerprint } from './provenance.js';
import type { RunFolder } from './run-folder.js';

/** Progress of a network, according to its checkpoint. */
interface Standing {
  readonly network: number;
  /** Number of complete epochs; undefined if there is no checkpoint. */
  readonly epochs: number | undefined;
  readonly isOver: boolean;
}

export class Bag {
  /** Number of networks trained at the same time. */
  readonly parallelNetworks: number;
  readonly #plan: BagJob;
  readonly #unfinished: readonly number[]; // networks still to be trained
  readonly #workplace: TrainingSession | undefined; // the session that trains them in turn

  /**
   * When a run is resumed, its checkpoints and metrics are read first, so that errors show up before hours of
   * training. Throws like {@link readCheckpoint}, {@link RunFolder.readMetrics} and {@link TrainingSession}.
   */
  constructor(
    readonly prepared: PreparedRun,
    folder: RunFolder,
    isResumed: boolean,
  ) {
    const { threads, training } = prepared.config;
    this.#plan = {
      folder,
      fingerprint: runFingerprint(prepared),
      size: training.bag,
      stop: new Int32Array(new SharedArrayBuffer(4)),
    };
    const standings = isResumed ? this.#standings : [];
    for (const { network, epochs } of standings) folder.readMetrics(network, epochs);
    const most = maximum([0, ...standings.map(({ epochs = 0 }) => epochs)]);
    if (most > training.epochs) {
      throw new NerwinError(
        'usage',
        `training.epochs is ${training.epochs}, but the checkpoint has completed ${plural(most, 'epoch', 'epochs')}`,
        `resume with training.epochs=${most} or more, or start over with another --output`,
      );
    }
    this.#unfinished = isResumed
      ? standings.filter((standing) => !standing.isOver).map(({ network }) => network)
      : this.#networks;
    this.parallelNetworks = Math.max(1, Math.min(threads, this.#unfinished.length));
    const clock = (): number => performance.now() / 1000;
    this.#workplace =
      this.parallelNetworks > 1 ? undefined : new TrainingSession(prepared, { threads, tableBytes }, clock);
  }

  /** Number of networks. */
  get size(): number {
    return this.#plan.size;
  }

  get #networks(): number[] {
    return [...Array(this.#plan.size).keys()];
  }

  get #standings(): Standing[] {
    const { config } = this.prepared;
    return this.#networks.map((network) => {
      const checkpoint = readCheckpoint(this.#plan, network);
      if (!checkpoint) return { network, epochs: undefined, isOver: false };
      const { epoch } = checkpoint.position;
      return { network, epochs: epoch, isOver: isOver(config, epoch, checkpoint.bestEpoch) };
    });
  }

  /**
   * Returns the progress according to the checkpoints, in words: `in epoch 3`, `in epoch 3 of network 1,
   * epoch 2 of network 2`, `after the last epoch`.
   */
  get progress(): string {
    const left = this.#standings.filter((standing) => !standing.isOver);
    const begun = left.filter(({ epochs }) => epochs !== undefined);
    const places = (begun.length > 0 ? begun : left.slice(0, 1)).map(({ network, epochs = 0 }) =>
      this.#plan.size > 1 ? `epoch ${epochs + 1} of network ${network + 1}` : `epoch ${epochs + 1}`,
    );
    return places.length > 0 ? `in ${places.join(', ')}` : 'after the last epoch';
  }

  /** Trains all networks to the end, or until they are told to stop. */
  async *train(): AsyncGenerator<RunEvent> {
    const spent = { mining: 0, steps: 0, judging: 0 };
    for (const network of this.#networks)
      if (!this.#unfinished.includes(network)) yield { kind: 'end', network, spent };
    if (this.#workplace) yield* this.#inTurn(this.#workplace);
    else yield* trainAtOnce(this.prepared, this.#plan, this.#unfinished, this.prepared.config.threads);
  }

  *#inTurn(workplace: TrainingSession): Generator<RunEvent> {
    for (const network of this.#unfinished) {
      yield* trainNetwork(workplace, this.#plan, network);
      if (this.isStopped) return;
    }
  }

  /** Tells the networks in training to save their checkpoints and stop. */
  stop(): void {
    stop(this.#plan);
  }

  get isStopped(): boolean {
    return isStopped(this.#plan);
  }

  /** Returns the best epochs of all networks, once they are trained. */
  bests(): BestEpoch[] {
    return this.#networks.map((network) => {
      const best = readCheckpoint(this.#plan, network)?.best(this.prepared.layout);
      if (!best) throw new Error(`no epoch of network ${network + 1} was completed`);
      return best;
    });
  }

  /** Stops the threads. */
  close(): void {
    this.#workplace?.close();
  }
}
