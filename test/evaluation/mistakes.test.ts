import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldOf } from '../../src/evaluation/gold.js';
import { contextWords, type Mistake, mistakesOf } from '../../src/evaluation/mistakes.js';
import { begin, inside, outside } from '../../src/windows/encoded-corpus.js';
import { corpusWith } from './sample.js';

const thresholds = { start: 1, extend: -1 };
const low = Number.NEGATIVE_INFINITY;

/** The mistakes of a sentence with these labels and scores; its words are w1, w2, … */
const mistakes = (labels: readonly number[], scores: readonly number[], limit = 9): Mistake[] => {
  const corpus = corpusWith([labels]);
  const all = Float32Array.from([low, ...scores, low]);
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

test('a false location has the type of the entity that it overlaps', () => {
  const corpus = corpusWith([[outside, outside, begin]]);
  const scores = Float32Array.from([low, 2, -2, -2, low]);
  const typeAt = (start: number, end: number) => (start === 1 && end === 2 ? 'ORG' : 'PER');
  const found = mistakesOf(scores, corpus, goldOf(corpus), thresholds, (k) => `w${k}`, 9, typeAt);
  expect(found.map(({ kind, type }) => [kind, type])).toEqual([
    ['false', 'ORG'],
    ['missed', undefined],
  ]);
});

test('a mistake comes with the words of its sentence before and after it, and the best score of its words', () => {
  const [mistake] = mistakes([outside, outside, outside, outside], [-2, 0, 2, -2]);
  expect(mistake).toMatchObject({ before: 'w1', text: 'w2 w3', after: 'w4', score: 2, confidence: 1 });
});

test('the kinds agree with a comparison of every predicted with every gold location', () => {
  const label = fc.constantFrom(outside, begin, inside);
  const sentence = fc.array(fc.tuple(label, fc.constantFrom(-2, 0, 2)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 3 }), (sentences) => {
      // an inside label needs a location to be inside of
      const labels = sentences.map((tokens) => tokens.map(([one]) => one));
      for (const row of labels)
        row.forEach((one, i) => {
          if (one === inside && (i === 0 || row[i - 1] === outside)) row[i] = outside;
        });
      const corpus = corpusWith(labels);
      const all = new Float32Array(corpus.labels.length).fill(low);
      const expected: string[] = [];
      labels.forEach((row, s) => {
        const at = corpus.starts[s];
        sentences[s].forEach(([, score], i) => {
          all[at + i] = score;
        });
        const runs = (isIn: (i: number) => boolean, isNew: (i: number) => boolean): [number, number][] => {
          const found: [number, number][] = [];
          for (let i = 0; i < row.length; i++) {
            if (!isIn(i)) continue;
            if (i === 0 || !isIn(i - 1) || isNew(i)) found.push([i, i + 1]);
            else found[found.length - 1][1] = i + 1;
          }
          return found;
        };
        const gold = runs(
          (i) => row[i] !== outside,
          (i) => row[i] === begin,
        );
        const predicted = runs(
          (i) => sentences[s][i][1] > -1,
          () => false,
        ).filter(([from, to]) => sentences[s].slice(from, to).some(([, score]) => score > 1));
        const meets = ([a, b]: [number, number], [c, d]: [number, number]): boolean => a < d && c < b;
        for (const one of predicted) {
          if (gold.some(([from, to]) => from === one[0] && to === one[1])) continue;
          const met = gold.filter((other) => meets(one, other)).length;
          expected.push(`${met > 0 ? 'boundary' : 'false'} w${at + one[0]} ${met}`);
        }
        for (const one of gold)
          if (!predicted.some((other) => meets(one, other))) expected.push(`missed w${at + one[0]} 1`);
      });
      const found = mistakesOf(all, corpus, goldOf(corpus), thresholds, (position) => `w${position}`, 99);
      const shown = found.map(({ kind, text, gold }) => {
        const met = gold === '' ? 0 : gold.split(' | ').length;
        return `${kind} ${text.split(' ')[0]} ${met}`;
      });
      expect(shown.sort()).toEqual(expected.sort());
    }),
  );
});

test('time is linear in the sentence, and a mistake shows a bounded part of it', () => {
  const length = 80_000;
  const labels = Array.from({ length }, (_, i) => (i % 4 === 1 ? begin : outside));
  const scores = labels.map((_, i) => (i % 8 === 1 ? -3 : i % 4 === 3 ? 3 : -2));
  const started = performance.now();
  const found = mistakes(labels, scores, 999_999);
  expect(performance.now() - started).toBeLessThan(20_000); // joining the whole sentence each time takes hours
  expect(found).toHaveLength(length / 2); // half of them false, half missed
  expect(found[50].before.split(' ').length).toBe(contextWords);
  expect(found[50].after.split(' ').length).toBe(contextWords);

  const [long] = mistakes(
    labels.map(() => outside),
    labels.map(() => 2),
  );
  expect(long.text.split(' ')).toHaveLength(contextWords + 1);
});
