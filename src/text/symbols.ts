/** @file Finds the end of a token that begins with neither a letter nor a digit. */

import {
  characterClass,
  DIGIT,
  EMOJI,
  isSpaceAt,
  isWordAt,
  LETTER,
  lettersEnd,
  widthAt,
} from './characters.js';
import { emojiEnd, faceEnd } from './emoticons.js';
import { cliticEnd, isApostrophe, isHyphen, isInnerApostrophe, wordEnd } from './words.js';

const runs = '-=*_~.^+<>|#$/…—–•·・\\'; // a run of one of these is one token
const shortened = new Set(['em', 't', 'tis', 'twas', 'til', 'till', 'cause', 'bout', 'cuz', 'n', 'round']);
const LONGEST_SHORTENED = 5;
const LONGEST_ENTITY = 8; // letters in an entity of HTML, as in &thinsp;

/** Returns the end (exclusive) of the token that starts at `start` with an emoji or a symbol. */
export function symbolEnd(text: string, start: number): number {
  if (text.charCodeAt(start) < 0x80 && isSpaceAt(text, start + 1)) return start + 1;
  if (characterClass(text, start) === EMOJI) return emojiEnd(text, start);
  const face = faceEnd(text, start);
  if (face > start) return face;
  return plainEnd(text, start, text[start]);
}

function plainEnd(text: string, start: number, symbol: string): number {
  if (isApostrophe(text.charCodeAt(start))) return apostropheEnd(text, start);
  if (isInnerApostrophe(text.charCodeAt(start))) return innerApostropheEnd(text, start);
  if ((symbol === '@' || symbol === '#') && isNameAt(text, start + 1)) return nameEnd(text, start + 1);
  if (symbol === '&') return entityEnd(text, start);
  if (symbol === '!' || symbol === '?') return runEnd(text, start, '!?');
  if ('-+.'.includes(symbol) && characterClass(text, start + 1) === DIGIT && isFree(text, start))
    return wordEnd(text, start + 1);
  if (!runs.includes(symbol)) return start + widthAt(text, start);
  const end = runEnd(text, start, symbol);
  const isArrow = (symbol === '-' || symbol === '=') && text[end] === '>';
  return isArrow ? end + 1 : end;
}

/**
 * `''` and similar quotes, a clitic, a shortened word ('em), a year or decade
 * ('90s), or the apostrophe alone.
 */
function apostropheEnd(text: string, start: number): number {
  if (text[start + 1] === text[start]) return start + 2;
  const article = articleEnd(text, start);
  if (article > start) return article;
  const clitic = cliticEnd(text, start);
  if (clitic > start) return clitic;
  const first = characterClass(text, start + 1);
  if (!isFree(text, start) || (first !== LETTER && first !== DIGIT)) return start + 1;
  const end = lettersEnd(text, start + 1);
  if (first === DIGIT) return end;
  const word = end - start - 1 <= LONGEST_SHORTENED ? text.slice(start + 1, end).toLowerCase() : '';
  return shortened.has(word) && !isApostrophe(text.charCodeAt(end)) ? end : start + 1;
}

/** A clitic after a word, a Dutch article, or the mark alone, which is then a quote or a prime. */
function innerApostropheEnd(text: string, start: number): number {
  const clitic = isWordAt(text, start - 1) ? cliticEnd(text, start) : start;
  return Math.max(start + 1, clitic, articleEnd(text, start), hawaiianEnd(text, start));
}

/**
 * The end of a Hawaiian name after its first letter ‘ (‘Ewa, ‘Aiea), or `start`: a vowel in uppercase, then only
 * syllables of Hawaiian, and no closing quote. Nothing beyond the word is looked at.
 */
function hawaiianEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== OKINA || !isFree(text, start)) return start;
  hawaiian.lastIndex = start + 1;
  const word = hawaiian.exec(text)?.[0];
  if (word === undefined || english.has(word)) return start;
  const end = start + 1 + word.length;
  return isWordAt(text, end) || "'’‘".includes(text[end] ?? ' ') ? start : end;
}

const OKINA = 0x2018;
const hawaiian = /[AEIOUĀĒĪŌŪ](?:[‘ʻ]?[hklmnpw]?[aeiouāēīōū]){1,12}/y;
const english = new Set([
  'One',
  'Alone',
  'Awake',
  'Awoke',
  'Alike',
  'Ale',
  'Ape',
  'Ohio',
  'Iowa',
  'Elope',
  'Opine',
]);

/**
 * The end of a word that begins with a Dutch article: `'s-Hertogenbosch`, `'t-Zand`, or of the article alone
 * (`'t Zand`); `start` if there is none. After a word, the apostrophe would begin a clitic.
 */
function articleEnd(text: string, start: number): number {
  const letter = text.charCodeAt(start + 1) | 0x20;
  if (letter !== LETTER_S && letter !== LETTER_T) return start;
  if (!isFree(text, start) && !"/'‘„«-–—".includes(text[start - 1])) return start;
  if (isHyphen(text.charCodeAt(start + 2)) && characterClass(text, start + 3) === LETTER)
    return wordEnd(text, start + 1);
  return letter === LETTER_T && isSpaceAt(text, start + 2) ? start + 2 : start;
}

const LETTER_S = 0x73;
const LETTER_T = 0x74;

/** True if `start` is at the start of the text, or after a space or an opening bracket. */
function isFree(text: string, start: number): boolean {
  return isSpaceAt(text, start - 1) || '([{"“'.includes(text[start - 1]);
}

/**
 * True if a mention or hashtag name starts at `from`: it needs a letter, which may come after digits
 * (#2016Election).
 */
function isNameAt(text: string, from: number): boolean {
  let at = from;
  while (characterClass(text, at) === DIGIT) at += 1;
  return characterClass(text, at) === LETTER || (text[at] === '_' && isWordAt(text, at + 1));
}

function nameEnd(text: string, from: number): number {
  let at = lettersEnd(text, from);
  while (text[at] === '_') at = lettersEnd(text, at + 1);
  return at;
}

/** `&amp;` as a whole, otherwise the ampersand alone. */
function entityEnd(text: string, start: number): number {
  let at = start + 1;
  while (at - start <= LONGEST_ENTITY && isWordAt(text, at)) at += 1;
  return at > start + 2 && text[at] === ';' ? at + 1 : start + 1;
}

function runEnd(text: string, start: number, symbols: string): number {
  let at = start + 1;
  while (at < text.length && symbols.includes(text[at])) at += 1;
  return at;
}
