/**
 * @file From a config to a trainer: reads the corpora and the vectors that they need, learns the features, encodes the splits,
 * makes the kernel.
 */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { vectorsFile } from '../config/paths.js';
import type { Config } from '../config/schema.js';
import type { Corpus, CorpusSummary } from '../corpus/corpus.js';
import type { Mixture } from '../corpus/mixture.js';
import { NerwinError, withPath } from '../error.js';
import { CorpusScorer, tableCapacity } from '../evaluation/corpus-scorer.js';
import { type FeatureSet, fitFeatures } from '../features/feature-set.js';
import { Gazetteer } from '../features/gazetteer.js';
import { makeKernel, makeTable } from '../kernels/choose.js';
import type { HeadName } from '../kernels/head.js';
import type { Kernel, Table } from '../kernels/kernel.js';
import { type Lexicon, layoutFor, type Source } from '../model/model.js';
import type { Layout } from '../network/layout.js';
import { ladderKeys, WordLookUp } from '../vectors/ladder.js';
import { readVectors } from '../vectors/read.js';
import type { WordVectors } from '../vectors/word-vectors.js';
import { Corrupter } from '../windows/corruption.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import { Encoder, type Encoding } from '../windows/encoder.js';
import type { Inputs } from '../windows/inputs.js';
import { type Part, partsOf } from '../windows/weights.js';
import { type Classes, classesOf } from './classes.js';
import { openCorpora } from './corpora.js';
import { Judge } from './judge.js';
import { PairObjective, windowsOfBatch } from './pair-objective.js';
import { SoftmaxObjective } from './softmax-objective.js';
import { Trainer } from './trainer.js';

/** The most memory that the table of a split may take while training. */
const tableBytes = 256 * 2 ** 20;

/** A split as read. */
export interface Split {
  readonly name: 'train' | 'dev' | 'test';
  readonly summary: CorpusSummary;
  /** What is learned from or judged on: without the sentences that were passed over, with the copies that were made. */
  readonly encoding: Encoding;
}

/** What a run is made of, ready to train. */
export interface Preparation {
  readonly config: Config;
  readonly splits: readonly Split[];
  readonly vectors: WordVectors;
  readonly lexicon: Lexicon;
  readonly features: FeatureSet;
  /** Of a softmax classifier. */
  readonly classes: Classes | undefined;
  readonly layout: Layout;
  /** How z becomes a score. */
  readonly head: HeadName;
  readonly inputs: Inputs;
  readonly encoder: Encoder;
  readonly kernel: Kernel;
  readonly table: Table;
  /** A table for these rows and a network of other sizes. */
  readonly newTable: (layout: Layout) => Table;
  /** Weighted parts of the training corpus; none when all of it counts the same. */
  readonly parts: readonly Part[];
  /** A trainer that starts anew, for the network of the run with this number, from 0; there is one at a time. */
  readonly newTrainer: (member: number) => Trainer;
  readonly sources: { readonly train: Source[]; readonly dev: Source[]; readonly vectors: Source };
}

/**
 * Prepares a run. Throws faults 'corpus', 'vectors' and 'config' for all that is wrong with the files. `seconds` is the
 * trainer's clock.
 */
