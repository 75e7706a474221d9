/** @file Merges models into one whose score is the mean of theirs; see `network/stacking.ts`. */

import { NerwinError } from '../error.js';
import type { FeatureSet } from '../features/feature-set.js';
import { stack } from '../network/stacking.js';
import { packageVersion } from '../package.js';
import { plural } from '../plural.js';
import { paddingRow } from '../vectors/special-vectors.js';
import type { Calibration } from './calibration.js';
import type { BagNetwork, FileHash, Model, ModelHeader } from './model.js';
import { meanOf, meanPoints, meanThresholds } from './thresholds.js';

/** A model and its name for messages. */
export interface NamedModel {
  readonly name: string;
  readonly model: Model;
}

/**
 * Merges models with the same words, vectors, features, radius and activation; H can differ.
 * Thresholds, operating points and calibration are the means of the models' values, until better ones
 * are chosen on a dev split. Seed, epoch and config are those of the first model. Throws 'model' with
 * the names of two models and their difference.
 */
export function merge(models: readonly NamedModel[]): Model {
  const [first, ...others] = models;
  if (!first || others.length === 0) {
    throw new NerwinError('usage', 'only one model to merge', 'give two or more models');
  }
  for (const other of others) {
    const difference = differenceOf(first.model, other.model);
    if (difference === undefined) continue;
    throw new NerwinError(
      'model',
      `${first.name} and ${other.name} can't be merged: ${difference}`,
      'merge models that were trained with the same vectors, features, radius and activation, on the same corpora',
    );
  }
  const { lexicon, features } = first.model;
  const network = stack(models.map(({ model }) => model));
  const header = headerOf(
    models.map(({ model }) => model.header),
    network.layout.H,
  );
  return { header, ...network, lexicon, features };
}

/** Returns the difference that prevents two models from being merged; undefined if there is none. */
function differenceOf(a: Model, b: Model): string | undefined {
  const [one, other] = [a.header, b.header];
  for (const name of ['kind', 'radius', 'activation'] as const) {
    if (one[name] !== other[name]) return `${name} differs (${one[name]} and ${other[name]})`;
  }
  if (one.kind === 'softmax') return 'the mean of softmax classifiers is not a softmax classifier';
  const differ = (x: unknown, y: unknown): boolean => JSON.stringify(x) !== JSON.stringify(y);
  if (differ(one.locations, other.locations)) {
    return `locations differ (${one.locations.join(', ')} and ${other.locations.join(', ')})`;
  }
  if (differ(one.divide, other.divide)) return 'decision.divide differs';
  const [left, right] = [a.lexicon, b.lexicon];
  if (left.d !== right.d) return `their vector dimensions differ (${left.d} and ${right.d})`;
  const [words, otherWords] = [left.words, right.words];
  if (differ(words, otherWords)) {
    return `their vocabularies differ (${plural(words.length, 'word', 'words')} and ${plural(otherWords.length, 'word', 'words')}); with vectors.keep: all or a number, models have the same vocabulary`;
  }
  const same = (x: Float32Array, y: Float32Array): boolean =>
    Buffer.from(x.buffer, x.byteOffset, x.byteLength).equals(
      Buffer.from(y.buffer, y.byteOffset, y.byteLength),
    );
  const areSame = [
    [left.vectors, right.vectors],
    [left.unknown, right.unknown],
    [left.number, right.number],
    [left.padding ?? paddingRow(left.d), right.padding ?? paddingRow(right.d)],
  ].every(([x, y]) => same(x, y));
  if (!areSame) return 'their word vectors differ';
  return featureDifference(a.features, b.features);
}

function featureDifference(a: FeatureSet, b: FeatureSet): string | undefined {
  for (const name of Object.keys(a.options) as (keyof FeatureSet['options'])[]) {
    if (a.options[name] !== b.options[name]) {
      return `features.${name} differs (${a.options[name]} and ${b.options[name]})`;
    }
  }
  const parts: readonly [string, (features: FeatureSet) => unknown][] = [
    ['word features', ({ words }) => words.names],
    ['sentence features', ({ sentences }) => sentences.names],
    ['gazetteers', ({ gazetteers }) => gazetteers.map((each) => each.contents)],
    ['location rates', ({ rate }) => rate && [...rate.entries]],
  ];
  const part = parts.find(([, of]) => JSON.stringify(of(a)) !== JSON.stringify(of(b)));
  return part && `their ${part[0]} differ, as they do for models trained on different corpora`;
}

function headerOf(headers: readonly ModelHeader[], H: number): ModelHeader {
  const first = headers[0];
  const { calibration: _calibration, thresholdChoices: _choices, ...rest } = first;
  const calibrations = headers.flatMap(({ calibration }) => (calibration ? [calibration] : []));
  return {
    ...rest,
    nerwin: packageVersion(),
    hidden: H,
    thresholds: meanThresholds(headers.map(({ thresholds }) => thresholds)),
    operatingPoints: meanPoints(headers.map(({ operatingPoints }) => operatingPoints)),
    ...(calibrations.length === headers.length ? { calibration: meanOf<Calibration>(calibrations) } : {}),
    members: headers.flatMap(membersOf),
    corpora: {
      train: distinct(headers.flatMap(({ corpora }) => corpora.train)),
      dev: distinct(headers.flatMap(({ corpora }) => corpora.dev)),
    },
  };
}

const membersOf = ({ members, seed, bestEpoch }: ModelHeader): readonly BagNetwork[] =>
  members ?? [{ seed, bestEpoch }];

const distinct = (sources: readonly FileHash[]): FileHash[] =>
  sources.filter(({ sha256 }, k) => sources.findIndex((other) => other.sha256 === sha256) === k);
