/** @file What is inside a model, as plain data. */
import type { ModelHeader } from './model.js';
import type { StoredModel } from './read-model.js';
import { modelTensors } from './save-model.js';

/** A tensor of a model. */
export interface TensorRecord {
  readonly name: string;
  /** The type of its numbers: float32, int8, … */
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** What `nerwin model info --json` prints: the header of the file, its words, and its tensors. */
export interface ModelInfo extends ModelHeader {
  /** Number of words in the lexicon. */
  readonly words: number;
  /** Numbers per word vector. */
  readonly dimension: number;
  readonly tensors: readonly TensorRecord[];
}

/** Describes a model: its header, the size of its lexicon, and its tensors. */
export function infoOf(model: StoredModel): ModelInfo {
  const tensors = [...modelTensors(model)].map(([name, { shape, data }]) => ({
    name,
    type: data.constructor.name.replace('Array', '').toLowerCase(),
    shape,
    bytes: data.byteLength,
  }));
  return { ...model.header, words: model.lexicon.V, dimension: model.lexicon.d, tensors };
}
