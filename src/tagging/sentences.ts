/**
 * @file Where sentences start within a line of raw text, so that windows are padded at their ends.
 *
 * A sentence ends after `.`, `!`, `?`, `…` or a run of them, with the closing quotes and brackets that follow,
 * when the next token starts with a capital, a digit, an opening quote or bracket, `@` or `#`; and at a
 * blank line. It doesn't end after the number of a list's item (`2. Next`), nor at a period that belongs to an
 * abbreviation, unless that one may stand last (`etc.`, `Inc.`, `U.S.`, `p.m.`) and a word follows that
 * begins sentences but no names (`The`, `He`). Faces and emoji after an end belong to the sentence before.
 */

import { ACRONYM, abbreviationKind, TRAILING } from './abbreviations.js';
import { classAt, DIGIT, EMOJI, LETTER, unitClasses, widthAt } from './characters.js';
import { faceEnd } from './emoticons.js';
import { TokenBuffer, type Tokens } from './tokens.js';
import { Units } from './units.js';

const terminators = '.!?…。！？｡؟।';
const closers = ')]}”’»」』';
const openers = '"\'`“‘«([{「『@#';
const starters = new Set(
  (
    'The He She It They We You I This That These Those There His Her Their Its Our My In On At But And Or If When ' +
    'While After Before As For From Since Because So Then What Who Why How Where Not No Please Thanks'
  ).split(' '),
);

/** Sentences of `text`: sentence k is tokens `starts[k]` … `ends[k] − 1`; none when there is no token. With `into`, it is overwritten. */
export function sentences(
  text: string,
  tokens: Tokens,
  into: TokenBuffer = new TokenBuffer(),
  units: Units = new Units().take(text),
): Tokens {
  into.count = 0;
  const hasLines = text.includes('\n');
  let from = 0; // where the sentence at hand starts
  let quotes = 0; // straight double quotes since the last blank line: after an odd number, one more closes
  let isOver = false; // an end stands before token t, with nothing but what closes between
  for (let t = 0; t < tokens.count; t += 1) {
    if (!isOver && !hasLines && isPlain(units.array, tokens, t)) continue;
    const isEnd = isTerminator(text, tokens, t);
    const isApart = t > 0 && isAfterBlankLine(text, tokens, t);
    const isClosing = isOver && closes(text, tokens, t, quotes);
    if (isApart || (isOver && !isEnd && !isClosing && opens(text, tokens, t))) {
      into.push(from, t);
      from = t;
      if (isApart) quotes = 0;
      isOver = false;
    }
    if (text[tokens.starts[t]!] === '"') quotes += 1;
    if (isEnd) isOver = !isItem(text, tokens, t, from);
    else if (!isClosing) isOver = standsLast(text, tokens, t);
  }
  if (tokens.count > 0) into.push(from, tokens.count);
  return into;
}

/** Whether token t neither ends a sentence nor changes what is known of one: it begins with a letter and has no period at its end. */
function isPlain(units: Uint16Array, { starts, ends }: Tokens, t: number): boolean {
  return unitClasses[units[starts[t]!]!] === LETTER && units[ends[t]! - 1] !== PERIOD;
}

const PERIOD = 0x2e;

function isTerminator(text: string, tokens: Tokens, t: number): boolean {
  for (let at = tokens.starts[t]!; at < tokens.ends[t]!; at += 1)
    if (!terminators.includes(text[at]!)) return false;
  return true;
}

/** Whether token t, after an end, still belongs to the sentence: a closing mark, a face or an emoji. */
function closes(text: string, tokens: Tokens, t: number, quotes: number): boolean {
  const start = tokens.starts[t]!;
  const first = text[start]!;
  if (closers.includes(first)) return true;
  if (first === '"' || first === "'") {
    if (tokens.ends[t]! - start === 2) return true; // '' as in the Penn Treebank
    const followsToken = t > 0 && tokens.ends[t - 1] === start;
    const precedesToken = t + 1 < tokens.count && tokens.starts[t + 1] === start + 1;
    return followsToken === precedesToken ? first === '"' && quotes % 2 === 1 : followsToken;
  }
  const kind = classAt(text, start);
  if (kind === LETTER || kind === DIGIT) return false;
  return kind === EMOJI || faceEnd(text, start) === tokens.ends[t];
}

/** Whether a sentence may start with token t. */
function opens(text: string, tokens: Tokens, t: number): boolean {
  const start = tokens.starts[t]!;
  const kind = classAt(text, start);
  if (kind === DIGIT) return true;
  if (kind !== LETTER) return openers.includes(text[start]!);
  const letter = text.slice(start, start + widthAt(text, start));
  return letter === letter.toUpperCase();
}

/** Whether the end at token t only closes the number of an item: `2.` at the start of a sentence. */
function isItem(text: string, tokens: Tokens, t: number, first: number): boolean {
  return t === first + 1 && text[tokens.starts[t]!] === '.' && classAt(text, tokens.starts[first]!) === DIGIT;
}

/** Whether token t is an abbreviation that may end a sentence, and the next begins one. */
function standsLast(text: string, tokens: Tokens, t: number): boolean {
  const end = tokens.ends[t]! - 1;
  if (text[end] !== '.' || t + 1 >= tokens.count) return false;
  if (!starters.has(text.slice(tokens.starts[t + 1], tokens.ends[t + 1]))) return false;
  const kind = abbreviationKind(text, tokens.starts[t]!, end);
  return kind === TRAILING || kind === ACRONYM;
}

/** Whether token t > 0 follows a blank line. */
function isAfterBlankLine(text: string, tokens: Tokens, t: number): boolean {
  let breaks = 0;
  for (let at = tokens.ends[t - 1]!; at < tokens.starts[t]!; at += 1) if (text[at] === '\n') breaks += 1;
  return breaks > 1;
}
