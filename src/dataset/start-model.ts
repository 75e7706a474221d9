/**
 * @file A trained model as the starting point of a run (`model.from`). The form is the model's: radius, hidden units, activation,
 * feature families. Its words and feature names come first, with the same numbers, so that its weights can be copied; words and
 * features of the run's own corpus follow.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { modelFile } from '../config/paths.js';
import type { Config } from '../config/settings.js';
import { NerwinError, withPath } from '../error.js';
import { type FeatureOptions, FeatureSet } from '../features/feature-set.js';
import { FeatureSpace } from '../features/feature-space.js';
import { LocationRate } from '../features/location-rate.js';
import type { FileHash, Model } from '../model/model.js';
import { loadModel } from '../model/model-file.js';
import { modelFileOf } from '../model/model-path.js';
import type { WordVectors } from '../vectors/word-vectors.js';

/** A model to start from. */
export interface StartModel {
  readonly model: Model;
  readonly file: FileHash;
}

/** Reads the model that the config starts from; undefined if it starts from random weights. */
export function readStartModel({ config, directory }: LoadedConfig): StartModel | undefined {
  const { from } = config.model;
  if (from === null) return undefined;
  const path = modelFileOf(modelFile(directory, from));
  const model = loadModel(path);
  if (model.header.kind === 'softmax' || config.model.kind === 'softmax') {
    throw new NerwinError(
      'config',
      `model.from: ${path} is a ${model.header.kind} model, and model.kind is ${config.model.kind}; only a window network can start from another`,
      'set model.kind to window and start from a window network, or remove model.from',
    );
  }
  const sha256 = createHash('sha256')
    .update(withPath('model', path, () => readFileSync(path)))
    .digest('hex');
  return { model, file: { name: basename(path), sha256 } };
}

/** Returns the config with the form of the model. Families of features that the config adds stay on. */
export function withFormOf({ model: { header } }: StartModel, config: Config): Config {
  const { activation, radius, hidden, features } = header;
  if (activation === 'log-odds' || activation === 'class')
    throw new Error('a window network has an activation');
  const own = config.features;
  const either = (
    name: Exclude<keyof FeatureOptions, 'affixes' | 'affixBuckets' | 'minimumCount'>,
  ): boolean => own[name] || features[name];
  return {
    ...config,
    windows: { ...config.windows, radius },
    model: { ...config.model, hidden, activation },
    features: {
      ...own,
      shape: either('shape'),
      shape2: either('shape2'),
      words: either('words'),
      sentence: either('sentence'),
      sentenceMean: either('sentenceMean'),
      documentMean: either('documentMean'),
      lexicon: either('lexicon'),
      affixes: Math.max(own.affixes, features.affixes),
      affixBuckets: features.affixes > 0 ? features.affixBuckets : own.affixBuckets,
    },
  };
}

/** Returns the words of the model, then those that only `read` has. Throws 'vectors' if the dimensions differ. */
export function withWordsOf(
  { model: { lexicon } }: StartModel,
  read: WordVectors,
  path: string,
): WordVectors {
  const { d } = lexicon;
  if (read.d !== d) {
    throw new NerwinError(
      'vectors',
      `${path}: vectors of ${read.d} numbers, but the model of model.from has ${d}`,
      'use the vectors that the model was trained with',
    );
  }
  const first = lexicon.words; // read from the file at every use
  const known = new Set(first);
  const rows = read.words.flatMap((word, row) => (known.has(word) ? [] : [row]));
  const vectors = new Float32Array((first.length + rows.length) * d);
  vectors.set(lexicon.vectors);
  rows.forEach((row, k) => {
    vectors.set(read.vectors.subarray(row * d, (row + 1) * d), (first.length + k) * d);
  });
  const words = [...first, ...rows.map((row) => read.words[row])];
  const { unknown, number, padding } = lexicon;
  return { ...read, words, vectors, unknown, number, ...(padding ? { padding } : {}) };
}

/** Returns the features of the model, then those that only the run's corpus has. */
export function withFeaturesOf({ model: { features: start } }: StartModel, fitted: FeatureSet): FeatureSet {
  const joined = (first: FeatureSpace, others: FeatureSpace): FeatureSpace =>
    new FeatureSpace([...new Set([...first.names, ...others.names])]);
  return new FeatureSet(
    fitted.options,
    joined(start.words, fitted.words),
    joined(start.sentences, fitted.sentences),
    fitted.gazetteers,
    fitted.rate && sumOf(fitted.rate, start.rate),
  );
}

function sumOf(one: LocationRate, other: LocationRate | undefined): LocationRate {
  const sums = new Map(one.entries);
  for (const [word, { uses, inside }] of other?.entries ?? []) {
    const before = sums.get(word);
    sums.set(word, { uses: uses + (before?.uses ?? 0), inside: inside + (before?.inside ?? 0) });
  }
  return new LocationRate(sums);
}
