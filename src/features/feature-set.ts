/**
 * @file The sparse features of a model: which families are on, their ids, and the data they look up
 * (gazetteers, location rates).
 */
import type { Corpus } from '../corpus/corpus.js';
import type { Sentence } from '../corpus/sentence.js';
import { FeatureCounter, type FeatureSpace } from './feature-space.js';
import type { Gazetteer } from './gazetteer.js';
import { leaveOutGroups, usesIn } from './leave-one-out.js';
import { insideLocations, LocationRate } from './location-rate.js';
import { contextNames, contextNumber, kindCount, wordKind } from './sentence-context.js';
import { affixes, pattern, shape } from './word-shape.js';

/** Which feature families are on; from the section `features` of a config. */
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

  /**
   * Returns for each token the ids of the features that depend on more than its form: gazetteer matches and
   * the location rate. Undefined if both families are off. In training, `own` holds the uses to leave out of
   * the location rate.
   */
  ofTokens(tokens: readonly string[], own?: LocationRate): number[][] | undefined {
    if (!this.rate && this.gazetteers.length === 0) return undefined;
    return tokenFeatures(tokens, this.gazetteers, this.rate, own).map((names) => this.words.idsOf(names));
  }

  /**
   * Returns the ids of sentence features with these names, for a center that is the sentence's first word and
   * for any other center.
   */
  ofContext(names: readonly string[]): { readonly first: number[]; readonly other: number[] } {
    return { first: this.sentences.idsOf([...names, 'first']), other: this.sentences.idsOf(names) };
  }

  /** Returns the ids that `ofTokens` would return for a token with these gazetteer features. */
  ofMatches(form: string, names: readonly string[]): number[] {
    const rate = this.rate?.feature(form);
    return this.words.idsOf(rate === undefined ? names : [rate, ...names]);
  }
}

function* formFeatures(form: string, options: FeatureOptions): Generator<string> {
  if (options.shape) yield `shape=${shape(form)}`;
  if (options.shape2) yield `pattern=${pattern(form)}`;
  if (options.words) yield `word=${form.toLowerCase()}`;
  if (options.affixes > 0) {
    for (const bucket of affixes(form, options.affixes, options.affixBuckets)) yield `affix=${bucket}`;
  }
}

function tokenFeatures(
  tokens: readonly string[],
  gazetteers: readonly Gazetteer[],
  rate: LocationRate | undefined,
  own: LocationRate | undefined,
): string[][] {
  const features = tokens.map((token) => {
    const feature = rate?.feature(token, own);
    return feature === undefined ? [] : [feature];
  });
  for (const gazetteer of gazetteers) gazetteer.match(tokens, (i, feature) => features[i].push(feature));
  return features;
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
        for (const names of tokenFeatures(tokens, gazetteers, rate, own))
          for (const name of names) words.add(name);
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
    for (const token of tokens) counts[kinds.get(token)!]++;
    const context = contextNumber(counts);
    contexts.set(context, (contexts.get(context) ?? 0) + 1);
  }
  const names = new FeatureCounter();
  for (const [context, count] of contexts) for (const name of contextNames(context)) names.add(name, count);
  names.add('first', Number.POSITIVE_INFINITY);
  return names;
}
