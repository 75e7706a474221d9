/** @file All sparse features that a model uses: which families are on, their ids, and what they look up. */
import type { Corpus } from '../corpus/corpus.js';
import type { Sentence } from '../corpus/sentence.js';
import { FeatureCounter, type FeatureSpace } from './feature-space.js';
import type { Gazetteer } from './gazetteer.js';
import { leftOutTogether, ownUses } from './left-out.js';
import { insideLocations, LocationRate } from './location-rate.js';
import { contextNames, contextNumber, kindCount, wordKind } from './sentence-context.js';
import { affixes, pattern, shape } from './shape.js';

/** Which families are on; the settings `features` of a config. */
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

/** The features of a model. Ids of word features are the same in every slot; each slot has weights of its own. */
export class FeatureSet {
  constructor(
    readonly options: FeatureOptions,
    readonly words: FeatureSpace,
    readonly sentences: FeatureSpace,
    readonly gazetteers: readonly Gazetteer[],
    readonly rate: LocationRate | undefined,
  ) {}

  /** Ids of what depends on the form alone. */
  ofForm(form: string): number[] {
    return this.words.idsOf(formFeatures(form, this.options));
  }

  /**
   * Ids of what depends on a token's neighbours or document, a list for each token; undefined when no such family is on. `own`:
   * uses to leave out of the location rate, while training.
   */
  ofTokens(tokens: readonly string[], own?: LocationRate): number[][] | undefined {
    if (!this.rate && this.gazetteers.length === 0) return undefined;
    return tokenFeatures(tokens, this.gazetteers, this.rate, own).map((names) => this.words.idsOf(names));
  }

  /** Ids of a sentence's features with these names, for a centre that is its first word and for any other. */
  ofContext(names: readonly string[]): { readonly first: number[]; readonly other: number[] } {
    return { first: this.sentences.idsOf([...names, 'first']), other: this.sentences.idsOf(names) };
  }

  /** Ids of what `ofTokens` gives a token to which gazetteers gave these names. */
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
  for (const gazetteer of gazetteers) gazetteer.match(tokens, (i, feature) => features[i]!.push(feature));
  return features;
}

/**
 * Learns from the training corpus which features there are: each family's names that occur at least `minimumCount` times,
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
    for (const piece of leftOutTogether(corpus.sentences())) {
      const own = rate && ownUses(piece, types);
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

/** The features of all sentences, whose forms are those of `forms`; that a centre is the first word may always be told. */
function contextsOf(sentences: Iterable<Sentence>, forms: ReadonlyMap<string, number>): FeatureCounter {
  const kinds = new Map([...forms.keys()].map((form) => [form, wordKind(form)]));
  const contexts = new Map<number, number>(); // with the number of their sentences
  const counts = new Int32Array(kindCount);
  for (const { tokens } of sentences) {
    counts.fill(0);
    for (const token of tokens) counts[kinds.get(token)!]!++;
    const context = contextNumber(counts);
    contexts.set(context, (contexts.get(context) ?? 0) + 1);
  }
  const names = new FeatureCounter();
  for (const [context, count] of contexts) for (const name of contextNames(context)) names.add(name, count);
  names.add('first', Number.POSITIVE_INFINITY);
  return names;
}
