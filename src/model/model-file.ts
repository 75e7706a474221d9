/** @file Saves and loads models. */
import { FeatureSet } from '../features/feature-set.js';
import { FeatureSpace } from '../features/feature-space.js';
import { Gazetteer } from '../features/gazetteer.js';
import { LocationRate } from '../features/location-rate.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import { paddingRow } from '../vectors/special-vectors.js';
import { readHeader } from './header.js';
import { rowTensors } from './lexicon-tensors.js';
import { layoutFor, type Model, type ModelHeader } from './model.js';
import { type StoredTensor, TensorReader, writeTensors } from './safetensors.js';
import { StoredLexicon, type StoredRows } from './stored-lexicon.js';
import { indexWords, isIndex, WordIndex } from './word-index.js';

/** A model loaded from a file; its vectors are read on demand. */
export interface StoredModel extends Model {
  readonly lexicon: StoredLexicon;
}

const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Number of word vectors that are read one by one; after that, all are read at once. */
const singleRows = 256;

/** Writes a model. The same model gives the same bytes. */
export function saveModel(path: string, { header, layout, parameters, lexicon, features }: Model): void {
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
    ...rowTensors('lexicon', lexicon.vectors, words.length, d),
    ['lexicon.words', { shape: [bytes.length], data: bytes }],
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
 * Opens a model. Its word vectors stay in the file until they are needed. Throws 'model' with the path if the
 * file is not a model, is incomplete, or has an unknown format.
 */
export function loadModel(path: string): StoredModel {
  const reader = new TensorReader(path, 'model');
  try {
    return modelOf(reader);
  } catch (error) {
    reader.close();
    throw error;
  }
}

function modelOf(reader: TensorReader): StoredModel {
  const header = readHeader(reader.path, reader.metadata);
  const features = featuresOf(reader, header);
  const lexicon = lexiconOf(reader);
  const layout = layoutFor(lexicon.d, header.hidden, header.radius, features);
  const [W, b, u, S] = ['W.transposed', 'b', 'u', 'S'].map((name) => reader.tensor(name)) as [
    StoredTensor,
    StoredTensor,
    StoredTensor,
    StoredTensor,
  ];
  const { D, F, H } = layout;
  const fits = ({ shape }: StoredTensor, ...sizes: number[]): boolean => String(shape) === String(sizes);
  if (!fits(W, D, H) || !fits(S, F, H) || !fits(b, H) || !fits(u, H)) {
    throw reader.broken('its tensor shapes do not match its header');
  }
  for (const [name, { data }] of Object.entries({ W, b, u, S })) {
    // `includes` runs as native code; a loop over all parameters would take longer than tagging a sentence.
    if (notFinite.some((value) => data.includes(value)))
      throw reader.broken(`its parameter ${name} contains a value that is not finite`);
  }
  return { header, layout, parameters: padded(layout, W, b, u, S), lexicon, features };
}

function featuresOf(reader: TensorReader, header: ModelHeader): FeatureSet {
  const texts = (name: string): string[] => textsOf(reader.tensor(name));
  const gazetteers = [];
  for (let k = 0; reader.has(`features.gazetteer.${k}`); k++) {
    const [name = '', ...lines] = texts(`features.gazetteer.${k}`);
    gazetteers.push(Gazetteer.stored(name, lines));
  }
  return new FeatureSet(
    header.features,
    new FeatureSpace(texts('features.words')),
    new FeatureSpace(texts('features.sentences')),
    gazetteers,
    reader.has('features.rate') ? rateOf(texts('features.rate')) : undefined,
  );
}

function lexiconOf(reader: TensorReader): StoredLexicon {
  const [bytes, starts, slots] = ['words', 'starts', 'slots'].map(
    (name) => reader.tensor(`lexicon.${name}`).data,
  );
  const words = { bytes: bytes as Uint8Array, starts: starts as Int32Array, slots: slots as Int32Array };
  const rows = storedRows(reader);
  if (rows.shape[0] !== words.starts.length - 1 || !isIndex(words)) {
    throw reader.broken('its word index does not match its vectors');
  }
  const vector = (name: string): Float32Array => Float32Array.from(reader.tensor(name).data);
  const special = ['unknown', 'number', 'padding'].map((name) => {
    const tensor = `lexicon.${name}`;
    // Files of version 0.1 lack the padding.
    const row = name === 'padding' && !reader.has(tensor) ? paddingRow(rows.shape[1]) : vector(tensor);
    if (row.length === rows.shape[1]) return row;
    throw reader.broken(`${tensor} does not have the length of its vectors`);
  });
  return new StoredLexicon(new WordIndex(words), rows, special[0], special[1], special[2]);
}

/** Word vectors read on demand: the first few one by one, then all at once. */
function storedRows(reader: TensorReader): StoredRows {
  const name = 'lexicon.vectors';
  const shape = reader.shape(name);
  const d = shape[1];
  let single = 0;
  let whole: StoredTensor | undefined;
  const all = (): StoredTensor => {
    whole ??= reader.tensor(name);
    reader.close();
    return whole;
  };
  return {
    shape,
    scales: reader.has('lexicon.scales') ? reader.tensor('lexicon.scales') : undefined,
    all,
    row: (row) =>
      whole || single++ >= singleRows ? all().data.subarray(row * d, (row + 1) * d) : reader.row(name, row),
  };
}

const textTensor = (lines: readonly string[]): StoredTensor => {
  const data = new Uint8Array(Buffer.from(lines.join('\n')));
  return { shape: [data.length], data };
};

function textsOf({ data }: StoredTensor): string[] {
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

/** Returns a matrix of `rows` rows of H numbers, without the padding of its rows. */
function unpadded(padded: Parameters['W'], rows: number, { H, stride }: NetworkShape): Float32Array {
  const result = new Float32Array(rows * H);
  for (let row = 0; row < rows; row++) result.set(padded.subarray(row * stride, row * stride + H), row * H);
  return result;
}

/** Returns the parameters as kernels need them. If no row needs padding, nothing is copied. */
function padded(
  { H, stride }: NetworkShape,
  W: StoredTensor,
  b: StoredTensor,
  u: StoredTensor,
  S: StoredTensor,
): Parameters {
  const pad = ({ data }: StoredTensor): Float32Array => {
    if (stride === H) return data as Float32Array;
    const rows = data.length / H;
    const result = new Float32Array(rows * stride);
    for (let row = 0; row < rows; row++) result.set(data.subarray(row * H, (row + 1) * H), row * stride);
    return result;
  };
  return { W: pad(W), b: pad(b), u: pad(u), S: pad(S) };
}
