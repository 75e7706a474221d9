/** @file The words of a JSON record, where they are in its text, and where its sentences end. */

import { isObject, type JsonObject } from '../../json.js';
import { sentences } from '../../text/sentences.js';
import { tokenize } from '../../text/tokenize.js';
import { TokenBuffer } from '../../text/tokens.js';
import { hasPairs } from '../code-points.js';
import { controlIn, isInvisible } from '../invisible.js';
import type { Notices } from '../notices.js';
import { quoted } from '../quote.js';
import { fault, shown, shownKeys } from './json-value.js';
import { offsetsOf, type TokenOffsets } from './span-alignment.js';

/** The words of a record. */
export interface Words {
  readonly words: readonly string[];
  /** In the text of the record, if there is one, in UTF-16 units. */
  readonly place: TokenOffsets | undefined;
  /** In the unit of the file, if the tokens come with offsets. */
  readonly given: TokenOffsets | undefined;
  /** The text, if its sentences are to be found. */
  readonly text: string | undefined;
}

/** Returns the text of a record; undefined if it has only words. */
export const textOf = ({ text, data }: JsonObject): string | undefined =>
  typeof text === 'string' ? text : typeof data === 'string' ? data : undefined;

/** Returns the words of the record at `place`: its tokens, or those that are found in its text. */
export function wordsOf(record: JsonObject, place: string, notices: Notices): Words {
  const text = textOf(record);
  const tokens = record.tokens ?? record.words;
  const isEmpty = Array.isArray(tokens) && tokens.length === 0 && text !== undefined;
  if (tokens === undefined || isEmpty) {
    if (text === undefined) throw fault(place, `missing "tokens"; found ${shownKeys(record)}`);
    const found = tokenize(text);
    const starts = Array.from(found.starts.subarray(0, found.count));
    const ends = Array.from(found.ends.subarray(0, found.count));
    return {
      words: starts.map((start, k) => text.slice(start, ends[k])),
      place: { starts, ends },
      given: undefined,
      text,
    };
  }
  if (!Array.isArray(tokens)) throw fault(place, `"tokens" is ${shown(tokens)}, expected an array`);
  if (tokens.length > 0 && tokens.every(isObject)) return placedWords(tokens, text, place);
  const odd = tokens.findIndex((token) => typeof token !== 'string');
  if (odd >= 0) throw fault(place, `token ${odd + 1} is ${shown(tokens[odd])}, expected a string`);
  const words = (tokens as string[]).map((token) => {
    if (!isInvisible(token)) {
      if (controlIn(token) !== undefined) notices.add('controlCharacter', place, quoted(token));
      return token;
    }
    notices.add('emptyToken', place, quoted(token));
    return '';
  });
  const found = text === undefined ? undefined : offsetsOf(words, text);
  return { words, place: typeof found === 'object' ? found : undefined, given: undefined, text: undefined };
}

/** Tokens that are objects: `text` (or their part of the text), `start` and `end`. */
function placedWords(tokens: readonly JsonObject[], text: string | undefined, place: string): Words {
  const points = text === undefined || !hasPairs(text) ? undefined : Array.from(text);
  const all = tokens.map((token, i) => {
    const { start, end } = token;
    const isPlaced = typeof start === 'number' && typeof end === 'number';
    const own = token.text ?? token.orth ?? token.token;
    const word =
      own ?? (isPlaced ? (points ? points.slice(start, end).join('') : text?.slice(start, end)) : undefined);
    if (typeof word !== 'string')
      throw fault(place, `token ${i + 1} is ${shown(token)}, expected a string, or an object with "text"`);
    return { word, start: isPlaced ? start : -1, end: isPlaced ? end : -1 };
  });
  const kept = all.filter(({ word }) => !isInvisible(word)); // spaCy's tokens of white space are no words
  const words = kept.map(({ word }) => word);
  const hasOffsets = kept.every(({ start }) => start >= 0);
  const found = text === undefined ? undefined : offsetsOf(words, text);
  const inText = typeof found === 'object' ? found : undefined;
  return {
    words,
    place: inText,
    given: hasOffsets
      ? { starts: kept.map(({ start }) => start), ends: kept.map(({ end }) => end) }
      : undefined,
    text: inText ? text : undefined,
  };
}

/** Returns the numbers of the tokens (exclusive) at which the sentences of a text end. */
export function sentenceEnds({ sents }: JsonObject, { text = '', place, given, words }: Words): number[] {
  const offsets = place ?? { starts: [], ends: [] };
  if (Array.isArray(sents) && given) {
    const ends = sents.map((sent) =>
      isObject(sent) ? given.starts.findIndex((start) => start >= Number(sent.end)) : -1,
    );
    return [...ends.filter((end) => end > 0), words.length];
  }
  const tokens = new TokenBuffer();
  for (let k = 0; k < offsets.starts.length; k++) tokens.push(offsets.starts[k], offsets.ends[k]);
  const found = sentences(text, tokens);
  return Array.from({ length: found.count }, (_, k) => found.ends[k]);
}
