/** @file The inputs of an exported graph for the words of a sentence, as `src/model/FORMAT.md` describes them. */
import type { StoredModel } from '../../src/model/model-file.js';
import { SentenceInput, SentenceStats } from '../../src/windows/context-input.js';
import { featuresOfToken, formInputOf } from '../../src/windows/form-input.js';

/** One window: the ids of the words of each slot, the means, and the rows of S. */
export interface Window {
  readonly words: readonly (readonly number[])[];
  readonly means: readonly Float32Array[];
  readonly features: readonly number[];
}

/** Returns the windows of a sentence that is a document of its own. */
export function windowsOf(
  tokens: readonly string[],
  { lexicon, features, header, layout }: StoredModel,
): Window[] {
  const { radius } = header;
  const forms = tokens.map((token) => formInputOf(token, lexicon, features));
  const matches = features.matchesIn(tokens);
  const ids = tokens.map((token, i) => featuresOfToken(forms[i], features.ofToken(token, matches?.get(i))));
  const stats = new SentenceStats();
  for (const { kind } of forms) stats.add(kind);
  const sentence = new SentenceInput(features);
  const { first, other } = sentence.featuresOf(sentence.intern(stats));
  const mean = meanOf(forms.map(({ vectors }) => vectorOf(lexicon, vectors)));
  const dense = layout.slots.slice(2 * radius + 1).filter(({ column }) => column >= 0);
  return tokens.map((_, center) => {
    const places = Array.from({ length: 2 * radius + 1 }, (_, p) => center + p - radius);
    const own = center === stats.firstWord ? first : other;
    return {
      words: places.map((k) => forms[k]?.vectors ?? [lexicon.V + 2]),
      means: dense.map(() => mean),
      features: [
        ...places.flatMap((k, p) => (ids[k] ?? []).map((id) => layout.slots[p].sparse + id)),
        ...own.map((id) => layout.slots[2 * radius + 1].sparse + id),
      ],
    };
  });
}

/** The vector of a form: the mean of these rows. */
export function vectorOf(lexicon: StoredModel['lexicon'], rows: readonly number[]): Float32Array {
  return meanOf(
    rows.map((row) => {
      const vector = new Float32Array(lexicon.d);
      lexicon.read(row, vector, 0);
      return vector;
    }),
  );
}

const meanOf = (vectors: readonly Float32Array[]): Float32Array =>
  Float32Array.from(
    vectors[0],
    (_, j) => vectors.reduce((sum, vector) => sum + vector[j], 0) / vectors.length,
  );
