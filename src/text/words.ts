/**
 * @file Finds the end of a token that begins with a letter or digit. Part of a word are: hyphens
 * (`Anglo-French`, `2020-01-01`), periods of acronyms and numbers, commas, colons and slashes between digits
 * (`1,000`, `10:30`, `9/11`), apostrophes that don't start a clitic (`O'Connor`), `&` between uppercase
 * letters (`AT&T`), `_`, `~`, the dot in `Paral·lel`.
 */

import { ACRONYM, abbreviationKind, INITIAL, NUMBERED, PLAIN } from './abbreviations.js';
import { characterClass, DIGIT, isSpaceAt, isWordAt, LETTER, lettersEnd, MARK } from './characters.js';

const clitics = new Set(['s', 'm', 'd', 'll', 're', 've']);
const LONGEST_CLITIC = 2;
const slashed = new Set(['w/', 'w/o', 'b/c']);
const dollars = new Set(['US', 'U', 'C', 'CA', 'A', 'AU', 'NZ', 'HK', 'R', 'S', 'NT']);

/**
 * Returns the end (exclusive) of the word that starts at `start`, including its period if the word keeps it.
 */
export function wordEnd(text: string, start: number): number {
  let part = start; // start of the part after the last hyphen: `pro-U.S.` keeps its period like `U.S.`
  let at = lettersEnd(text, start);
  for (;;) {
    const unit = text.charCodeAt(at); // NaN at the end of the text
    if (isApostrophe(unit) || isInnerApostrophe(unit)) {
      const end = cliticBoundary(text, start, at);
      if (end >= 0) return end;
      if (!isLetterBefore(text, at) || characterClass(text, at + 1) !== LETTER) break;
    } else if (unit === PERIOD) {
      if (!isInnerPeriod(text, part, at)) {
        if (!keepsPeriod(text, part, at)) break;
        if (!isHyphen(text.charCodeAt(at + 1)) || !isWordAt(text, at + 2)) return at + 1;
        at += 1; // the hyphen of `U.S.-led`
        part = at + 1;
      }
    } else if (isHyphen(unit)) {
      if (isArabicHyphen(text, part, at)) at += 1;
      else if (!isWordAt(text, at + 1)) break;
      part = at + 1;
    } else if (!isJoint(text, at, unit)) break;
    at = lettersEnd(text, at + 1);
  }
  if (at - start <= 2 && text[at] === '/') return slashedEnd(text, start, at);
  if (at - start <= 3 && text[at] === '$') return dollars.has(text.slice(start, at)) ? at + 1 : at;
  return at - start === 6 && text.slice(start, at).toLowerCase() === 'cannot' ? start + 3 : at;
}

/** Returns the end of `w/`, `w/o` and `b/c`, which include the slash; other words end at `slash`. */
function slashedEnd(text: string, start: number, slash: number): number {
  const end = lettersEnd(text, slash + 1);
  const isShort = end - start <= 3 && slashed.has(text.slice(start, end).toLowerCase());
  return isShort ? end : slash;
}

/**
 * Returns the end (exclusive) of the clitic whose apostrophe is at `at` (`'s`, `'m`, `'d`, `'ll`, `'re`,
 * `'ve`), or `at` if it is not a clitic. Case and the kind of apostrophe don't matter.
 */
export function cliticEnd(text: string, at: number): number {
  let end = at + 1;
  while (end - at <= LONGEST_CLITIC && characterClass(text, end) === LETTER) end += 1;
  if (isWordAt(text, end)) return at;
  return clitics.has(text.slice(at + 1, end).toLowerCase()) ? end : at;
}

/** True for ' and ’, and for the accents that are typed instead: ` and ´. */
export function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019 || unit === 0x60 || unit === 0xb4;
}

/**
 * True for characters that are an apostrophe only inside a word, where many languages write them: ‘ (Hawai‘i,
 * Sana‘a), ‛, ′, ‵, the fullwidth, Armenian and Greek apostrophes, geresh and gershayim.
 */
export function isInnerApostrophe(unit: number): boolean {
  return unit >= 0x55a && innerApostrophes.includes(String.fromCharCode(unit));
}
const innerApostrophes = '‘‛′‵＇՚׳״᾽᾿῾';

function isLetterBefore(text: string, at: number): boolean {
  const kind = characterClass(text, at - 1);
  return kind === LETTER || kind === MARK;
}

/** True for the ASCII hyphen and Unicode's two; dashes are not hyphens. */
export function isHyphen(unit: number): boolean {
  return unit === 0x2d || unit === 0x2010 || unit === 0x2011;
}

/** True if the hyphen at `at` joins an Arabic article and a name that begins with an apostrophe: `al-‘Ula`, `el-'Arish`. */
function isArabicHyphen(text: string, start: number, at: number): boolean {
  const unit = text.charCodeAt(at + 1);
  if (!(isApostrophe(unit) || isInnerApostrophe(unit)) || characterClass(text, at + 2) !== LETTER)
    return false;
  if (at - start > 3 || !arabicArticles.has(text.slice(start, at).toLowerCase())) return false;
  const after = text.charCodeAt(lettersEnd(text, at + 2)); // no closing quote
  return !(isApostrophe(after) || isInnerApostrophe(after)) || isWordAt(text, lettersEnd(text, at + 2) + 1);
}
const arabicArticles = new Set('al el ad ed an ar er as es ash esh at az ul'.split(' '));

