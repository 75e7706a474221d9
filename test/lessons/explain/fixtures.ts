/** @file Small models with random weights, saved and loaded again, for the tests of explanations. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeatureSet } from '../../../src/features/feature-set.js';
import { FeatureSpace } from '../../../src/features/feature-space.js';
import { layoutFor, type Model, type ModelHeader, modelFormat } from '../../../src/model/model.js';
import { loadModel, type StoredModel } from '../../../src/model/model-file.js';
import { saveModel } from '../../../src/model/save-model.js';
import type { Activation } from '../../../src/network/activation.js';
import { initialize, zeroParameters } from '../../../src/network/parameters.js';
import { Random } from '../../../src/random.js';

export const folder = mkdtempSync(join(tmpdir(), 'nerwin-explain-'));
export const removeFolder = (): void => rmSync(folder, { recursive: true });

export interface Shape {
  readonly activation?: Activation;
  /** Classes of a softmax. */
  readonly classes?: readonly string[];
  /** Sparse features, a sentence slot and a mean of the document. */
  readonly features?: boolean;
  readonly threshold?: number;
}

const d = 6;
const words = ['museums', 'in', 'paris', 'are', '.', 'hilton', 'is'];

/** A model that knows a few words, with weights so large that scores differ. */
export function sampleModel(name: string, shape: Shape = {}): { path: string; model: StoredModel } {
  const { activation = 'tanh', classes = [], features: hasFeatures = false, threshold = 0 } = shape;
  const random = Random.seeded(7);
  const options = {
    shape: hasFeatures,
    shape2: false,
    words: hasFeatures,
    affixes: hasFeatures ? 2 : 0,
    affixBuckets: 16,
    sentence: hasFeatures,
    sentenceMean: hasFeatures,
    documentMean: hasFeatures,
    lexicon: false,
    minimumCount: 1,
  };
  const names = [
    'shape=Initial',
    'shape=lower',
    'word=paris',
    ...Array.from({ length: 16 }, (_, k) => `affix=${k}`),
  ];
  const features = new FeatureSet(
    options,
    new FeatureSpace(hasFeatures ? names : []),
    new FeatureSpace(hasFeatures ? ['first', 'case=plain', 'length=medium', 'length=short'] : []),
    [],
    undefined,
  );
  const isSoftmax = classes.length > 0;
  const hidden = isSoftmax ? classes.length : 9;
  const layout = layoutFor(d, hidden, 2, features);
  const parameters = zeroParameters(layout);
  initialize(parameters, layout, 1, random);
  for (let i = 0; i < hidden; i++) {
    parameters.b[i] = random.uniform() - 0.5;
    if (isSoftmax) parameters.u[i] = classes[i] === 'LOC' ? 1 : -1;
  }
  const vector = (): Float32Array => Float32Array.from({ length: d }, () => 2 * random.uniform() - 1);
  const vectors = Float32Array.from(words.flatMap(() => [...vector()]));
  const header: ModelHeader = {
    format: modelFormat,
    nerwin: '0.0.0',
    kind: isSoftmax ? 'softmax' : 'window',
    radius: 2,
    hidden,
    activation: isSoftmax ? 'log-odds' : activation,
    classes,
    features: options,
    thresholds: { start: threshold, extend: threshold },
    operatingPoints: {},
    locations: ['LOC'],
    seed: 1,
    bestEpoch: 1,
    corpora: { train: [], dev: [] },
    vectors: { name: 'none', sha256: '' },
    config: {},
  };
  const model: Model = {
    header,
    layout,
    parameters,
    lexicon: { words, d, vectors, unknown: vector(), number: vector() },
    features,
  };
  const path = join(folder, `${name}.safetensors`);
  saveModel(path, model);
  return { path, model: loadModel(path) };
}
