/**
 * @file The sparse features of a model: which families are on, their ids, and the data they look up
 * (gazetteers, location rates).
 */
import type { Corpus } from '../corpus/corpus.js';
import type { Sentence } from '../corpus/sentence.js';
import { normalForm } from '../text/normal-form.js';
import { FeatureCounter, type FeatureSpace } from './feature-space.js';
import { type Gazetteer, type Matches, matchesIn, matchesOf } from './gazetteer.js';
import { leaveOutGroups, usesIn } from './leave-one-out.js';
import { insideLocations, LocationRate } from './location-rate.js';
import { contextNames, contextNumber, kindCount, wordKind } from './sentence-context.js';
import { extended } from './token-hash.js';
import { affixes, pattern, shape } from './word-shape.js';

/** The feature families that are on; from the section `features` of a config. */
export interface FeatureOptions {
  readonly shape: boolean;
  readonly shape2: boolean;
  readonly words: boolean;
  readonly affixes: number;
  readonly affixBuckets: number;
  readonly sentence: boolean;
  readonly sentenceMean: boolean;
  readonly documentMean: boolean;
  readonly lexicon: boolean;
  readonly minimumCount: number;
}

const noNames: readonly string[] = [];
const noIds: readonly number[] = [];

/** A token in the gazetteers. */
export interface ListedToken {
  /** Its features if it is in no name of several tokens. */
  readonly names: readonly string[];
  /** True if a name of several tokens begins with it. */
  readonly begins: boolean;
}

/** The features of a model. Word features have the same ids in every slot, but each slot has its own weights. */
export class FeatureSet {
  constructor(
    readonly options: FeatureOptions,
    readonly words: FeatureSpace,
    readonly sentences: FeatureSpace,
    readonly gazetteers: readonly Gazetteer[],
    readonly rate: LocationRate | undefined,
  ) {}

  /** Returns the ids of the features that depend only on the form. */
  ofForm(form: string): number[] {
    return this.words.idsOf(formFeatures(form, this.options));
  }

  /** The gazetteer features of a sentence, see {@link matchesIn}; undefined if there are no gazetteers. */
  matchesIn(tokens: readonly string[]): Matches | undefined {
    return matchesIn(tokens, this.gazetteers);
  }

  /** The same for tokens with these hashes, see `hashOfToken`. */
  matchesOf(hashes: ArrayLike<number>): Map<number, readonly string[]> {
    return matchesOf(hashes, this.gazetteers);
  }

  /** Looks up a token with this hash in the gazetteers. */
  listed(hash: number): ListedToken {
    const names: string[] = [];
    let begins = false;
    for (const gazetteer of this.gazetteers) {
      const value = gazetteer.find(hash);
      if ((value & 1) === 1) begins = true;
      const name = gazetteer.featureOf(hash, value);
      if (name !== undefined) names.push(name);
    }
    return { names, begins };
  }

  /** True if a name is or begins with two tokens with these hashes. */
  beginsWith(first: number, second: number): boolean {
    const hash = extended(first, second);
    return this.gazetteers.some((gazetteer) => gazetteer.find(hash) > 0);
  }

  /**
   * Returns the ids of the features of a token that depend on more than its form: its location rate, and the
   * gazetteer features `matches`. In training, `own` holds the uses to leave out of the location rate.
   */
  ofToken(form: string, matches: readonly string[] = noNames, own?: LocationRate): readonly number[] {
    const names = tokenFeatures(form, matches, this.rate, own);
    return names.length === 0 ? noIds : this.words.idsOf(names);
  }

  /**
   * Returns the ids of sentence features with these names, for a center that is the sentence's first word and
   * for any other center.
   */
  ofContext(names: readonly string[]): { readonly first: number[]; readonly other: number[] } {
    return { first: this.sentences.idsOf([...names, 'first']), other: this.sentences.idsOf(names) };
  }
}

function* formFeatures(word: string, options: FeatureOptions): Generator<string> {
  const form = normalForm(word);
  if (options.shape) yield `shape=${shape(form)}`;
  if (options.shape2) yield `pattern=${pattern(form)}`;
  if (options.words) yield `word=${form.toLowerCase()}`;
  if (options.affixes > 0) {
    for (const bucket of affixes(form, options.affixes, options.affixBuckets)) yield `affix=${bucket}`;
  }
}

/** Returns the names of the features that depend on more than a token's form. */
function tokenFeatures(
  form: string,
  matches: readonly string[],
  rate: LocationRate | undefined,
  own: LocationRate | undefined,
): readonly string[] {
  const feature = rate?.feature(form, own);
  return feature === undefined ? matches : [feature, ...matches];
}

/**
 * Learns the features from the training corpus: the feature names that occur at least `minimumCount` times,
 * and the location rates.
 */
export function fitFeatures(
  corpus: Pick<Corpus, 'sentences' | 'forms'>,
  options: FeatureOptions,
  types: ReadonlySet<string>,
  gazetteers: readonly Gazetteer[],
): FeatureSet {
  const forms = corpus.forms();
  const words = new FeatureCounter();
  for (const [form, count] of forms) for (const name of formFeatures(form, options)) words.add(name, count);
  const rate = options.lexicon ? new LocationRate() : undefined;
  if (rate) for (const one of corpus.sentences()) rate.add(one.tokens, insideLocations(one, types));
  if (rate || gazetteers.length > 0) {
    for (const piece of leaveOutGroups(corpus.sentences())) {
      const own = rate && usesIn(piece, types);
      for (const { tokens } of piece) {
        const matches = matchesIn(tokens, gazetteers);
        tokens.forEach((token, i) => {
          for (const name of tokenFeatures(token, matches?.get(i) ?? noNames, rate, own)) words.add(name);
        });
      }
    }
  }
  const context = options.sentence ? contextsOf(corpus.sentences(), forms) : new FeatureCounter();
  const { minimumCount } = options;
  return new FeatureSet(options, words.space(minimumCount), context.space(minimumCount), gazetteers, rate);
}

/**
 * Counts the sentence features of all sentences; `forms` are the distinct forms of the corpus. The feature
 * `first` (the center is the first word) is always kept.
 */
function contextsOf(sentences: Iterable<Sentence>, forms: ReadonlyMap<string, number>): FeatureCounter {
  const kinds = new Map([...forms.keys()].map((form) => [form, wordKind(form)]));
  const contexts = new Map<number, number>(); // with the number of their sentences
  const counts = new Int32Array(kindCount);
  for (const { tokens } of sentences) {
    counts.fill(0);
    for (const token of tokens) {
      const kind = kinds.get(token);
      if (kind !== undefined) counts[kind]++;
    }
    const context = contextNumber(counts);
    contexts.set(context, (contexts.get(context) ?? 0) + 1);
  }
  const names = new FeatureCounter();
  for (const [context, count] of contexts) for (const name of contextNames(context)) names.add(name, count);
  names.add('first', Number.POSITIVE_INFINITY);
  return names;
}
