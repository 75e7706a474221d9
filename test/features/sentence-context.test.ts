import { expect, test } from 'vitest';
import { contextNames, contextNumber, kindCount, wordKind } from '../../src/features/sentence-context.js';

/** The features of a sentence. */
function sentenceContext(tokens: readonly string[]): string[] {
  const counts = new Int32Array(kindCount);
  for (const token of tokens) counts[wordKind(token)]++;
  return contextNames(contextNumber(counts));
}

const long = Array.from({ length: 26 }, () => 'word').join(' ');

test.each([
  ['FLOODS HIT PARIS AGAIN TODAY , AP', 'case=capitals length=medium'],
  ['Floods Hit Paris', 'case=title length=short'],
  ['we saw paris', 'case=small length=short'],
  ['We saw the old city of Paris', 'case=plain length=medium'],
  ['Paris 1 2 3', 'case=title digits length=short'],
  ['...', 'case=small length=short'],
  [long, 'case=small length=long'],
])('%s: %s', (text, features) => expect(sentenceContext(text.split(' '))).toEqual(features.split(' ')));

test('boundary values: exactly 60 % of the words is not enough, 5 tokens are short, 25 are medium', () => {
  expect(sentenceContext(['A', 'B', 'C', 'd', 'e'])).toEqual(['case=plain', 'length=short']);
  expect(sentenceContext(long.split(' ').slice(1))).toEqual(['case=small', 'length=medium']);
  expect(sentenceContext(['1', 'a', 'b', 'c', 'd'])).toEqual(['case=small', 'length=short']);
});