export async function prepare(loaded: LoadedConfig, seconds: () => number): Promise<Preparation> {
  const { config } = loaded;
  const types = new Set(config.locations);
  const { train, dev, test } = await openCorpora(loaded);
  const corpora = new Map<Split['name'], Corpus>([
    ['train', train],
    ['dev', dev],
    ...(test ? [['test', test] as const] : []),
  ]);
  const vectors = await readVectors(vectorsFile(loaded), {
    ...(await wordsToKeep(config, [...corpora.values()])),
    ...(config.vectors.dimension === null ? {} : { dimension: config.vectors.dimension }),
  });
  const { gazetteers: lists, ...families } = config.features; // where the lists lie is no business of a model
  const gazetteers = lists.map(({ file, name }) => readGazetteer(loaded.directory, file, name));
  const classes = config.model.kind === 'softmax' ? classesOf(config) : undefined;
  if (classes) requireTypes(train.summary, config.model.types);
  const told = classes && classes.names.length > 2 ? config.model.types : []; // types that are told apart
  const features = await fitFeatures(() => train.sentences(), families, types, gazetteers);
  const encoder = new Encoder(new WordLookUp(vectors), features, config.windows.radius);
  const splits: Split[] = [];
  for (const [name, corpus] of corpora) {
    const encoding = await encoder.encode(corpus.sentences(), types, name === 'train', told);
    requireCoverage(name, encoding, vectorsFile(loaded));
    splits.push({ name, summary: corpus.summary, encoding });
  }
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
    return makeTable(config.kernel, sizes, head, capacity);
  };
  const table = newTable(layout);
  const [trainCorpus, devCorpus] = splits.map(({ encoding }) => encoding.corpus) as [
    EncodedCorpus,
    EncodedCorpus,
  ];
  const { strategy, hard } = config.corruption;
  const mines = !classes && strategy === 'hard';
  const parts = await weightedParts(train, trainCorpus);
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
    config,
    splits,
    vectors,
    lexicon: vectors,
    features,
    classes,
    layout,
    head,
    inputs,
    encoder,
    kernel,
    table,
    newTable,
    parts,
    newTrainer,
    sources: {
      train: sourcesOf(train.summary),
      dev: sourcesOf(dev.summary),
      vectors: { name: basename(vectorsFile(loaded)), sha256: vectors.sha256 },
    },
  };
}

/** The seed of the network with number `member`: seed, seed + 1, …, modulo 2³². */
export const seedOf = (seed: number, member: number): number => (seed + member) % 0x1_0000_0000;

async function weightedParts(train: Mixture, corpus: EncodedCorpus): Promise<Part[]> {
  const weights = train.sources.map(({ weight }) => weight);
  return weights.every((weight) => weight === 1) ? [] : partsOf(corpus, await train.counts(), weights);
}

/** What the setting `vectors.keep` means for the reader. */
async function wordsToKeep(
  { vectors }: Config,
  corpora: readonly Corpus[],
): Promise<{ keep?: (word: string) => boolean; limit?: number }> {
  if (vectors.keep === 'all') return {};
  if (vectors.keep !== 'corpus') return { limit: vectors.keep };
  const forms = new Set<string>();
  for (const corpus of corpora) {
    for await (const { tokens } of corpus.sentences()) for (const token of tokens) forms.add(token);
  }
  const keys = new Set<string>();
  for (const form of forms) for (const key of ladderKeys(form)) keys.add(key);
  return { keep: (word) => keys.has(word) };
}

function readGazetteer(directory: string, file: string, name: string): Gazetteer {
  const path = resolve(directory, file);
  return Gazetteer.from(name, withPath('config', path, () => readFileSync(path, 'utf8')).split(/\r?\n/));
}

/** Every class of a softmax needs examples. */
function requireTypes({ files, entities }: CorpusSummary, types: readonly string[]): void {
  const missing = types.filter((type) => !entities.some((entity) => entity.type === type));
  if (missing.length === 0) return;
  const found = entities.map(({ type, count }) => `${type} (${count})`).join(', ');
  throw new NerwinError(
    'corpus',
    `${files[0]!.path}: no entity of type ${missing.join(', ')}, which model.types names; the types are ${found}`,
    'change model.types',
  );
}

/** A split of which no word has a vector cannot be learned from. */
function requireCoverage(name: string, { rungs, corpus }: Encoding, vectors: string): void {
  const found = corpus.tokens - (rungs.get('unknown') ?? 0) - (rungs.get('number') ?? 0);
  if (found > 0) return;
  throw new NerwinError(
    'vectors',
    `${vectors}: none of the words of corpus.${name} has a vector`,
    'check that vectors and corpus are of the same language and that corpus.columns.token is the column of words',
  );
}

const sourcesOf = (summary: CorpusSummary): Source[] =>
  summary.files.map(({ path, sha256 }) => ({ name: basename(path), sha256 }));
