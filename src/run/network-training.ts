/** @file Trains one network of a run; its metrics and its checkpoint are written after every epoch. */
import { NerwinError } from '../error.js';
import { Checkpoint, saveCheckpoint } from '../training/checkpoint.js';
import type { PhaseSeconds, TrainingEvent } from '../training/trainer.js';
import type { TrainingSession } from '../training/training-session.js';
import type { RunFolder } from './run-folder.js';

/**
 * Progress events of a run; `network` is the number of the network, from 0. A network may begin with some
 * epochs already complete.
 */
export type RunEvent =
  | { readonly kind: 'begin'; readonly network: number; readonly seed: number; readonly epochs: number }
  | (TrainingEvent & { readonly network: number })
  | { readonly kind: 'end'; readonly network: number; readonly spent: PhaseSeconds };

/** The networks of a run. */
export interface BagJob {
  readonly folder: RunFolder;
  /** The fingerprint that checkpoints must have; the network's number is appended to it. */
  readonly fingerprint: string;
  /** Number of networks. */
  readonly size: number;
  /** A stop flag in shared memory: once it is not 0, every network stops at its next event. */
  readonly stop: Int32Array;
}

/** Tells all networks of a bag to stop. */
export const stop = (bag: BagJob): void => void Atomics.store(bag.stop, 0, 1);
/** True if they were told to stop. */
export const isStopped = (bag: BagJob): boolean => Atomics.load(bag.stop, 0) !== 0;

/** Returns the fingerprint that a network's checkpoint must have. */
const fingerprintOf = (bag: BagJob, network: number): string => `${bag.fingerprint}-${network}`;

/** Returns the checkpoint of a network, if it has one. Throws like {@link Checkpoint}. */
export function readCheckpoint(bag: BagJob, network: number): Checkpoint | undefined {
  if (!bag.folder.hasCheckpoint(network)) return undefined;
  return new Checkpoint(bag.folder.checkpoint(network), fingerprintOf(bag, network));
}

/**
 * Trains a network, starting from its checkpoint if it has one. When told to stop, it saves a checkpoint and
 * emits no `end` event.
 */
export function* trainNetwork(workplace: TrainingSession, bag: BagJob, network: number): Generator<RunEvent> {
  const { folder } = bag;
  folder.demandLock();
  folder.makeNetworkFolder(network);
  const trainer = workplace.newTrainer(network);
  readCheckpoint(bag, network)?.restore(trainer);
  const save = (): void =>
    folder.whileLocked(() =>
      saveCheckpoint(folder.checkpoint(network), trainer, fingerprintOf(bag, network)),
    );
  const metrics = folder.readMetrics(network).slice(0, trainer.position.epoch);
  const timings = folder.readTimings(network).filter(({ epoch }) => epoch <= trainer.position.epoch);
  const { seed } = trainer.parts.settings;
  yield { kind: 'begin', network, seed, epochs: trainer.position.epoch };
  try {
    for (const event of trainer.run()) {
      if (event.kind === 'epoch') {
        metrics.push(event.metrics);
        timings.push(event.timing);
        folder.writeMetrics(network, metrics);
        folder.writeTimings(network, timings);
        save();
      }
      yield { ...event, network };
      if (!isStopped(bag)) continue;
      save();
      return;
    }
  } catch (error) {
    throw bag.size > 1 ? named(network, error) : error;
  }
  yield { kind: 'end', network, spent: trainer.spent };
}

/** Adds the network's number to the error that training diverged. */
function named(network: number, error: unknown): unknown {
  if (!(error instanceof NerwinError) || error.code !== 'diverged') return error;
  return new NerwinError('diverged', `network ${network + 1}: ${error.message}`, error.hint);
}
