/** @file What is left out of the location rate while a sentence is trained on: the uses of its own document. */
import type { Sentence } from '../corpus/sentence.js';
import { insideLocations, LocationRate } from './location-rate.js';

/** Sentences of one document, in order. */
export type Piece = readonly Sentence[];

/** A document of more sentences than this is most likely a corpus whose documents are not marked. */
const longestDocument = 200;
const pieceLength = 20;

/**
 * The sentences whose uses are left out of the location rate together: a document. One of more than 200 sentences counts in
 * pieces of 20, for to leave all of a corpus out would make every name new in training, and none in use.
 */
export function* leftOutTogether(sentences: Iterable<Sentence>): Generator<Piece> {
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

/** The uses of capitalised words in these sentences: what is left out while they are trained on. */
export function ownUses(piece: Piece, types: ReadonlySet<string>): LocationRate {
  const own = new LocationRate();
  for (const sentence of piece) own.add(sentence.tokens, insideLocations(sentence, types));
  return own;
}
