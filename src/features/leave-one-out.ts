/**
 * @file Leave-one-out for the location rate: in training, a word's rate excludes its uses in the same
 * document.
 */
import type { Sentence } from '../corpus/sentence.js';
import { insideLocations, LocationRate } from './location-rate.js';

/** Sentences of one document, in order. */
export type SentenceGroup = readonly Sentence[];

/** A document with more sentences than this is probably a corpus without document markers. */
const longestDocument = 200;
const pieceLength = 20;

/**
 * Yields groups of sentences whose uses are left out together: one document at a time. A document of more
 * than 200 sentences is split into pieces of 20, because leaving out a whole corpus would make every name new
 * in training, although names are known in use.
 */
export function* leaveOutGroups(sentences: Iterable<Sentence>): Generator<SentenceGroup> {
  let waiting: Sentence[] = [];
  let document: number | undefined;
  let isLong = false;
  for (const sentence of sentences) {
    if (sentence.document !== document) {
      if (waiting.length > 0) yield waiting;
      waiting = [];
      isLong = false;
      document = sentence.document;
    }
    waiting.push(sentence);
    isLong ||= waiting.length > longestDocument;
    while (isLong && waiting.length >= pieceLength) yield waiting.splice(0, pieceLength);
  }
  if (waiting.length > 0) yield waiting;
}

/** Counts the uses of capitalized words in these sentences, which are left out while training on them. */
export function usesIn(piece: SentenceGroup, types: ReadonlySet<string>): LocationRate {
  const own = new LocationRate();
  for (const sentence of piece) own.add(sentence.tokens, insideLocations(sentence, types));
  return own;
}
