/**
 * @file Encodes corpora with the words and features of a model, whether it is
 * finished or about to be trained.
 */
import type { Corpus } from '../corpus/corpus.js';
import type { FeatureSet } from '../features/feature-set.js';
import { cutsAt, divisionOf } from '../features/name-division.js';
import type { Lexicon, ModelHeader } from '../model/model.js';
import { StoredLexicon } from '../model/stored-lexicon.js';
import { WordLookUp } from '../vectors/ladder.js';
import type { EncodedCorpus } from '../windows/encoded-corpus.js';
import { Encoder, type Encoding, type RungCounts } from '../windows/encoder.js';
import type { RowTable } from '../windows/row-table.js';

/** The part of a model that encoding needs. Training has it before the first step. */
export interface EncodingModel {
  readonly header: Pick<ModelHeader, 'radius' | 'classes' | 'locations' | 'divide'>;
  readonly lexicon: Lexicon;
  readonly features: FeatureSet;
}

type Sentences = Pick<Corpus, 'sentences'>;

/** An encoded corpus with the table of its rows. */
export interface EncodedData {
  readonly corpus: EncodedCorpus;
  readonly rungs: RungCounts;
  readonly rows: RowTable;
  /** The row of X for unknown words. */
  readonly unknown: number;
}

/**
 * Encodes a corpus as in evaluation. `types` are the entity types that count as locations, by default the
 * model's. The softmax classes of entity types are recorded if there are several.
 */
export function encodeWith(
  model: EncodingModel,
  corpus: Sentences,
  types: readonly string[] = model.header.locations,
): EncodedData {
  const encoder = encoderOf(model);
  const { corpus: plain, rungs } = encoder.encode(
    corpus.sentences(),
    new Set(types),
    false,
    typesWithClass(model),
  );
  const { forms } = encoder.rows;
  const cutsOf = divisionOf(model.header.divide, model.features.gazetteers);
  const cutsIn = cutsAt(cutsOf, (position) => forms[plain.rows[position]]);
  return { corpus: { ...plain, cutsIn }, rungs, rows: encoder.rows, unknown: encoder.lookUp.V };
}

/**
 * Encodes the splits of a run with one table of rows. In the first, the training corpus, each document's own
 * uses are left out of the location rate.
 */
export function encodeSplits(
  model: EncodingModel,
  splits: readonly Sentences[],
): { readonly encodings: readonly Encoding[]; readonly rows: RowTable } {
  const encoder = encoderOf(model);
  const types = new Set(model.header.locations);
  const encodings = splits.map((split, k) =>
    encoder.encode(split.sentences(), types, k === 0, typesWithClass(model)),
  );
  return { encodings, rows: encoder.rows };
}

const encoderOf = ({ header, lexicon, features }: EncodingModel): Encoder =>
  new Encoder(
    lexicon instanceof StoredLexicon ? lexicon.checked() : new WordLookUp(lexicon),
    features,
    header.radius,
  );

/**
 * Returns the entity types with a class of their own: for a softmax with more than O and one location class.
 */
const typesWithClass = ({ header: { classes } }: EncodingModel): readonly string[] =>
  classes.length > 2 ? classes.slice(1) : [];
