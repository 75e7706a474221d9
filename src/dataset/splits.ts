/**
 * @file Reads the splits of a run: opens the corpora, reads the vectors they need, learns the features, and
 * encodes the sentences. The text of the corpora is released once it is encoded.
 */
import { basename } from 'node:path';
import { frequentWords } from '../config/data-sections.js';
import type { LoadedConfig } from '../config/load.js';
import { vectorsFile } from '../config/paths.js';
import type { Config } from '../config/settings.js';
import type { Corpus, CorpusSummary } from '../corpus/corpus.js';
import type { Mixture } from '../corpus/mixture.js';
import { NerwinError } from '../error.js';
import type { OtherEntity } from '../evaluation/entity-errors.js';
import { type FeatureSet, fitFeatures } from '../features/feature-set.js';
import type { FileHash } from '../model/model.js';
import { type Classes, classesOf } from '../training/classes.js';
import { ladderKeys } from '../vectors/ladder.js';
import { readVectors } from '../vectors/read.js';
import type { WordVectors } from '../vectors/word-vectors.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import type { Encoding } from '../windows/encoder.js';
import type { Inputs } from '../windows/inputs.js';
import { type Part, partsOf } from '../windows/weights.js';
import { openCorpora } from './corpora.js';
import { encodeSplits } from './encode-with.js';
import { gazetteersOf, swapListsOf } from './name-lists.js';
import { otherEntities } from './other-entities.js';
import { type StartModel, withFeaturesOf, withWordsOf } from './start-model.js';

/** A split after reading and encoding. */
export interface Split {
  readonly name: 'train' | 'dev' | 'test';
  readonly summary: CorpusSummary;
  /** The sentences that training or evaluation uses: without skipped ones, with copies. */
  readonly encoding: Encoding;
  /** The entities that are no locations, of dev and test only. */
  readonly others: readonly OtherEntity[];
}

/** All splits of a run with one table of rows, and the words and features they were encoded with. */
export interface Splits {
  readonly splits: readonly Split[];
  readonly vectors: WordVectors;
  readonly features: FeatureSet;
  /** For a softmax classifier only. */
  readonly classes: Classes | undefined;
  readonly inputs: Inputs;
  /** The words of the rows. */
  readonly forms: readonly string[];
  /** Weighted parts of the training corpus; empty if all weights are 1. */
  readonly parts: readonly Part[];
  readonly sources: {
    readonly train: FileHash[];
    readonly dev: FileHash[];
    readonly vectors: FileHash;
    readonly names: FileHash[];
    readonly from?: FileHash;
  };
}

/** Reads the files that a config names. Throws 'corpus', 'vectors' or 'config' if a file is invalid. */
export async function readSplits(loaded: LoadedConfig, start?: StartModel): Promise<Splits> {
  const { config } = loaded;
  const types = new Set(config.locations);
  const { train, dev, test } = await openCorpora(loaded);
  const corpora = new Map<Split['name'], Corpus>([
    ['train', train],
    ['dev', dev],
    ...(test ? [['test', test] as const] : []),
  ]);
  const read = await readVectors(vectorsFile(loaded), {
    ...wordsToKeep(config, [train, dev]),
    ...(config.vectors.dimension === null ? {} : { dimension: config.vectors.dimension }),
  });
  const vectors = start ? withWordsOf(start, read, vectorsFile(loaded)) : read;
  const { gazetteers: _files, ...families } = config.features; // file paths don't belong in a model
  const gazetteers = gazetteersOf(loaded, start?.model.features.gazetteers ?? []);
  const classes = config.model.kind === 'softmax' ? classesOf(config) : undefined;
  if (classes) requireTypes(train.summary, config.model.types);
  const fitted = fitFeatures(train, families, types, gazetteers);
  const features = start ? withFeaturesOf(start, fitted) : fitted;
  const header = {
    radius: config.windows.radius,
    classes: classes?.names ?? [],
    locations: config.locations,
  };
  const { encodings, rows } = encodeSplits({ header, lexicon: vectors, features }, [...corpora.values()]);
  const splits = [...corpora].map(([name, corpus], k): Split => {
    requireCoverage(name, encodings[k], vectorsFile(loaded));
    const evaluated = name === 'train' ? [] : corpus.sentences();
    const others = otherEntities(evaluated, encodings[k].corpus, config.locations);
    return { name, summary: corpus.summary, encoding: encodings[k], others };
  });
  const parts = weightedParts(train, splits[0].encoding.corpus);
  const sources = {
    train: sourcesOf(train.summary),
    dev: sourcesOf(dev.summary),
    vectors: { name: basename(vectorsFile(loaded)), sha256: vectors.sha256 },
    names: swapListsOf(loaded),
    ...(start ? { from: start.file } : {}),
  };
  return { splits, vectors, features, classes, inputs: rows.inputs(), forms: rows.forms, parts, sources };
}

function weightedParts(train: Mixture, corpus: EncodedCorpus): Part[] {
  const weights = train.sources.map(({ weight }) => weight);
  return weights.every((weight) => weight === 1) ? [] : partsOf(corpus, train.counts(), weights);
}

/**
 * Converts the setting `vectors.keep` to options of the reader. The words of the test split never decide what is
 * in the vocabulary: the model would know them better than those of other texts, and its scores there would be too good.
 */
function wordsToKeep(
  { vectors }: Config,
  corpora: readonly [train: Corpus, dev: Corpus],
): { keep?: (word: string) => boolean; limit?: number } {
  if (vectors.keep === 'all') return {};
  if (typeof vectors.keep === 'number') return { limit: vectors.keep };
  const keys = new Set<string>();
  for (const form of new Set(corpora.flatMap((corpus) => [...corpus.forms().keys()]))) {
    for (const key of ladderKeys(form)) keys.add(key);
  }
  let left = vectors.keep === 'auto' ? frequentWords : 0;
  return { keep: (word) => left-- > 0 || keys.has(word) };
}

/** Throws if a class of a softmax has no examples. */
function requireTypes({ files, entities }: CorpusSummary, types: readonly string[]): void {
  const missing = types.filter((type) => !entities.some((entity) => entity.type === type));
  if (missing.length === 0) return;
  const found = entities.map(({ type, count }) => `${type} (${count})`).join(', ');
  throw new NerwinError(
    'corpus',
    `${files[0].path}: no entity of type ${missing.join(', ')}, which is in model.types; the types in the corpus are ${found}`,
    'change model.types',
  );
}

/** Throws if no word of a split has a vector. */
function requireCoverage(name: string, { rungs, corpus }: Encoding, vectors: string): void {
  const found = corpus.tokens - (rungs.get('unknown') ?? 0) - (rungs.get('number') ?? 0);
  if (found > 0) return;
  throw new NerwinError(
    'vectors',
    `${vectors}: none of the words of corpus.${name} has a vector`,
    'check that the vectors and the corpus are in the same language and that corpus.columns.token is the token column',
  );
}

const sourcesOf = (summary: CorpusSummary): FileHash[] =>
  summary.files.map(({ path, sha256 }) => ({ name: basename(path), sha256 }));
