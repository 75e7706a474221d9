/** @file Saves models. */
import { writePieces } from '../file.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import { paddingRow } from '../vectors/special-vectors.js';
import { gazetteerBytes, gazetteerHashes } from './gazetteer-tensors.js';
import { rowTensors } from './lexicon-tensors.js';
import type { Model } from './model.js';
import { type StoredTensor, tensorPieces } from './safetensors.js';
import { textTensor } from './text-tensors.js';
import { indexWords } from './word-index.js';

/** Writes a model. The same model gives the same bytes. */
export const saveModel = (path: string, model: Model): void => writePieces(path, modelPieces(model));

/** Returns the bytes that {@link saveModel} writes. */
export function modelBytes(model: Model): Uint8Array<ArrayBuffer> {
  const pieces = modelPieces(model);
  const bytes = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of pieces) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

const modelPieces = (model: Model) =>
  tensorPieces({ nerwin: JSON.stringify(model.header) }, modelTensors(model));

/** Returns the tensors of a model file, see FORMAT.md. */
export function modelTensors({
  layout,
  parameters,
  lexicon,
  features,
}: Model): ReadonlyMap<string, StoredTensor> {
  const { D, F, H } = layout;
  const { words, d } = lexicon;
  const { bytes, starts, slots } = indexWords(words);
  const vector = (data: Float32Array): StoredTensor => ({ shape: [data.length], data });
  const tensors: [string, StoredTensor][] = [
    ['W.transposed', { shape: [D, H], data: unpadded(parameters.W, D, layout) }],
    ['b', vector(Float32Array.from(parameters.b.subarray(0, H)))],
    ['u', vector(Float32Array.from(parameters.u.subarray(0, H)))],
    ['S', { shape: [F, H], data: unpadded(parameters.S, F, layout) }],
    ['lexicon.unknown', vector(lexicon.unknown)],
    ['lexicon.number', vector(lexicon.number)],
    ['lexicon.padding', vector(lexicon.padding ?? paddingRow(d))],
    ['lexicon.slots', { shape: [slots.length], data: slots }],
    ['lexicon.starts', { shape: [starts.length], data: starts }],
    ...gazetteerHashes(features.gazetteers),
    ...rowTensors('lexicon', lexicon.vectors, words.length, d),
    ['lexicon.words', { shape: [bytes.length], data: bytes }],
    ['features.words', textTensor(features.words.names)],
    ['features.sentences', textTensor(features.sentences.names)],
  ];
  if (features.rate) {
    const lines = [...features.rate.entries].map(([word, { uses, inside }]) => `${word}\t${uses}\t${inside}`);
    tensors.push(['features.rate', textTensor(lines)]);
  }
  for (const tensor of gazetteerBytes(features.gazetteers)) tensors.push(tensor);
  return new Map(tensors);
}

/** Returns a matrix of `rows` rows of H numbers, without the padding of its rows. */
function unpadded(padded: Parameters['W'], rows: number, { H, stride }: NetworkShape): Float32Array {
  const result = new Float32Array(rows * H);
  for (let row = 0; row < rows; row++) result.set(padded.subarray(row * stride, row * stride + H), row * H);
  return result;
}