const PERIOD = 0x2e;

/** Returns where the word that starts at `start` ends if its apostrophe at `at` starts a clitic, otherwise −1. */
function cliticBoundary(text: string, start: number, at: number): number {
  if (cliticEnd(text, at) > at) return at;
  const isNot = (text.charCodeAt(at - 1) | 0x20) === 0x6e && (text.charCodeAt(at + 1) | 0x20) === 0x74; // n't
  if (!isNot || isWordAt(text, at + 2)) return -1;
  return at - 1 > start ? at - 1 : at + 2; // do|n't; n't by itself is whole
}

/** True if the period at `at` is inside a number or an acronym: 3.5, U.S, Ph.D. */
function isInnerPeriod(text: string, start: number, at: number): boolean {
  const before = characterClass(text, at - 1);
  if (before === DIGIT) return characterClass(text, at + 1) === DIGIT;
  if (before !== LETTER || characterClass(text, at + 1) !== LETTER) return false;
  const previous = letterRun(text, at - 1, -1, start);
  const next = letterRun(text, at + 1, 1, text.length);
  if (previous === 1) return next <= 2;
  return previous === 2 && next === 1 && text.startsWith('Ph', at - 2);
}

/** Returns the number of consecutive letters or digits from `from` in direction `step`, counted up to 3. */
function letterRun(text: string, from: number, step: 1 | -1, limit: number): number {
  let count = 0;
  for (
    let at = from;
    count < 3 && (limit - at) * step >= (step < 0 ? 0 : 1) && isWordAt(text, at);
    at += step
  )
    count += 1;
  return count;
}

/**
 * True if the word from `start` keeps its period at `at`. At the end of a line only acronyms that can be names
 * do: GMB keeps `U.S.` there and has no second period, while both GMB and EWT split `etc.`, `Inc.`, `p.m.`.
 */
function keepsPeriod(text: string, start: number, at: number): boolean {
  const kind = abbreviationKind(text, start, at);
  if (kind === PLAIN) return false;
  if (text.charCodeAt(at + 1) === PERIOD)
    return text.charCodeAt(at + 2) !== PERIOD && isLineEnd(text, at + 2);
  const first = text.charCodeAt(start);
  const isCapital = first >= 0x41 && first <= 0x5a;
  if (kind === ACRONYM && (isCapital || isLowercaseName(text, start, at))) return true;
  if (kind === NUMBERED || (kind === INITIAL && !isCapital)) return isDigitNext(text, at + 1);
  return !isLineEnd(text, at + 1);
}

/** True for single lowercase letters with periods between them, such as `u.k`, that are no ordinary words. */
function isLowercaseName(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end);
  return /^[a-z](\.[a-z])+$/.test(word) && !ordinaryAcronyms.has(word);
}
const ordinaryAcronyms = new Set(['a.m', 'p.m', 'e.g', 'i.e', 'a.k.a', 'f.k.a']);

function isDigitNext(text: string, from: number): boolean {
  return (
    characterClass(text, from) === DIGIT ||
    (isSpaceAt(text, from) && characterClass(text, from + 1) === DIGIT)
  );
}

/** True if there are only closing quotes, brackets and spaces between `from` and the end of the line. */
function isLineEnd(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && text[at] !== '\n' && (isSpaceAt(text, at) || '"\')]}”’»'.includes(text[at])))
    at += 1;
  return at >= text.length || text[at] === '\n';
}

/** True if the character at `at` joins what comes before and after it into one word. */
function isJoint(text: string, at: number, unit: number): boolean {
  switch (unit) {
    case 0x2c: // ,
    case 0x3a: // :
    case 0x2f: // /
      return characterClass(text, at - 1) === DIGIT && characterClass(text, at + 1) === DIGIT;
    case 0x26: // &
      return isCapitalAt(text, at - 1) && isCapitalAt(text, at + 1);
    case 0x5f: // _
    case 0x7e: // ~
      return isWordAt(text, at + 1);
    case 0xb7: // · of Catalan (Paral·lel) and Occitan, but not of a list (Paris·London)
    case 0x2027: // ‧
      return isInnerDot(text, at);
    default:
      return false;
  }
}

/** True if the dot at `at` is between letters of one word: no uppercase letter follows a lowercase one. */
function isInnerDot(text: string, at: number): boolean {
  if (!isLetterBefore(text, at) || characterClass(text, at + 1) !== LETTER) return false;
  const [before, after] = [text[at - 1], text[at + 1]];
  return after === after.toLowerCase() || before === before.toUpperCase();
}

function isCapitalAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x41 && unit <= 0x5a;
}
