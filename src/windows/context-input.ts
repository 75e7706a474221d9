/**
 * @file The input of the slots after the words: sentence and document. As with `form-input.ts`, training,
 * evaluation and tagging share this description.
 *
 * - The slot `sentence` has the features of the sentence and, if the model uses it, the mean of x over the
 *   sentence's words. Its features differ between the sentence's first word and all other centers.
 * - The slot `document` has the mean of x over the document's words, and no features.
 *
 * A mean is summed in float64, word after word, then divided and rounded to float32.
 */
import type { FeatureOptions, FeatureSet } from '../features/feature-set.js';
import { contextNames, contextNumber, kindCount, punctuation } from '../features/sentence-context.js';

/** The slots after the words, and whether they have a dense part; undefined if there is no such slot. */
export interface ContextSlots {
  readonly sentence: { readonly dense: boolean } | undefined;
  readonly document: { readonly dense: true } | undefined;
}

export function contextSlotsOf({ sentence, sentenceMean, documentMean }: FeatureOptions): ContextSlots {
  return {
    sentence: sentence || sentenceMean ? { dense: sentenceMean } : undefined,
    document: documentMean ? { dense: true } : undefined,
  };
}

/** True if a slot after the words holds a mean. */
export function usesMeans(options: FeatureOptions): boolean {
  const { sentence, document } = contextSlotsOf(options);
  return sentence?.dense === true || document !== undefined;
}

/** Statistics of the words of a sentence, collected word by word. */
export class SentenceStats {
  /** Number of words of each kind, see `wordKind`. */
  readonly kinds = new Int32Array(kindCount);
  /** Number of words. */
  count = 0;
  #first = -1; // the first word that is not punctuation; −1 if there is none so far

  /** Starts a new sentence. */
  clear(): void {
    this.kinds.fill(0);
    this.count = 0;
    this.#first = -1;
  }

  /** Adds a word of this kind. */
  add(kind: number): void {
    if (this.#first < 0 && kind !== punctuation) this.#first = this.count;
    this.kinds[kind]++;
    this.count++;
  }

  /** Index of the sentence's first word: the first token that is not punctuation, or 0. */
  get firstWord(): number {
    return Math.max(0, this.#first);
  }
}

/** Ids of the sparse features of the slot `sentence`. */
export interface SentenceFeatures {
  /** If the center is the sentence's first word. */
  readonly first: readonly number[];
  /** For all other centers. */
  readonly other: readonly number[];
}

const none: SentenceFeatures = { first: [], other: [] };

/** The features of sentences; a sentence is described by its context number, see `contextNumber`. */
export class SentenceInput {
  readonly #byNumber: (SentenceFeatures | undefined)[] = [];

  constructor(readonly features: FeatureSet) {}

  /** Returns the context number of a sentence; always 0 for a model without sentence features. */
  intern(stats: SentenceStats): number {
    return this.features.options.sentence ? contextNumber(stats.kinds) : 0;
  }

  /** Returns the features of all sentences with this context number. */
  featuresOf(number: number): SentenceFeatures {
    if (!this.features.options.sentence) return none;
    this.#byNumber[number] ??= this.features.ofContext(contextNames(number));
    return this.#byNumber[number];
  }
}
