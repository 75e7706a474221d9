/**
 * @file The resources for training networks one at a time: a kernel, a table, and the training and dev
 * corpora.
 */
import type { Config } from '../config/settings.js';
import { CorpusScorer, tableCapacity } from '../evaluation/corpus-scorer.js';
import type { Kernel } from '../kernels/kernel.js';
import type { ProjectionTable, ScreeningTable } from '../kernels/projection-table.js';
import type { ReadoutName } from '../kernels/readout.js';
import type { NetworkShape } from '../network/network-shape.js';
import { makeScreeningTable, makeTable } from '../simd/choose.js';
import { makeKernel } from '../simd/make-kernel.js';
import { screeningMemoryFactor } from '../simd/screen.js';
import { Corrupter } from '../windows/corruption.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';
import type { Part } from '../windows/weights.js';
import type { Classes } from './classes.js';
import { DevEvaluator } from './dev-evaluator.js';
import type { Objective } from './objective.js';
import { PairObjective, windowsOfBatch } from './pair-objective.js';
import { SoftmaxObjective } from './softmax-objective.js';
import type { StartWeights } from './start-weights.js';
import { Trainer } from './trainer.js';

/** The data on which the networks of a run are trained. It never changes, so threads can share its arrays. */
export interface TrainingData {
  readonly config: Config;
  readonly layout: NetworkShape;
  /** The readout that turns z into a score. */
  readonly head: ReadoutName;
  readonly inputs: Inputs;
  /** For a softmax classifier only. */
  readonly classes: Classes | undefined;
  readonly train: EncodedCorpus;
  readonly dev: EncodedCorpus;
  /** Weighted parts of the training corpus; empty if all weights are 1. */
  readonly parts: readonly Part[];
  /** The weights of another network to start from; undefined for random ones. */
  readonly start?: StartWeights | undefined;
}

/** Resource limits of a session. */
export interface ResourceLimits {
  readonly threads: number;
  /** Memory limit of its table, in bytes. */
  readonly tableBytes: number;
}

/** Memory limit of all tables of a run together, in bytes. */
export const tableBytes = 256 * 2 ** 20;

export class TrainingSession {
  readonly kernel: Kernel;
  readonly #table: ProjectionTable;
  readonly #judge: DevEvaluator;
  readonly #scorer: CorpusScorer<ScreeningTable> | undefined;

  /** `seconds` is the trainers' clock. Throws 'config' like {@link makeKernel}. */
  constructor(
    readonly data: TrainingData,
    means: ResourceLimits,
    readonly seconds: () => number,
  ) {
    const { config, layout, inputs, classes, train, dev } = data;
    this.kernel = makeKernel(config.kernel, {
      layout,
      activation: classes ? 'identity' : config.model.activation,
      inputs,
      capacity: classes ? config.training.batch : windowsOfBatch(config),
      dropout: config.training.dropout,
      threads: means.threads,
    });
    const mines = !classes && config.corruption.strategy === 'hard';
    const screening = mines ? screeningTableFor(data, layout, means) : undefined;
    this.#table = screening ?? tableFor(data, layout, means);
    this.#judge = new DevEvaluator(this.#table, inputs, dev, config);
    this.#scorer = screening && new CorpusScorer(screening, inputs, train);
  }

  /**
   * Returns a new trainer for the network with number `network`, from 0. The previous trainer can't be used
   * any more, because they share the kernel.
   */
  newTrainer(network: number): Trainer {
    const { config } = this.data;
    return new Trainer({
      settings: { ...config, seed: seedOf(config.seed, network) },
      kernel: this.kernel,
      objective: this.#newObjective(),
      judge: this.#judge,
      scorer: this.#scorer,
      start: this.data.start,
      seconds: this.seconds,
    });
  }

  #newObjective(): Objective {
    const { config, classes, train, parts } = this.data;
    if (classes) return new SoftmaxObjective(this.kernel, train, classes, config, parts);
    const { strategy, hard } = config.corruption;
    return new PairObjective(this.kernel, new Corrupter(train, strategy, hard.share, parts), config);
  }

  /** Stops the threads. */
  close(): void {
    this.kernel.close();
    this.#table.close();
  }
}

/** Returns a table for the rows of a run and a network of the given sizes. */
export function tableFor(
  { config, head, inputs }: TrainingData,
  sizes: NetworkShape,
  { threads, tableBytes }: ResourceLimits,
): ProjectionTable {
  const capacity = tableCapacity(inputs.dense.length, sizes.slots.length, sizes.stride, tableBytes);
  return makeTable(config.kernel, sizes, head, capacity, { threads });
}

/** Returns the same table with screening, in the same memory. */
function screeningTableFor(
  { config, head, inputs }: TrainingData,
  sizes: NetworkShape,
  { threads, tableBytes }: ResourceLimits,
): ScreeningTable {
  const bytes = tableBytes / screeningMemoryFactor;
  const capacity = tableCapacity(inputs.dense.length, sizes.slots.length, sizes.stride, bytes);
  return makeScreeningTable(config.kernel, sizes, head, capacity, { threads });
}

/** Returns the seed of the network with number `network`: seed, seed + 1, …, modulo 2³². */
export const seedOf = (seed: number, network: number): number => (seed + network) % 0x1_0000_0000;
