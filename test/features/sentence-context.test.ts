import { expect, test } from 'vitest';
import {
  contextCount,
  contextNames,
  contextNumber,
  kindCount,
  wordKind,
} from '../../src/features/sentence-context.js';

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

test('kinds of tokens', () => {
  const words = ['…', '12', 'B2', 'NATO', 'A', 'Paris', 'iPhone', 'river', '東京'];
  expect(words.map(wordKind)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

test('every context has a number of its own', () => {
  const names = Array.from({ length: contextCount }, (_, context) => contextNames(context).join(' '));
  expect(new Set(names).size).toBe(4 * 3 * 2);
  expect(names.join()).not.toContain('undefined');
});

test.each([
  ['exactly 60 % of the words with a capital is not a title', 'A Bc De f g', 'case=plain length=short'],
  ['more than 60 % is', 'Ab Bc De Ef g', 'case=title length=short'],
  ['punctuation and numbers are not words', 'Ab , . 1 2', 'case=title digits length=short'],
  ['one word with a capital among many', 'Ab c d e f', 'case=plain length=short'],
  ['more than a fifth of the tokens with a digit', '1 , a b', 'case=small digits length=short'],
  ['no words at all', '1 2', 'case=small digits length=short'],
])('%s: %s', (_, text, expected) => expect(sentenceContext(text.split(' '))).toEqual(expected.split(' ')));
