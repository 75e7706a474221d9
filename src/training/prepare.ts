/**
 * @file From a config to a trainer: reads the corpora and the vectors that they need, learns the features, encodes the splits,
 * makes the kernel.
 */
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { corpusRoot, vectorsFile } from '../config/paths.js';
import type { Config } from '../config/schema.js';
import { type Corpus, type CorpusSummary, openCorpus } from '../corpus/corpus.js';
import { filesOf } from '../corpus/files.js';
import { requireLocations } from '../corpus/locations.js';
import type { Sentence } from '../corpus/sentence.js';
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
import { type Classes, classesOf } from './classes.js';
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
  readonly trainer: Trainer;
  readonly sources: { readonly train: Source[]; readonly dev: Source[]; readonly vectors: Source };
}

/**
 * Prepares a run. Throws faults 'corpus', 'vectors' and 'config' for all that is wrong with the files. `seconds` is the
 * trainer's clock.
 */
export async function prepare(loaded: LoadedConfig, seconds: () => number): Promise<Preparation> {
  const { config } = loaded;
  const types = new Set(config.locations);
  const corpora = await openSplits(loaded);
  const [train, dev] = [corpora.get('train')!, corpora.get('dev')!];
  const vectors = await readVectors(vectorsFile(loaded), {
    ...(await wordsToKeep(config, [...corpora.values()])),
    ...(config.vectors.dimension === null ? {} : { dimension: config.vectors.dimension }),
  });
  const gazetteers = config.features.gazetteers.map(({ file, name }) =>
    readGazetteer(loaded.directory, file, name),
  );
  const classes = config.model.kind === 'softmax' ? classesOf(config) : undefined;
  if (classes) requireTypes(train.summary, config.model.types);
  const told = classes && classes.names.length > 2 ? config.model.types : []; // types that are told apart
  const features = await fitFeatures(() => train.sentences(), config.features, types, gazetteers);
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
  const capacity = tableCapacity(inputs.dense.length, layout.slots.length, layout.stride, tableBytes);
  const table = makeTable(config.kernel, layout, head, capacity);
  const [trainCorpus, devCorpus] = splits.map(({ encoding }) => encoding.corpus) as [
    EncodedCorpus,
    EncodedCorpus,
  ];
  const { strategy, hard } = config.corruption;
  const mines = !classes && strategy === 'hard';
  const trainer = new Trainer({
    settings: config,
    kernel,
    objective: classes
      ? new SoftmaxObjective(kernel, trainCorpus, classes, config)
      : new PairObjective(kernel, new Corrupter(trainCorpus, strategy, hard.share), config),
    judge: new Judge(table, inputs, devCorpus, config),
    scorer: mines ? new CorpusScorer(table, inputs, trainCorpus) : undefined,
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
    trainer,
    sources: {
      train: sourcesOf(train.summary),
      dev: sourcesOf(dev.summary),
      vectors: { name: basename(vectorsFile(loaded)), sha256: vectors.sha256 },
    },
  };
}

async function openSplits(loaded: LoadedConfig): Promise<Map<Split['name'], Corpus>> {
  const { config } = loaded;
  const { format, columns, scheme, documents } = config.corpus;
  const corpora = new Map<Split['name'], Corpus>();
  for (const name of ['train', 'dev', 'test'] as const) {
    const patterns = config.corpus[name];
    if (patterns.length === 0) continue;
    const files = await filesOf(patterns, corpusRoot(loaded));
    const corpus = await openCorpus(files, { format, columns, scheme, documents: { boundary: documents } });
    requireLocations(corpus.summary, config.locations);
    corpora.set(name, inMemory(corpus));
  }
  return corpora;
}

/** Corpora up to this many tokens are kept in memory while they are prepared, and read once; larger ones are read anew. */
const tokensInMemory = 2_000_000;

function inMemory(corpus: Corpus): Corpus {
  if (corpus.summary.tokens > tokensInMemory) return corpus;
  let kept: Promise<Sentence[]> | undefined;
  const read = async (): Promise<Sentence[]> => {
    const sentences = [];
    for await (const sentence of corpus.sentences()) sentences.push(sentence);
    return sentences;
  };
  return {
    summary: corpus.summary,
    async *sentences() {
      kept ??= read();
      yield* await kept;
    },
  };
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
