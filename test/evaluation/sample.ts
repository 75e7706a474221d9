/** @file Random labels and scores for tests of evaluation. */
import fc from 'fast-check';
import { begin, type EncodedCorpus, inside, outside, padding } from '../../src/windows/encoded-corpus.js';

export interface Scored {
  readonly corpus: EncodedCorpus;
  readonly scores: Float32Array; // (positions), −∞ at padding
}

/** A corpus with these labels, a list for each sentence. */
export function corpusWith(sentences: readonly (readonly number[])[]): EncodedCorpus {
  const labels: number[] = [padding];
  const starts: number[] = [];
  for (const sentence of sentences) {
    starts.push(labels.length);
    for (const label of sentence) labels.push(label);
    labels.push(padding);
  }
  starts.push(labels.length);
  return {
    radius: 1,
    rows: new Int32Array(labels.length),
    labels: Uint8Array.from(labels),
    starts: Int32Array.from(starts),
    contexts: [],
    documentEnds: Int32Array.of(sentences.length),
    tokens: sentences.flat().length,
  };
}

/** Labels as the encoder gives them: inside comes only after begin or inside. */
const sentence = fc
  .array(fc.constantFrom(outside, outside, begin, inside), { minLength: 1, maxLength: 8 })
  .map((labels) =>
    labels.map((label, i) => (label === inside && (labels[i - 1] ?? outside) === outside ? begin : label)),
  );

/** Corpora with scores of few distinct values, so that there are ties. */
export const scored: fc.Arbitrary<Scored> = fc
  .array(sentence, { minLength: 1, maxLength: 6 })
  .map((sentences) => corpusWith(sentences))
  .chain((corpus) =>
    fc
      .array(fc.constantFrom(-2, -0.5, 0, 0.25, 0.5, 1, 3), {
        minLength: corpus.labels.length,
        maxLength: corpus.labels.length,
      })
      .map((scores) => ({
        corpus,
        scores: Float32Array.from(scores, (score, i) =>
          corpus.labels[i] === padding ? Number.NEGATIVE_INFINITY : score,
        ),
      })),
  );
