/**
 * @file Reads a model from its tensors. Its word vectors stay where they are until they are needed. Runs in
 * browsers too.
 */
import { FeatureSet } from '../features/feature-set.js';
import { FeatureSpace } from '../features/feature-space.js';
import type { Gazetteer } from '../features/gazetteer.js';
import { LocationRate } from '../features/location-rate.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import { paddingRow } from '../vectors/special-vectors.js';
import type { ByteSource } from './byte-source.js';
import { readGazetteers } from './gazetteer-tensors.js';
import { readHeader } from './header.js';
import { layoutFor, type Model, type ModelHeader } from './model.js';
import { StoredLexicon, type StoredRows } from './stored-lexicon.js';
import { type StoredTensor, StoredTensors } from './stored-tensors.js';
import { textsOf } from './text-tensors.js';
import { isIndex, WordIndex } from './word-index.js';

/** A model loaded from a file; its vectors are read on demand. */
export interface StoredModel extends Model {
  readonly lexicon: StoredLexicon;
  /** Identifies the contents of the file, see {@link ByteSource}. */
  readonly stamp: string | undefined;
}

/** Number of word vectors that are read one by one; after that, all are read at once. */
const singleRows = 256;

/**
 * Reads the model of a source, and closes it when nothing is left to read. Throws 'model' with the source's name
 * if it is not a model, is incomplete, or has an unknown format.
 */
export function readModel(source: ByteSource): StoredModel {
  const reader = new StoredTensors(source, 'model');
  try {
    return modelOf(reader);
  } catch (error) {
    reader.close();
    throw error;
  }
}

function modelOf(reader: StoredTensors): StoredModel {
  const header = readHeader(reader.path, reader.metadata);
  const features = featuresOf(reader, header);
  const lexicon = lexiconOf(reader, features.gazetteers);
  const layout = layoutFor(lexicon.d, header.hidden, header.radius, features);
  const [W, b, u, S] = ['W.transposed', 'b', 'u', 'S'].map((name) => reader.tensor(name, ['F32'])) as [
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
  const parameters = padded(layout, W, b, u, S);
  return { header, layout, parameters, lexicon, features, stamp: reader.source.stamp };
}

function featuresOf(reader: StoredTensors, header: ModelHeader): FeatureSet {
  const texts = (name: string): string[] => textsOf(reader.tensor(name, ['U8']));
  return new FeatureSet(
    header.features,
    new FeatureSpace(texts('features.words')),
    new FeatureSpace(texts('features.sentences')),
    readGazetteers(reader),
    reader.has('features.rate') ? rateOf(texts('features.rate')) : undefined,
  );
}

function lexiconOf(reader: StoredTensors, gazetteers: readonly Gazetteer[]): StoredLexicon {
  const [bytes, starts, slots] = [
    reader.lazyTensor('lexicon.words', ['U8']),
    reader.lazyTensor('lexicon.starts', ['I32']),
    reader.lazyTensor('lexicon.slots', ['I32']),
  ];
  const words = {
    bytes: bytes.data as Uint8Array,
    starts: starts.data as Int32Array,
    slots: slots.data as Int32Array,
  };
  const touches = { bytes: bytes.touch, starts: starts.touch, slots: slots.touch };
  const index = new WordIndex(words, touches);
  const rows = storedRows(reader, () => {
    for (const lazy of [index, ...gazetteers]) lazy.touchAll();
  });
  if (rows.shape[0] !== words.starts.length - 1 || !isIndex(words)) {
    throw reader.broken('its word index does not match its vectors');
  }
  const vector = (name: string): Float32Array => Float32Array.from(reader.tensor(name, ['F32']).data);
  const special = ['unknown', 'number', 'padding'].map((name) => {
    const tensor = `lexicon.${name}`;
    // Files of version 0.1 lack the padding.
    const row = name === 'padding' && !reader.has(tensor) ? paddingRow(rows.shape[1]) : vector(tensor);
    if (row.length === rows.shape[1]) return row;
    throw reader.broken(`${tensor} does not have the length of its vectors`);
  });
  return new StoredLexicon(index, rows, special[0], special[1], special[2]);
}

/**
 * Word vectors read on demand: the first few one by one, then all at once. Before the reader is closed,
 * `beforeClosing` reads what else may be needed.
 */
function storedRows(reader: StoredTensors, beforeClosing: () => void): StoredRows {
  const name = 'lexicon.vectors';
  const shape = reader.shape(name);
  const d = shape[1];
  const scales = reader.has('lexicon.scales') ? reader.lazyTensor('lexicon.scales', ['F32']) : undefined;
  reader.demandType(name, [scales ? 'I8' : 'F32']);
  if (shape.length !== 2 || (scales && scales.data.length !== shape[0]))
    throw reader.broken('its scales do not match its vectors');
  let single = 0;
  let whole: StoredTensor | undefined;
  const all = (): StoredTensor => {
    if (whole) return whole;
    beforeClosing();
    scales?.touch(0, shape[0]);
    whole = reader.tensor(name);
    reader.close();
    return whole;
  };
  return {
    shape,
    scales: scales && { shape: [shape[0]], data: scales.data },
    all,
    row: (row) => {
      if (whole || single++ >= singleRows) return all().data.subarray(row * d, (row + 1) * d);
      scales?.touch(row, row + 1);
      return reader.row(name, row);
    },
  };
}

function rateOf(lines: readonly string[]): LocationRate {
  return new LocationRate(
    lines.map((line) => {
      const [word = '', uses, inside] = line.split('\t');
      return [word, { uses: Number(uses), inside: Number(inside) }];
    }),
  );
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
