import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type OnnxForm, onnxModel, opsets } from '../../src/export/onnx-model.js';
import { probability } from '../../src/model/calibration.js';
import { loadModel, type StoredModel } from '../../src/model/model-file.js';
import { readTensors, writeTensors } from '../../src/model/safetensors.js';
import { shippedModelPath } from '../../src/model/shipped.js';
import { activations } from '../../src/network/activation.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { everything, plain, randomSentences, vocabulary, writeToyModel } from '../tagging/toy-model.js';
import { type Input, runOnnx } from './onnx-runtime.js';
import { vectorOf, type Window, windowsOf } from './windows.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-onnx-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'model.safetensors');

const onnxBytes = (model: StoredModel, form: OnnxForm, opset: number = opsets.usual): Uint8Array =>
  Buffer.concat(onnxModel(model, form, opset));

const padded = (lists: readonly (readonly number[])[], none: number): [BigInt64Array, number] => {
  const longest = Math.max(1, ...lists.map(({ length }) => length));
  const numbers = lists.flatMap((list) => [...list, ...new Array<number>(longest - list.length).fill(none)]);
  return [BigInt64Array.from(numbers, BigInt), longest];
};

function inputsOf(model: StoredModel, windows: readonly Window[], form: OnnxForm): Record<string, Input> {
  const { layout, lexicon, header } = model;
  const n = windows.length;
  const inputs: Record<string, Input> = {};
  const flat = (vectors: readonly Float32Array[]) => Float32Array.from(vectors.flatMap((one) => [...one]));
  if (form === 'rows') {
    const rows = windows.flatMap(({ words, means }) => [
      ...words.map((ids) => vectorOf(lexicon, ids)),
      ...means,
    ]);
    inputs.x = [flat(rows), n, layout.D];
  } else {
    const [ids, parts] = padded(
      windows.flatMap(({ words }) => words),
      -1,
    );
    inputs.words = [ids, n, 2 * header.radius + 1, parts];
    const means = windows.flatMap((window) => window.means);
    if (means.length > 0) inputs.means = [flat(means), n, (means.length / n) * layout.d];
  }
  if (layout.F > 0) {
    const [features, most] = padded(
      windows.map((window) => window.features),
      layout.F,
    );
    inputs.features = [features, n, most];
  }
  return inputs;
}

/** Expects that both forms give the tagger's scores, to 1e-6 of the largest of 1 and |s|. */
async function expectScores(
  model: StoredModel,
  sentences: readonly string[][],
  opset?: number,
): Promise<void> {
  const tagger = new Tagger(model, { tokenized: true });
  const scores = sentences.flatMap((tokens) => {
    const tagged = tagger.tag(tokens.join(' '));
    return [...tagged.scores.subarray(0, tagged.tokens.count)];
  });
  const windows = sentences.flatMap((tokens) => windowsOf(tokens, model));
  for (const form of ['rows', 'words'] as const) {
    const output = await runOnnx(onnxBytes(model, form, opset), inputsOf(model, windows, form));
    expect(output.score).toHaveLength(scores.length);
    scores.forEach((score, k) => {
      expect(Math.abs(output.score[k] - score) / Math.max(1, Math.abs(score))).toBeLessThan(1e-6);
    });
    const { calibration } = model.header;
    if (calibration === undefined) expect(output.probability).toBeUndefined();
    else
      scores.forEach((score, k) => {
        expect(output.probability[k]).toBeCloseTo(probability(score, calibration), 5);
      });
  }
}

const random = (seed: number): string[][] => randomSentences(seed, 40, 30).map(({ tokens }) => [...tokens]);

test('the shipped model as ONNX gives the scores of the tagger, whatever the lookup step of a word', async () => {
  const sentences = [...random(1), 'Not all museums in Paris are amazing .'.split(' '), [...vocabulary]];
  await expectScores(loadModel(shippedModelPath()), sentences);
});

test.each([
  ['every feature', { features: everything, gazetteers: true }],
  ['no feature', { features: plain, radius: 0 }],
  ['the mean of the document', { features: { ...plain, documentMean: true }, radius: 3 }],
  ...activations.map(
    (activation) => [activation, { activation, features: { ...plain, shape: true } }] as const,
  ),
] as const)('a model with random weights as ONNX: %s', async (_, options) => {
  writeToyModel(path, options);
  await expectScores(loadModel(path), random(2));
});

test.each([opsets.lowest, 17, 18, opsets.highest])('a softmax as ONNX, operator set %i', async (opset) => {
  writeToyModel(path, { features: everything, hidden: 4 });
  const { metadata, tensors } = readTensors(path, 'model');
  const classes = ['O', 'B-LOC', 'I-LOC', 'OTHER'];
  const calibration = { a: 2, b: -1 };
  const header = {
    ...JSON.parse(metadata.nerwin),
    kind: 'softmax',
    activation: 'log-odds',
    classes,
    calibration,
  };
  const u = { shape: [4], data: Float32Array.of(-1, 1, 1, -1) };
  writeTensors(path, { nerwin: JSON.stringify(header) }, new Map(tensors).set('u', u));
  await expectScores(loadModel(path), random(3), opset);
});

test('an unknown operator set is refused with those that are known', () => {
  writeToyModel(path);
  for (const opset of [0, opsets.lowest - 1, opsets.highest + 1])
    expect(() => onnxModel(loadModel(path), 'rows', opset)).toThrow(`operator set ${opset} is not supported`);
});
