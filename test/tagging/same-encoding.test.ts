/** @file Training, evaluation and tagging see the same input: a token has one score, wherever it is scored. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sentence } from '../../src/corpus/sentence.js';
import { encodeWith } from '../../src/dataset/encode-with.js';
import { LoopsKernel } from '../../src/kernels/loops.js';
import type { StoredModel } from '../../src/model/model-file.js';
import { type Activation, activations } from '../../src/network/activation.js';
import { copyParameters } from '../../src/network/parameters.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { centersWhere, slotsOf, writeWindow } from '../../src/windows/encoded-corpus.js';
import { plain, randomSentences, toyModel } from './toy-model.js';

const models = fc.record({
  features: fc
    .record({
      shape: fc.boolean(),
      shape2: fc.boolean(),
      words: fc.boolean(),
      affixes: fc.nat(3),
      sentence: fc.boolean(),
      sentenceMean: fc.boolean(),
      documentMean: fc.boolean(),
      lexicon: fc.boolean(),
      minimumCount: fc.integer({ min: 1, max: 3 }),
    })
    .map((families) => ({ ...plain, ...families })),
  gazetteers: fc.boolean(),
  radius: fc.nat(3),
  hidden: fc.integer({ min: 1, max: 20 }),
  activation: fc.constantFrom(...activations),
  seed: fc.nat(),
});

/** The score of every token of a corpus: each window is built from the encoded corpus and scored by the reference kernel. */
function scoresByWindow(model: StoredModel, sentences: readonly Sentence[]): number[] {
  const { corpus, rows } = encodeWith(model, { sentences: () => sentences });
  const centers = centersWhere(corpus, () => true);
  const slots = slotsOf(corpus);
  const ids = new Int32Array(centers.length * slots);
  centers.forEach((center, k) => {
    writeWindow(corpus, center, ids, k * slots);
  });
  const kernel = new LoopsKernel({
    layout: model.layout,
    activation: model.header.activation as Activation,
    inputs: rows.inputs(),
    capacity: centers.length,
    dropout: 0,
  });
  copyParameters(model.parameters, kernel.parameters);
  const s = new Float32Array(centers.length);
  kernel.project(ids, centers.length);
  kernel.score(centers.length, s);
  return [...s];
}

test('tagging a tokenized sentence gives the scores of its encoded windows, for any features and table', () => {
  const tableBytes = fc.constantFrom(1, 20_000, 2 ** 24);
  fc.assert(
    fc.property(models, fc.nat(), tableBytes, (options, seed, bytes) => {
      const model = toyModel(options);
      const sentences = randomSentences(seed, 20, 15);
      const expected = scoresByWindow(model, sentences);
      const tagger = new Tagger(model, { tokenized: true, tableBytes: bytes });
      const tagged = sentences.flatMap(({ tokens }) => {
        const { scores } = tagger.tag(tokens.join(' '));
        return [...scores.subarray(0, tokens.length)];
      });
      expect(tagged).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
