/** @file A model with random weights over a small vocabulary, for tests that compare scores bit by bit. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sentence } from '../../src/corpus/sentence.js';
import { type FeatureOptions, fitFeatures } from '../../src/features/feature-set.js';
import { Gazetteer } from '../../src/features/gazetteer.js';
import type { DivisionRule } from '../../src/features/name-division.js';
import { layoutFor } from '../../src/model/model.js';
import { loadModel, type StoredModel } from '../../src/model/model-file.js';
import { saveModel } from '../../src/model/save-model.js';
import type { Activation } from '../../src/network/activation.js';
import { initialize, zeroParameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import { corpusOf } from '../windows/sample.js';

const words =
  `the a in of said and to is museum are amazing not all Paris London paris Nice nice reading Reading
  Turkey turkey sandwich Washington Bank America Georgia Jordan river New York Times city , . ( ) " ' ! ? 's us we
  café Zürich zurich 東京 new-york coast 00 0000 north south Ireland united kingdom`.split(/\s+/);

/** A vocabulary to make texts of: known words, and what the ladder finds on its lower rungs or not at all. */
export const vocabulary = [
  ...words,
  ...'1999 3.5 U.S. PARIS ZURICH Café new_york North-South grumpf #London @Paris !!! 😀 naïve LONDON x-ray'.split(
    ' ',
  ),
];

export const plain: FeatureOptions = {
  shape: false,
  shape2: false,
  words: false,
  affixes: 0,
  affixBuckets: 64,
  sentence: false,
  sentenceMean: false,
  documentMean: false,
  lexicon: false,
  minimumCount: 1,
};

export const everything: FeatureOptions = {
  ...plain,
  shape: true,
  shape2: true,
  words: true,
  affixes: 3,
  sentence: true,
  sentenceMean: true,
  documentMean: true,
  lexicon: true,
};

/** Sentences of random words of the vocabulary, a document for each; `seed` chooses them. */
export function randomSentences(seed: number, count: number, longest = 12): Sentence[] {
  const random = Random.seeded(seed);
  return Array.from({ length: count }, (_, k) => {
    const length = 1 + random.below(longest);
    const tokens = Array.from({ length }, () => vocabulary[random.below(vocabulary.length)]);
    const start = random.below(length);
    return { tokens, spans: [{ type: 'LOC', start, end: start + 1 }], document: k, file: 'toy', line: 1 };
  });
}

/** How a toy model is made. */
export interface ToyOptions {
  readonly features?: FeatureOptions;
  readonly gazetteers?: boolean;
  readonly hidden?: number;
  readonly radius?: number;
  readonly activation?: Activation;
  readonly seed?: number;
  readonly divide?: DivisionRule;
}

/** Writes a toy model and opens it. Its threshold is 0. */
export function toyModel(options: ToyOptions = {}): StoredModel {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-toy-'));
  try {
    const path = join(folder, 'model.safetensors');
    writeToyModel(path, options);
    return loadModel(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same to a file. */
export function writeToyModel(path: string, options: ToyOptions = {}): void {
  const { features: families = plain, hidden = 13, radius = 2, activation = 'tanh', seed = 5 } = options;
  const d = 7;
  const random = Random.seeded(seed);
  const numbers = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
  const lists = ['New York\tcity', 'Paris\tcity', 'Bank of America\tfirm', 'united kingdom'];
  const gazetteers = options.gazetteers ? [Gazetteer.from('places', lists)] : [];
  const features = fitFeatures(corpusOf(randomSentences(1, 60)), families, new Set(['LOC']), gazetteers);
  const layout = layoutFor(d, hidden, radius, features);
  const parameters = zeroParameters(layout);
  initialize(parameters, layout, 1, random);
  const lexicon = { words, d, vectors: numbers(words.length * d), unknown: numbers(d), number: numbers(d) };
  const thresholds = { start: 0, extend: 0 };
  saveModel(path, {
    header: {
      format: 1,
      nerwin: '0',
      kind: 'window',
      radius,
      hidden,
      activation,
      classes: [],
      features: families,
      thresholds,
      operatingPoints: { careful: { start: 1, extend: 1 } },
      locations: ['LOC'],
      calibration: { a: 1.5, b: -0.25 },
      ...(options.divide ? { divide: options.divide } : {}),
      seed: 0,
      bestEpoch: 0,
      corpora: { train: [], dev: [] },
      vectors: { name: 'toy', sha256: '' },
      config: {},
    },
    layout,
    parameters,
    lexicon,
    features,
  });
}
