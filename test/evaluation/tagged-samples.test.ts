import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldOf } from '../../src/evaluation/gold.js';
import { taggedSamples } from '../../src/evaluation/tagged-samples.js';
import { begin, inside, outside } from '../../src/windows/encoded-corpus.js';
import { corpusWith } from './sample.js';

const thresholds = { start: 1, extend: -1 };
const low = Number.NEGATIVE_INFINITY;

/** The samples of sentences with these labels and scores; words are called by their positions. */
function samples(labels: readonly (readonly number[])[], scores: readonly (readonly number[])[], limit = 9) {
  const corpus = corpusWith(labels.map((list) => [...list]));
  const all = new Float32Array(corpus.labels.length).fill(low);
  for (const [k, list] of scores.entries()) all.set(list, corpus.starts[k]);
  return taggedSamples(all, corpus, goldOf(corpus), thresholds, (position) => `w${position}`, limit);
}

test('words are right, false, of wrong boundaries, or missed', () => {
  const labels = [outside, begin, inside, outside, begin, begin, inside, outside, begin, begin];
  const scores = [2, -2, 2, -2, 3, 3, 0, -2, -2, -3];
  // found: w1 | w3 | w5 w6 w7 (one run, as no threshold separates them)
  expect(samples([labels], [scores])[0].parts).toEqual([
    { text: 'w1', mark: 'false' },
    { text: 'w2', mark: 'missed' },
    { text: 'w3', mark: 'boundary' },
    { text: 'w4' },
    { text: 'w5 w6 w7', mark: 'boundary' },
    { text: 'w8' },
    { text: 'w9', mark: 'missed' },
    { text: 'w10', mark: 'missed' },
  ]);
  expect(samples([[outside, begin, inside]], [[-2, 2, 0]])[0].parts).toEqual([
    { text: 'w1' },
    { text: 'w2 w3', mark: 'right' },
  ]);
});

test('sentences without a location and long ones are left out; the others are spread over the corpus', () => {
  const labels = Array.from({ length: 20 }, (_, k) => (k % 2 === 0 ? [begin] : [outside]));
  labels[4] = Array(41).fill(begin);
  const shown = samples(
    labels,
    labels.map((list) => list.map(() => -2)),
    3,
  ).map(({ parts }) => parts[0].text);
  const all = samples(
    labels,
    labels.map((list) => list.map(() => -2)),
    99,
  ).map(({ parts }) => parts[0].text);
  expect(all).toHaveLength(9);
  expect(shown).toEqual([all[1], all[4], all[7]]);
});

test('every word of a sentence is in one part, in order', () => {
  const label = fc.constantFrom(begin, outside);
  const sentence = fc.array(fc.tuple(label, fc.constantFrom(-2, 0, 2)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sentence, (words) => {
      const [sample] = samples([words.map(([one]) => one)], [words.map(([, score]) => score)]);
      const isEmpty = words.every(([one, score]) => one === outside && score < 2);
      expect(sample === undefined).toBe(isEmpty);
      const text = (sample?.parts ?? words.map((_, k) => ({ text: `w${k + 1}` })))
        .map((part) => part.text)
        .join(' ');
      expect(text).toBe(words.map((_, k) => `w${k + 1}`).join(' '));
    }),
  );
});
