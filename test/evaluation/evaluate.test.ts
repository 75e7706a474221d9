import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../src/evaluation/evaluate.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { scoresOf } from '../../src/evaluation/scores.js';
import type { Thresholds } from '../../src/model/thresholds.js';
import { begin, inside, outside, padding } from '../../src/windows/encoded-corpus.js';
import { corpusWith, type Scored, scored } from './sample.js';

test('three sentences by hand', () => {
  const corpus = corpusWith([
    [begin, inside, outside],
    [begin, begin],
    [outside, begin],
  ]);
  const low = Number.NEGATIVE_INFINITY;
  const scores = Float32Array.of(low, 1, 1, 0, low, 1, 1, low, 1, 0, low);
  // sentence 1: the location of two words is found; 2: two neighbors are marked as one, so both are missed and one is
  // false; 3: the wrong word is marked. Entities: 1 found, 2 false, 3 missed. Tokens: 4 found, 1 false, 1 missed.
  const { entity, token } = evaluate(scores, corpus, goldOf(corpus), { start: 0.5, extend: 0.5 });
  expect(entity).toEqual({ precision: 1 / 3, recall: 1 / 4, f1: 2 / 7, tp: 1, fp: 2, fn: 3 });
  expect(token).toEqual({ precision: 4 / 5, recall: 4 / 5, f1: 8 / 10, tp: 4, fp: 1, fn: 1 });
});

test('0/0 is 0', () => {
  expect(scoresOf(0, 0, 0)).toEqual({ precision: 0, recall: 0, f1: 0, tp: 0, fp: 0, fn: 0 });
});

/** conlleval's rules, written independently: tags to sets of chunks, sets compared. */
function chunks(tags: readonly string[]): Set<string> {
  const found = new Set<string>();
  let start = -1;
  [...tags, 'O'].forEach((tag, i) => {
    const before = tags[i - 1] ?? 'O';
    const ends = start >= 0 && (tag === 'O' || tag === 'B');
    if (ends) found.add(`${start}-${i}`);
    if (ends) start = -1;
    if (tag === 'B' || (tag === 'I' && before === 'O')) start = i;
  });
  return found;
}

/** The tags that thresholds give, written independently of the decoder. */
function predicted({ scores }: Scored, { start, extend }: Thresholds): string[] {
  const tags = Array.from(scores, (score) => (score > extend ? 'I' : 'O'));
  return tags.map((tag, i) => {
    if (tag === 'O') return tag;
    let first = i;
    while (tags[first - 1] === 'I') first--;
    let last = i;
    while (tags[last + 1] === 'I') last++;
    const isMarked = scores.subarray(first, last + 1).some((score) => score > start);
    return isMarked ? (first === i ? 'B' : 'I') : 'O';
  });
}

test('entities agree with conlleval at any thresholds', () => {
  const level = fc.constantFrom(-3, -1, 0, 0.3, 0.9, 4);
  fc.assert(
    fc.property(scored, level, level, (sample, one, other) => {
      const thresholds = { start: Math.max(one, other), extend: Math.min(one, other) };
      const { corpus, scores } = sample;
      const names: Readonly<Record<number, string>> = {
        [outside]: 'O',
        [begin]: 'B',
        [inside]: 'I',
        [padding]: 'O',
      };
      const gold = chunks(Array.from(corpus.labels, (label) => names[label]));
      const marked = chunks(predicted(sample, thresholds));
      const hits = [...marked].filter((chunk) => gold.has(chunk)).length;
      const { entity } = evaluate(scores, corpus, goldOf(corpus), thresholds);
      expect([entity.tp, entity.fp, entity.fn]).toEqual([hits, marked.size - hits, gold.size - hits]);
    }),
  );
});
