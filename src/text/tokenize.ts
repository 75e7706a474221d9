/**
 * @file Raw text → tokens, by the conventions of the training corpora (Penn Treebank's, as CoNLL-2003, GMB
 * and UNER EWT follow them). One pass over UTF-16 units, no regular expression over the text.
 *
 * Steps: skip spaces → try a link (`links.ts`) → try a word (`words.ts`) → anything else (`symbols.ts`). Each
 * rule looks ahead a bounded number of code units, or over units that no other rule reads again, so time is
 * linear in the length of any text.
 *
 * Departs from the corpora where they differ: hyphenated words stay whole (GMB, CoNLL; EWT splits them),
 * `@name` and `#tag` stay whole (WNUT-17), quotes keep their characters (no `` and '').
 */

import {
  characterClass,
  DIGIT,
  INVISIBLE,
  isSpaceAt,
  isWordAt,
  LETTER,
  lettersEnd,
  MARK,
  marksEnd,
  SPACE,
  SYMBOL,
  unitClasses,
} from './characters.js';
import { CodeUnits } from './code-units.js';
import { visibleText } from './invisible.js';
import { chunkEnd, linkEnd } from './links.js';
import { symbolEnd } from './symbols.js';
import { TokenBuffer, type Tokens } from './tokens.js';
import { wordEnd } from './words.js';

/**
 * Returns the tokens of `text`: in order, not empty, not overlapping, without spaces inside, and
 * with nothing but spaces and invisible characters between them. `into`, if given, is overwritten and returned, so that a
 * stream of lines allocates nothing.
 */
export function tokenize(
  text: string,
  into: TokenBuffer = new TokenBuffer(),
  units: CodeUnits = new CodeUnits().take(text),
): Tokens {
  into.count = 0;
  const { array, length } = units;
  let chunk = 0; // end of the run without spaces that `at` is in
  let at = 0;
  while (at < length) {
    let end = plainEnd(array, at);
    if (end > at) {
      into.push(at, end);
      at = end;
      continue;
    }
    const kind = characterClass(text, at);
    if (kind === SPACE) {
      at += 1;
      continue;
    }
    if (kind === INVISIBLE) return tokenizeVisible(text, into); // starts again: rules look back and ahead
    if (kind === LETTER || kind === DIGIT || kind === MARK) {
      end = lettersEnd(text, at);
      if (characterClass(text, end) !== SPACE) {
        const joins = linkJoints.includes(text[end]) && !isSpaceAt(text, end + 1);
        if (joins && chunk <= at) chunk = chunkEnd(text, at);
        end = (joins && linkFrom(text, at, chunk)) || wordEnd(text, at);
      } else if (end - at === 6) end = wordEnd(text, at); // perhaps `cannot`
    } else end = symbolEnd(text, at);
    if (array[end] >= 0x80) end = marksEnd(text, end);
    into.push(at, end);
    at = end;
  }
  return into;
}

/** Tokenizes the text without its invisible characters. Those inside a token belong to it, others to none. */
function tokenizeVisible(text: string, into: TokenBuffer): Tokens {
  const visible = visibleText(text);
  const { count, starts, ends } = tokenize(visible.text, into);
  for (let t = 0; t < count; t += 1) {
    starts[t] = visible.origins[starts[t]];
    ends[t] = visible.origins[ends[t] - 1] + 1;
  }
  return into;
}

/**
 * Fast path: returns the end (exclusive) of the token at `at` if it is of the simplest and most frequent
 * kinds: letters and digits before a space, letters before a comma, one ASCII symbol before a space.
 * Otherwise returns `at`. The full rules give the same result.
 */
function plainEnd(units: Uint16Array, at: number): number {
  let end = at;
  let kind = unitClasses[units[end]];
  if (kind === SYMBOL) return units[at] < 0x80 && unitClasses[units[at + 1]] === SPACE ? at + 1 : at;
  let last = kind;
  while (kind === LETTER || kind === DIGIT) {
    last = kind;
    kind = unitClasses[units[++end]];
  }
  if (kind !== SPACE && !(units[end] === 0x2c && last === LETTER)) return at;
  return end - at === 6 && (units[at] | 0x20) === 0x63 ? at : end; // perhaps `cannot`
}

const linkJoints = '.:@-_+%'; // characters that can follow the first letters of a link

/** Returns the end (exclusive) of the link that starts at `start`; 0 if there is none. */
function linkFrom(text: string, start: number, chunk: number): number {
  if (isLinkUnit(text, start - 1)) return 0;
  const end = linkEnd(text, start, chunk);
  return end > start ? end : 0;
}

/** True if a link that contains the code unit at `at` would already have been found from an earlier start. */
function isLinkUnit(text: string, at: number): boolean {
  return isWordAt(text, at) || (at >= 0 && '.@-_+%'.includes(text[at]));
}
