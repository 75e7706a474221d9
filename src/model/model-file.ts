/** @file Models to files and back. */
import { NerwinError } from '../error.js';
import { FeatureSet } from '../features/feature-set.js';
import { FeatureSpace } from '../features/feature-space.js';
import { Gazetteer } from '../features/gazetteer.js';
import { LocationRate } from '../features/location-rate.js';
import type { Layout } from '../network/layout.js';
import { type Parameters, zeroParameters } from '../network/parameters.js';
import { rowsOf, rowTensors } from './lexicon-tensors.js';
import { layoutFor, type Model, type ModelHeader, modelFormat } from './model.js';
import { readTensors, type Tensor, writeTensors } from './safetensors.js';

/** Writes a model. The same model gives the same bytes. */
export function saveModel(path: string, { header, layout, parameters, lexicon, features }: Model): void {
  const { D, F, H } = layout;
  const { words, d } = lexicon;
  const vector = (data: Float32Array): Tensor => ({ shape: [data.length], data });
  const tensors: [string, Tensor][] = [
    ['W', { shape: [H, D], data: rowMajor(parameters.W, layout) }],
    ['b', vector(Float32Array.from(parameters.b.subarray(0, H)))],
    ['u', vector(Float32Array.from(parameters.u.subarray(0, H)))],
    ['S', { shape: [F, H], data: unpadded(parameters.S, layout) }],
    ['lexicon.unknown', vector(lexicon.unknown)],
    ['lexicon.number', vector(lexicon.number)],
    ...rowTensors('lexicon', lexicon.vectors, words.length, d),
    ['lexicon.words', textTensor(words)],
    ['features.words', textTensor(features.words.names)],
    ['features.sentences', textTensor(features.sentences.names)],
  ];
  if (features.rate) {
    const lines = [...features.rate.entries].map(([word, { uses, inside }]) => `${word}\t${uses}\t${inside}`);
    tensors.push(['features.rate', textTensor(lines)]);
  }
  features.gazetteers.forEach((gazetteer, k) => {
    tensors.push([`features.gazetteer.${k}`, textTensor([gazetteer.name, ...gazetteer.lines()])]);
  });
  writeTensors(path, { nerwin: JSON.stringify(header) }, new Map(tensors));
}

/**
 * Reads a model. Throws a fault 'model' that names the path when the file is not a model, is not whole, or has a
 * format that this version does not know.
 */
export function loadModel(path: string): Model {
  const { metadata, tensors } = readTensors(path, 'model');
  const header = headerOf(path, metadata);
  const tensor = (name: string): Tensor => {
    const found = tensors.get(name);
    if (!found)
      throw new NerwinError('model', `${path}: the tensor ${name} is missing`, 'train the model again');
    return found;
  };
  const texts = (name: string): string[] => textsOf(tensor(name));
  const vectors = tensor('lexicon.vectors');
  const gazetteers = [];
  for (let k = 0; tensors.has(`features.gazetteer.${k}`); k++) {
    const [name = '', ...lines] = texts(`features.gazetteer.${k}`);
    gazetteers.push(Gazetteer.from(name, lines));
  }
  const features = new FeatureSet(
    header.features,
    new FeatureSpace(texts('features.words')),
    new FeatureSpace(texts('features.sentences')),
    gazetteers,
    tensors.has('features.rate') ? rateOf(texts('features.rate')) : undefined,
  );
  const d = vectors.shape[1]!;
  const layout = layoutFor(d, header.hidden, header.radius, features);
  const W = tensor('W');
  if (W.shape[0] !== layout.H || W.shape[1] !== layout.D || tensor('S').shape[0] !== layout.F) {
    throw new NerwinError(
      'model',
      `${path}: the shapes of its tensors contradict its header`,
      'train the model again',
    );
  }
  return {
    header,
    layout,
    parameters: padded(layout, W.data, tensor('b').data, tensor('u').data, tensor('S').data),
    lexicon: {
      words: texts('lexicon.words'),
      d,
      vectors: rowsOf(vectors, tensors.get('lexicon.scales')),
      unknown: Float32Array.from(tensor('lexicon.unknown').data),
      number: Float32Array.from(tensor('lexicon.number').data),
    },
    features,
  };
}

function headerOf(path: string, metadata: Readonly<Record<string, string>>): ModelHeader {
  const text = metadata.nerwin;
  if (text === undefined) {
    throw new NerwinError(
      'model',
      `${path}: tensors, but not a model of nerwin`,
      'name a model.safetensors of a run',
    );
  }
  const header = JSON.parse(text) as ModelHeader;
  if (header.format !== modelFormat) {
    throw new NerwinError(
      'model',
      `${path}: a model of format ${header.format}, written by nerwin ${header.nerwin}; this version reads format ${modelFormat}`,
      'train it again, or use that version of nerwin',
    );
  }
  return header;
}

const textTensor = (lines: readonly string[]): Tensor => {
  const data = new Uint8Array(Buffer.from(lines.join('\n')));
  return { shape: [data.length], data };
};

function textsOf({ data }: Tensor): string[] {
  const text = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');
  return text === '' ? [] : text.split('\n');
}

function rateOf(lines: readonly string[]): LocationRate {
  return new LocationRate(
    lines.map((line) => {
      const [word = '', uses, inside] = line.split('\t');
      return [word, { uses: Number(uses), inside: Number(inside) }];
    }),
  );
}

/** W as (H, D), row by row, from its columns. */
function rowMajor(W: Parameters['W'], { D, H, stride }: Layout): Float32Array {
  const result = new Float32Array(H * D);
  for (let i = 0; i < H; i++) for (let j = 0; j < D; j++) result[i * D + j] = W[j * stride + i]!;
  return result;
}

/** S as (F, H), without the padding of its rows. */
function unpadded(S: Parameters['S'], { F, H, stride }: Layout): Float32Array {
  const result = new Float32Array(F * H);
  for (let row = 0; row < F; row++) result.set(S.subarray(row * stride, row * stride + H), row * H);
  return result;
}

function padded(
  layout: Layout,
  W: ArrayLike<number>,
  b: ArrayLike<number>,
  u: ArrayLike<number>,
  S: ArrayLike<number>,
): Parameters {
  const { D, F, H, stride } = layout;
  const parameters = zeroParameters(layout);
  for (let i = 0; i < H; i++) for (let j = 0; j < D; j++) parameters.W[j * stride + i] = W[i * D + j]!;
  for (let row = 0; row < F; row++) {
    for (let i = 0; i < H; i++) parameters.S[row * stride + i] = S[row * H + i]!;
  }
  parameters.b.set(b);
  parameters.u.set(u);
  return parameters;
}
