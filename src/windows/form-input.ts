/**
 * @file The input of a word form: dense rows and sparse features. Training, evaluation and tagging share this
 * description. They differ only in storage: the encoder (`encoder.ts`) keeps every distinct input; the tagger
 * (`tagging/word-rows.ts`) keeps as many as fit into its memory.
 */
import type { FeatureSet } from '../features/feature-set.js';
import { wordKind } from '../features/sentence-context.js';
import { findForm, type Rung, type Vocabulary } from '../vectors/ladder.js';

/** The part of a token's input that depends on its form alone. */
export interface FormInput {
  /** The rung of the lookup ladder that matched. */
  readonly rung: Rung;
  /** Rows of the word vectors. The dense part of x is their mean, summed in float64 in this order. */
  readonly vectors: readonly number[];
  /** Ids of sparse features, ascending. */
  readonly features: readonly number[];
  /** The kind of token, see `wordKind`. */
  readonly kind: number;
}

/** Describes a form, with the words of `vocabulary` and the features of a model. */
export function formInputOf(form: string, vocabulary: Vocabulary, features: FeatureSet): FormInput {
  const { rung, rows } = findForm(form, vocabulary);
  return { rung, vectors: rows, features: features.ofForm(form), kind: wordKind(form) };
}

/**
 * Returns the sparse features of a token, ascending: those of its form, and `others`, which depend on more than
 * its form (see `FeatureSet.ofToken`).
 */
export function featuresOfToken(form: FormInput, others: readonly number[]): readonly number[] {
  return others.length === 0 ? form.features : [...form.features, ...others].sort((a, b) => a - b);
}
