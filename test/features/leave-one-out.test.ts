import { expect, test } from 'vitest';
import { leaveOutGroups } from '../../src/features/leave-one-out.js';
import { sentencesOf } from '../windows/sample.js';

/** How many sentences of a corpus are left out of the location rate at a time. */
const pieces = (text: string): number[] =>
  Array.from(leaveOutGroups(sentencesOf(text)), ({ length }) => length);

test('a new group starts where the document number changes', () => {
  expect(pieces('a\nb\n\nc')).toEqual([2, 1]);
});

test('a corpus without document markers is left out in pieces of 20, a document as a whole', () => {
  const document = (sentences: number): string => Array.from({ length: sentences }, () => 'a').join('\n');
  const twenties = (count: number): number[] => Array.from({ length: count }, () => 20);
  expect(pieces(document(200))).toEqual([200]);
  expect(pieces(document(201))).toEqual([...twenties(10), 1]);
  expect(pieces(document(210))).toEqual([...twenties(10), 10]);
  expect(pieces(`${document(220)}\n\n${document(3)}`)).toEqual([...twenties(11), 3]);
  expect(pieces(`${document(220)}\n\n${document(50)}`)).toEqual([...twenties(11), 50]);
});
