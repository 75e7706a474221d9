import { expect, test } from 'vitest';
import { Gazetteer } from '../../src/features/gazetteer.js';
import { cutsAt, divisionOf, longestDivided } from '../../src/features/name-division.js';

const list = Gazetteer.from('places', [
  'Invercargill\ttown',
  'Paris\ttown',
  'Saint-Denis\ttown',
  'West\ttown',
  'North East\ttown',
  'Kansas City\ttown',
  'Wa\ttown',
  'York\ttown',
  'New York\tregion',
  'New York City\ttown',
  'Missouri\tregion',
  'Jersey\tcountry',
  'New Zealand\tcountry',
  'France\tcountry',
  'USA\tcountry',
  'U.S.\tcountry',
  'Gulf\tsea',
]);
const rule = { levels: [['town'], ['region'], ['country']], except: ['west', 'north east'] };

/** The parts of a location, joined by spaces. */
function partsOf(text: string, lists = [list]): string[] {
  const words = text.split(' ');
  const cuts = divisionOf(rule, lists)?.(words) ?? [];
  return [0, ...cuts].map((start, k) => words.slice(start, cuts[k] ?? words.length).join(' '));
}

test('listed names are apart if each has a higher level than the one before', () => {
  expect(partsOf('Invercargill New Zealand')).toEqual(['Invercargill', 'New Zealand']);
  expect(partsOf('Paris France')).toEqual(['Paris', 'France']);
  expect(partsOf('Kansas City Missouri USA')).toEqual(['Kansas City', 'Missouri', 'USA']);
  expect(partsOf('Invercargill USA')).toEqual(['Invercargill', 'USA']);
});

test.each([
  ['one listed name', 'New York City'],
  ['a lower level after a higher one', 'France Paris'],
  ['the same level twice', 'France USA'],
  ['a lower level at the end', 'Paris France Invercargill'],
  ['a word that is in no name', 'Paris Greater France'],
  ['a word without a name at the start', 'downtown Paris France'],
  ['a word without a name at the end', 'Paris France region'],
  ['a class without a level', 'Paris Gulf'],
  ['an exception', 'West Jersey'],
  ['an exception of two words', 'North East France'],
  ['one word', 'Paris'],
])('a location with %s stays one', (_, text) => {
  expect(partsOf(text)).toEqual([text]);
});

test('the longest name is taken: New York City, not New York and City', () => {
  expect(partsOf('New York City Missouri')).toEqual(['New York City', 'Missouri']);
  expect(partsOf('York New York')).toEqual(['York', 'New York']);
});

test('all lowercase and all uppercase words are looked up with initial capitals, and abbreviations in uppercase', () => {
  expect(partsOf('paris france')).toEqual(['paris', 'france']);
  expect(partsOf('KANSAS CITY MISSOURI')).toEqual(['KANSAS CITY', 'MISSOURI']);
  expect(partsOf('saint-denis usa')).toEqual(['saint-denis', 'usa']);
  expect(partsOf('SAINT-DENIS U.S.')).toEqual(['SAINT-DENIS', 'U.S.']);
  expect(partsOf('west jersey')).toEqual(['west jersey']);
  expect(partsOf('paris France')).toEqual(['paris France']); // mixed: as it is
});

test('words are compared in normal form', () => {
  expect(partsOf('Saint\u2010Denis France')).toEqual(['Saint\u2010Denis', 'France']);
});

test('the first list that covers the location decides', () => {
  const whole = Gazetteer.from('whole', ['Paris France\ttown']);
  expect(partsOf('Paris France', [whole, list])).toEqual(['Paris France']);
  expect(partsOf('Invercargill New Zealand', [whole, list])).toEqual(['Invercargill', 'New Zealand']);
});

test('nothing is divided without a rule or a list, or if a location is longer than sixteen words', () => {
  expect(divisionOf(undefined, [list])).toBeUndefined();
  expect(divisionOf(rule, [])).toBeUndefined();
  expect(longestDivided).toBe(16);
  const long = (words: number) =>
    Gazetteer.from('long', [`${'a '.repeat(words - 1)}Bay\ttown`, 'France\tcountry']);
  const text = (words: number) => [...Array(words - 1).fill('a'), 'Bay', 'France'];
  expect(divisionOf(rule, [long(15)])?.(text(15))).toEqual([15]);
  expect(divisionOf(rule, [long(16)])?.(text(16))).toEqual([]);
});

test('cuts are positions in the text', () => {
  const words = 'She left Paris France for good'.split(' ');
  const cutsIn = cutsAt(divisionOf(rule, [list]), (position) => words[position]);
  expect(cutsIn?.(2, 4)).toEqual([3]);
  expect(cutsIn?.(1, 4)).toEqual([]);
  expect(cutsAt(undefined, (position) => words[position])).toBeUndefined();
});
