import { expect, test } from 'vitest';
import { goldOf } from '../../src/evaluation/gold.js';
import { type Mistake, mistakesOf } from '../../src/evaluation/mistakes.js';
import { begin, inside, outside } from '../../src/windows/encoded-corpus.js';
import { corpusWith } from './sample.js';

const thresholds = { start: 1, extend: -1 };
const low = Number.NEGATIVE_INFINITY;

/** The mistakes of a sentence with these labels and scores; its words are w1, w2, … */
const mistakes = (labels: readonly number[], scores: readonly number[], limit = 9): Mistake[] => {
  const corpus = corpusWith([labels]);
  const all = Float32Array.of(low, ...scores, low);
  return mistakesOf(all, corpus, goldOf(corpus), thresholds, (position) => `w${position}`, limit);
};

test('mistakes are ranked by the distance of their score from the threshold `start`', () => {
  const missed = mistakes([begin, outside, begin, outside, begin], [0.75, -3, -0.5, -3, -8]);
  expect(missed.map(({ text, confidence }) => [text, confidence])).toEqual([
    ['w5', 9],
    ['w3', 1.5],
    ['w1', 0.25],
  ]);
  expect(mistakes([begin, outside, begin, outside, begin], [0.75, -3, -0.5, -3, -8], 1)).toEqual([missed[0]]);
});

test('a mistake is false, boundary or missed by its overlap with the gold locations, in this order', () => {
  //                    false    boundary: one word too many      two gold locations in one     missed          right
  const labels = [
    outside,
    outside,
    begin,
    outside,
    outside,
    begin,
    begin,
    outside,
    begin,
    inside,
    outside,
    begin,
  ];
  const scores = [2, -2, 3, 0, -2, 4, 0.5, -2, 0.25, -2, -2, 5];
  const found = mistakes(labels, scores).map(({ kind, text, gold, score }) => [kind, text, gold, score]);
  expect(found).toEqual([
    ['false', 'w1', '', 2],
    ['boundary', 'w6 w7', 'w6 | w7', 4],
    ['boundary', 'w3 w4', 'w3', 3],
    ['missed', 'w9 w10', 'w9 w10', 0.25],
  ]);
});

test('a mistake comes with the words of its sentence before and after it, and the best score of its words', () => {
  const [mistake] = mistakes([outside, outside, outside, outside], [-2, 0, 2, -2]);
  expect(mistake).toMatchObject({ before: 'w1', text: 'w2 w3', after: 'w4', score: 2, confidence: 1 });
});
