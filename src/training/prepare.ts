/** @file From a config to a trainer: reads the splits, makes the kernel. */
import type { LoadedConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { CorpusScorer, tableCapacity } from '../evaluation/corpus-scorer.js';
import { makeKernel, makeTable } from '../kernels/choose.js';
import type { HeadName } from '../kernels/head.js';
import type { Kernel, Table } from '../kernels/kernel.js';
import { type Lexicon, layoutFor } from '../model/model.js';
import type { Layout } from '../network/layout.js';
import { Corrupter } from '../windows/corruption.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';
import { Judge } from './judge.js';
import { PairObjective, windowsOfBatch } from './pair-objective.js';
import { SoftmaxObjective } from './softmax-objective.js';
import { readSplits, type Splits } from './splits.js';
import { Trainer } from './trainer.js';

export type { Split } from './splits.js';

/** The most memory that the table of a split may take while training. */
const tableBytes = 256 * 2 ** 20;

/** What a run is made of, ready to train. */
export interface Preparation extends Splits {
  readonly config: Config;
  readonly lexicon: Lexicon;
  readonly layout: Layout;
  /** How z becomes a score. */
  readonly head: HeadName;
  readonly inputs: Inputs;
  readonly kernel: Kernel;
  readonly table: Table;
  /** A table for these rows and a network of other sizes. */
  readonly newTable: (layout: Layout) => Table;
  /** A trainer that starts anew, for the network of the run with this number, from 0; there is one at a time. */
  readonly newTrainer: (member: number) => Trainer;
}

/** Prepares a run. Throws as {@link readSplits} does. `seconds` is the trainer's clock. */
export async function prepare(loaded: LoadedConfig, seconds: () => number): Promise<Preparation> {
  const { config } = loaded;
  const read = await readSplits(loaded);
  const { splits, vectors, features, classes, encoder, parts } = read;
  const H = classes?.names.length ?? config.model.hidden;
  const layout = layoutFor(vectors.d, H, config.windows.radius, features);
  const head = classes ? 'log-odds' : config.model.activation;
  const inputs = encoder.rows.inputs();
  const kernel = makeKernel(config.kernel, {
    layout,
    activation: classes ? 'identity' : config.model.activation,
    inputs,
    capacity: classes ? config.training.batch : windowsOfBatch(config),
    dropout: config.training.dropout,
    threads: config.threads,
  });
  const newTable = (sizes: Layout): Table => {
    const capacity = tableCapacity(inputs.dense.length, sizes.slots.length, sizes.stride, tableBytes);
    return makeTable(config.kernel, sizes, head, capacity, { threads: config.threads });
  };
  const table = newTable(layout);
  const [trainCorpus, devCorpus] = splits.map(({ encoding }) => encoding.corpus) as [
    EncodedCorpus,
    EncodedCorpus,
  ];
  const { strategy, hard } = config.corruption;
  const mines = !classes && strategy === 'hard';
  const judge = new Judge(table, inputs, devCorpus, config);
  const scorer = mines ? new CorpusScorer(table, inputs, trainCorpus) : undefined;
  const newTrainer = (member: number): Trainer =>
    new Trainer({
      settings: { ...config, seed: seedOf(config.seed, member) },
      kernel,
      objective: classes
        ? new SoftmaxObjective(kernel, trainCorpus, classes, config, parts)
        : new PairObjective(kernel, new Corrupter(trainCorpus, strategy, hard.share, parts), config),
      judge,
      scorer,
      seconds,
    });
  return {
    ...read,
    config,
    lexicon: vectors,
    layout,
    head,
    inputs,
    kernel,
    table,
    newTable,
    newTrainer,
  };
}

/** The seed of the network with number `member`: seed, seed + 1, …, modulo 2³². */
export const seedOf = (seed: number, member: number): number => (seed + member) % 0x1_0000_0000;
