import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../src/evaluation/decoding.js';
import { isLowercaseWord } from '../../src/features/sentence-context.js';
import type { Thresholds } from '../../src/model/thresholds.js';

/** Locations as [start, end] among words with these scores. */
function locationsIn(
  scores: readonly number[],
  thresholds: Thresholds,
  isSmall: (position: number) => boolean,
): [number, number][] {
  const found: [number, number][] = [];
  decode(Float32Array.from(scores), 0, scores.length, { thresholds, isSmall }, (start, end) => {
    found.push([start, end]);
  });
  return found;
}

test('with an edge, a lowercase word with the same score is kept inside a location but not at its ends', () => {
  const words = 'in southern Sudan and the Gulf of Mexico itself'.split(' ');
  const scores = [-1, 0.5, 2, -1, 0.2, 2, 0.5, 2, 0.9];
  const marked = (thresholds: Thresholds): string[] =>
    locationsIn(scores, thresholds, (i) => isLowercaseWord(words[i])).map(([start, end]) =>
      words.slice(start, end).join(' '),
    );
  expect(marked({ start: 1, extend: 0 })).toEqual(['southern Sudan', 'the Gulf of Mexico itself']);
  expect(marked({ start: 1, extend: 0, edge: 1 })).toEqual(['Sudan', 'Gulf of Mexico']);
  expect(marked({ start: 1, extend: 0, edge: 0.8 })).toEqual(['Sudan', 'Gulf of Mexico itself']);
});

test('an edge has no effect on a location whose words are all lowercase', () => {
  const scores = [-1, 2, 0.5, 0.5];
  expect(locationsIn(scores, { start: 1, extend: 0, edge: 1 }, () => true)).toEqual([[1, 4]]);
});

test('words without uppercase letters and digits count as lowercase, and so does punctuation', () => {
  const words = ['southern', 'of', '-', '"', 'épinal', 'Sudan', 'USA', 'al-Hasa', '95', 'a1', '東京'];
  expect(words.filter(isLowercaseWord)).toEqual(['southern', 'of', '-', '"', 'épinal', '東京']);
});

test('with an edge, a location that is not all lowercase keeps the longest part whose ends are above the edge or not lowercase', () => {
  const word = fc.record({ score: fc.constantFrom(-2, -1, 0, 1, 2), isSmall: fc.boolean() });
  const level = fc.constantFrom(-1.5, -0.5, 0.5, 1.5);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), level, level, level, (words, one, other, edge) => {
      const thresholds = { start: Math.max(one, other), extend: Math.min(one, other) };
      const scores = words.map(({ score }) => score);
      const isSmall = (i: number): boolean => words[i].isSmall;
      const mayEnd = (i: number): boolean => !isSmall(i) || scores[i] > edge;
      const expected = locationsIn(scores, thresholds, isSmall).flatMap(([start, end]) => {
        const all = words.map((_, i) => i).filter((i) => start <= i && i < end);
        if (all.every(isSmall)) return [[start, end]];
        const ends = all.filter(mayEnd);
        return [[ends[0], ends[ends.length - 1] + 1]];
      });
      expect(locationsIn(scores, { ...thresholds, edge }, isSmall)).toEqual(expected);
    }),
  );
});

test('a location is divided after its ends are found, and its parts keep their order', () => {
  const found: [number, number][] = [];
  const asked: [number, number][] = [];
  const scores = Float32Array.from([0.5, 2, 0.5, 0.5, -1, 2, -1]);
  const cutsIn = (start: number, end: number): number[] => {
    asked.push([start, end]);
    return [2, 3];
  };
  decode(
    scores,
    0,
    7,
    { thresholds: { start: 1, extend: 0, edge: 1 }, isSmall: (i) => i === 0, cutsIn },
    (start, end) => found.push([start, end]),
  );
  expect(asked).toEqual([[1, 4]]); // not for a location of one word
  expect(found).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
    [5, 6],
  ]);
});

test('a score that equals a threshold is not above it: start, extend, and the edge at either end', () => {
  const isSmall = (i: number): boolean => i !== 2;
  const at = (thresholds: Thresholds): [number, number][] =>
    locationsIn([0.5, 1, 2, 1, 0.5], thresholds, isSmall);
  expect(at({ start: 2, extend: 0.75 })).toEqual([]);
  expect(at({ start: 1.5, extend: 0.5 })).toEqual([[1, 4]]);
  expect(at({ start: 1.5, extend: 0.5, edge: 1 })).toEqual([[2, 3]]);
  expect(at({ start: 1.5, extend: 0.5, edge: 0.75 })).toEqual([[1, 4]]);
});
