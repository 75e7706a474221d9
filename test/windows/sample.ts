/** @file Small corpora for tests, written as text: locations are in brackets, a blank line ends a document. */
import type { Corpus } from '../../src/corpus/corpus.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import { type FeatureOptions, type FeatureSet, fitFeatures } from '../../src/features/feature-set.js';
import { WordLookUp } from '../../src/vectors/ladder.js';
import type { EncodedCorpus } from '../../src/windows/encoded-corpus.js';
import { Encoder } from '../../src/windows/encoder.js';

export const noFeatures: FeatureOptions = {
  shape: false,
  shape2: false,
  words: false,
  affixes: 0,
  affixBuckets: 16,
  sentence: false,
  sentenceMean: false,
  documentMean: false,
  lexicon: false,
  minimumCount: 1,
};

/** The sentences of a text, one a line: `[New York] is big`. */
export function sentencesOf(text: string): Sentence[] {
  let document = 0;
  const sentences: Sentence[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') document++;
    else sentences.push(sentenceOf(line.trim(), document, index + 1));
  });
  return sentences;
}

function sentenceOf(text: string, document: number, line: number): Sentence {
  const spans: { type: string; start: number; end: number }[] = [];
  let start = 0;
  const tokens = text.split(/\s+/).map((token, i) => {
    if (token.startsWith('[')) start = i;
    if (token.endsWith(']')) spans.push({ type: 'LOC', start, end: i + 1 });
    return token.replaceAll(/[[\]]/g, '');
  });
  return { tokens, spans, document, file: 'text', line };
}

/** Sentences as what features are learned from. */
export const corpusOf = (sentences: readonly Sentence[]): Pick<Corpus, 'sentences' | 'forms'> => ({
  sentences: () => sentences,
  forms: () => {
    const forms = new Map<string, number>();
    for (const { tokens } of sentences)
      for (const form of tokens) forms.set(form, (forms.get(form) ?? 0) + 1);
    return forms;
  },
});

/** Vectors of two numbers for the words, in order (1, 0), (2, 0), …; unknown (0, 7), number (0, 8). */
export const lookUpOf = (words: readonly string[]): WordLookUp =>
  new WordLookUp({
    words,
    d: 2,
    vectors: Float32Array.from(words.flatMap((_, k) => [k + 1, 0])),
    unknown: Float32Array.of(0, 7),
    number: Float32Array.of(0, 8),
  });

export const locations: ReadonlySet<string> = new Set(['LOC']);

export interface Encoded {
  readonly encoder: Encoder;
  readonly features: FeatureSet;
  readonly corpus: EncodedCorpus;
}

/** A text as a training corpus, encoded with the given families of features. */
export function encode(
  text: string,
  words: readonly string[],
  radius: number,
  options: Partial<FeatureOptions> = {},
): Encoded {
  const sentences = sentencesOf(text);
  const features = fitFeatures(corpusOf(sentences), { ...noFeatures, ...options }, locations, []);
  const encoder = new Encoder(lookUpOf(words), features, radius);
  const { corpus } = encoder.encode(sentences, locations, true);
  return { encoder, features, corpus };
}
