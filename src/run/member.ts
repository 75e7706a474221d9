/** @file One network of a run in training: after every epoch its metrics and its checkpoint are on the disk. */
import { NerwinError } from '../error.js';
import { Checkpoint, saveCheckpoint } from '../training/checkpoint.js';
import type { Spent, TrainingEvent } from '../training/trainer.js';
import type { Workplace } from '../training/workplace.js';
import { RunFolder } from './run-folder.js';

/** What a run tells while it trains: of which network, counted from 0, and how it gets on. It may begin with some epochs complete. */
export type RunEvent =
  | { readonly kind: 'begin'; readonly member: number; readonly seed: number; readonly epochs: number }
  | (TrainingEvent & { readonly member: number })
  | { readonly kind: 'end'; readonly member: number; readonly spent: Spent };

/** The networks of a run: plain data, which can be sent to a thread. */
export interface BagPlan {
  /** The path of the run folder. */
  readonly folder: string;
  /** What checkpoints have to be of; the network's number is added to it. */
  readonly fingerprint: string;
  /** How many networks there are. */
  readonly size: number;
  /** One number, in memory that threads share. Once it is not 0, every network stops at its next event. */
  readonly stop: Int32Array;
}

/** Tells all networks of a bag to stop. */
export const stop = (bag: BagPlan): void => void Atomics.store(bag.stop, 0, 1);
/** Whether they were told to stop. */
export const isStopped = (bag: BagPlan): boolean => Atomics.load(bag.stop, 0) !== 0;

/** What the checkpoint of a network has to be of. */
const fingerprintOf = (bag: BagPlan, member: number): string => `${bag.fingerprint}-${member}`;

/** The checkpoint of a network, if it has one. Throws as {@link Checkpoint} does. */
export function checkpointOf(bag: BagPlan, member: number): Checkpoint | undefined {
  const run = new RunFolder(bag.folder);
  if (!run.hasCheckpoint(member)) return undefined;
  return new Checkpoint(run.checkpoint(member), fingerprintOf(bag, member));
}

/** Trains a network, from its checkpoint on if it has one. When it is told to stop, it saves a checkpoint and tells no end. */
export function* trainMember(workplace: Workplace, bag: BagPlan, member: number): Generator<RunEvent> {
  const run = new RunFolder(bag.folder);
  run.makeMember(member);
  const trainer = workplace.newTrainer(member);
  checkpointOf(bag, member)?.restore(trainer);
  const save = (): void => saveCheckpoint(run.checkpoint(member), trainer, fingerprintOf(bag, member));
  const metrics = run.readMetrics(member).slice(0, trainer.position.epoch);
  const { seed } = trainer.parts.settings;
  yield { kind: 'begin', member, seed, epochs: trainer.position.epoch };
  try {
    for (const event of trainer.run()) {
      if (event.kind === 'epoch') {
        metrics.push(event.metrics);
        run.writeMetrics(member, metrics);
        save();
      }
      yield { ...event, member };
      if (!isStopped(bag)) continue;
      save();
      return;
    }
  } catch (error) {
    throw bag.size > 1 ? named(member, error) : error;
  }
  yield { kind: 'end', member, spent: trainer.spent };
}

/** Says of which network it is that training diverged. */
function named(member: number, error: unknown): unknown {
  if (!(error instanceof NerwinError) || error.fault !== 'diverged') return error;
  return new NerwinError('diverged', `network ${member + 1}: ${error.message}`, error.hint);
}
