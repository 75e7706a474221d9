/**
 * @file A model: everything that tagging needs, in one file. The safetensors file holds
 *
 * | tensor | shape | what |
 * |---|---|---|
 * | W.transposed | (D, H) | input weights, as they are used: see `network/parameters.ts` |
 * | b, u | (H) | bias, output weights; of a softmax, whose H rows are classes, u is 1 for locations and −1 for the others |
 * | S | (F, H) | weights of sparse features |
 * | lexicon.vectors | (V, d) | the fixed word vectors, float32, or int8 with lexicon.scales (V) |
 * | lexicon.unknown, lexicon.number, lexicon.padding | (d) | rows of unknown words, of numbers, and around a sentence |
 * | lexicon.words, features.* | bytes | texts, one item a line |
 * | lexicon.starts, lexicon.slots | (V + 1), (slots) | where words begin, and an index to find them; see `word-index.ts` |
 *
 * and in its metadata, under `nerwin`, the {@link ModelHeader} as JSON. FORMAT.md describes it completely.
 */

import type { FeatureOptions, FeatureSet } from '../features/feature-set.js';
import type { DivisionRule } from '../features/name-division.js';
import type { ReadoutName } from '../kernels/readout.js';
import { type NetworkShape, networkShapeOf } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import type { WordVectors } from '../vectors/word-vectors.js';
import { contextSlotsOf } from '../windows/context-input.js';
import type { Calibration } from './calibration.js';
import type { Thresholds } from './thresholds.js';

/** Version of the model file format that this release writes and reads. */
export const modelFormat = 1;

/** The words that a model knows, and their vectors. */
export interface Lexicon extends Pick<WordVectors, 'words' | 'd' | 'vectors' | 'unknown' | 'number'> {
  /** The vector around a sentence, (d); by default `paddingRow(d)`. */
  readonly padding?: Float32Array | undefined;
}

/** An input file of a model. */
export interface FileHash {
  readonly name: string;
  readonly sha256: string;
}

/** A network that went into a merged model. */
export interface BagNetwork {
  readonly seed: number;
  readonly bestEpoch: number;
}

/** How thresholds of a finished model were chosen, by `nerwin threshold`. */
export interface ThresholdChoice {
  /** The operating point that was set; without it, the model's own thresholds. */
  readonly point?: string;
  /** At least this precision or recall of entities, the highest F_β, or `start` itself; `value` is the fraction, β, or score. */
  readonly goal: 'precision' | 'recall' | 'f-beta' | 'value';
  readonly value: number;
  /** The files on which it was chosen. */
  readonly corpora: readonly FileHash[];
  /** Scores of entities there. */
  readonly scores: { readonly precision: number; readonly recall: number; readonly f1: number } | null;
  /** The thresholds before; null for a new operating point. */
  readonly before: Thresholds | null;
}

/** Everything in a model except its numbers and words. */
export interface ModelHeader {
  readonly format: typeof modelFormat;
  /** Version of nerwin that wrote it. */
  readonly nerwin: string;
  readonly kind: 'window' | 'softmax';
  readonly radius: number;
  /** Hidden units of the network, classes of a softmax. */
  readonly hidden: number;
  /** The readout that turns z into a score: f of the network, `log-odds` for a softmax. */
  readonly activation: ReadoutName;
  /** Classes of a softmax model, O first; empty for the network. */
  readonly classes: readonly string[];
  readonly features: FeatureOptions;
  readonly thresholds: Thresholds;
  /** Other thresholds by name. */
  readonly operatingPoints: Readonly<Record<string, Thresholds>>;
  /** The rule by which locations are divided into names; absent: no location is divided. */
  readonly divide?: DivisionRule;
  /** What was chosen after training, one entry for each operating point. */
  readonly thresholdChoices?: readonly ThresholdChoice[];
  /** Turns scores into probabilities; models written by other tools can lack it. */
  readonly calibration?: Calibration;
  /** Entity types that counted as locations. */
  readonly locations: readonly string[];
  /** For a merged model, the seed and best epoch of its first network. */
  readonly seed: number;
  readonly bestEpoch: number;
  /** The networks of a merged model. */
  readonly members?: readonly BagNetwork[];
  readonly corpora: { readonly train: readonly FileHash[]; readonly dev: readonly FileHash[] };
  readonly vectors: FileHash;
  /** The model whose weights training started from. */
  readonly from?: FileHash;
  /** The settings it was trained with, except those that don't affect its bytes. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface Model {
  readonly header: ModelHeader;
  readonly layout: NetworkShape;
  readonly parameters: Parameters;
  readonly lexicon: Lexicon;
  readonly features: FeatureSet;
}

/** Returns the shape of the network of a model with these inputs. */
export function layoutFor(d: number, H: number, radius: number, features: FeatureSet): NetworkShape {
  const { sentence, document } = contextSlotsOf(features.options);
  return networkShapeOf({
    d,
    H,
    radius,
    wordFeatures: features.words.names.length,
    sentence: sentence && { ...sentence, features: features.sentences.names.length },
    document: document && { ...document, features: 0 },
  });
}
