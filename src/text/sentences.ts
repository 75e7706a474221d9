/**
 * @file Splits a line of raw text into sentences, so that windows are padded at sentence boundaries.
 *
 * A sentence ends after `.`, `!`, `?`, `…` or a run of them, including the closing quotes and brackets that
 * follow, if the next token starts with an uppercase letter, a digit, an opening quote or bracket, `@` or
 * `#`. It also ends at a blank line. It doesn't end after the number of a list item (`2. Next`), nor at the
 * period of an abbreviation, unless the abbreviation can come last (`etc.`, `Inc.`, `U.S.`, `p.m.`) and the
 * next word starts sentences but not names (`The`, `He`). Emoticons and emoji after the end belong to the
 * sentence before.
 */

import { ACRONYM, abbreviationKind, TRAILING } from './abbreviations.js';
import { characterClass, DIGIT, EMOJI, LETTER, unitClasses, widthAt } from './characters.js';
import { CodeUnits } from './code-units.js';
import { faceEnd } from './emoticons.js';
import { TokenBuffer, type Tokens } from './tokens.js';

const terminators = '.!?…。！？｡؟।';
const closers = ')]}”’»」』';
const openers = '"\'`“‘«([{「『@#';
const starters = new Set(
  (
    'The He She It They We You I This That These Those There His Her Their Its Our My In On At But And Or If When ' +
    'While After Before As For From Since Because So Then What Who Why How Where Not No Please Thanks'
  ).split(' '),
);

/** The state of splitting between two parts of a text without line breaks. */
export interface SplitState {
  /** True if a sentence that began in an earlier part goes on. */
  isOpen: boolean;
  /** Number of straight double quotes so far. */
  quotes: number;
  /** True if a sentence end comes last, perhaps with closing marks after it. */
  isOver: boolean;
}

/** The state before the first part. */
export const splitStart = (): SplitState => ({ isOpen: false, quotes: 0, isOver: false });

/** The `start` of a sentence that began in an earlier part; −1 would make token 0 its second token. */
const earlier = -2;

/**
 * Returns the sentences of `text`: sentence k is tokens `starts[k]` … `ends[k] − 1`. Without tokens there are
 * no sentences. `into`, if given, is overwritten and returned.
 *
 * With `state`, `text` is a part of a longer text, and `state` is updated for the next part. Then the result has only
 * the sentences that end in this part; the start of one that began earlier is negative. Parts must be cut at a `safeCut`.
 */
export function sentences(
  text: string,
  tokens: Tokens,
  into: TokenBuffer = new TokenBuffer(),
  units: CodeUnits = new CodeUnits().take(text),
  state?: SplitState,
): Tokens {
  into.count = 0;
  const hasLines = text.includes('\n');
  let from = state?.isOpen ? earlier : 0; // start of the current sentence
  // number of straight double quotes since the last blank line; if it is odd, the next one closes
  let quotes = state?.quotes ?? 0;
  let isOver = state?.isOver ?? false; // true if a sentence end precedes token t, with only closing marks in between
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
    if (text[tokens.starts[t]] === '"') quotes += 1;
    if (isEnd) isOver = !isItem(text, tokens, t, from);
    else if (!isClosing) isOver = standsLast(text, tokens, t);
  }
  if (state) Object.assign(state, { isOpen: state.isOpen || tokens.count > 0, quotes, isOver });
  else if (tokens.count > 0) into.push(from, tokens.count);
  return into;
}

/** True if token t can't affect the splitting: it begins with a letter and doesn't end with a period. */
function isPlain(units: Uint16Array, { starts, ends }: Tokens, t: number): boolean {
  return unitClasses[units[starts[t]]] === LETTER && units[ends[t] - 1] !== PERIOD;
}

const PERIOD = 0x2e;

function isTerminator(text: string, tokens: Tokens, t: number): boolean {
  for (let at = tokens.starts[t]; at < tokens.ends[t]; at += 1)
    if (!terminators.includes(text[at])) return false;
  return true;
}

/**
 * True if token t, after a sentence end, still belongs to the sentence: a closing
 * mark, an emoticon or an emoji.
 */
function closes(text: string, tokens: Tokens, t: number, quotes: number): boolean {
  const start = tokens.starts[t];
  const first = text[start];
  if (closers.includes(first)) return true;
  if (first === '"' || first === "'") {
    if (tokens.ends[t] - start === 2) return true; // '' as in the Penn Treebank
    const followsToken = t > 0 && tokens.ends[t - 1] === start;
    const precedesToken = t + 1 < tokens.count && tokens.starts[t + 1] === start + 1;
    return followsToken === precedesToken ? first === '"' && quotes % 2 === 1 : followsToken;
  }
  const kind = characterClass(text, start);
  if (kind === LETTER || kind === DIGIT) return false;
  return kind === EMOJI || faceEnd(text, start) === tokens.ends[t];
}

/** True if a sentence can start with token t. */
function opens(text: string, tokens: Tokens, t: number): boolean {
  const start = tokens.starts[t];
  const kind = characterClass(text, start);
  if (kind === DIGIT) return true;
  if (kind !== LETTER) return openers.includes(text[start]);
  const letter = text.slice(start, start + widthAt(text, start));
  return letter === letter.toUpperCase();
}

/** True if the period at token t only belongs to the number of a list item: `2.` at the start of a sentence. */
function isItem(text: string, tokens: Tokens, t: number, first: number): boolean {
  return (
    t === first + 1 && text[tokens.starts[t]] === '.' && characterClass(text, tokens.starts[first]) === DIGIT
  );
}

/** True if token t is an abbreviation that can end a sentence, and the next token begins one. */
function standsLast(text: string, tokens: Tokens, t: number): boolean {
  const end = tokens.ends[t] - 1;
  if (text[end] !== '.' || t + 1 >= tokens.count) return false;
  if (!starters.has(text.slice(tokens.starts[t + 1], tokens.ends[t + 1]))) return false;
  const kind = abbreviationKind(text, tokens.starts[t], end);
  return kind === TRAILING || kind === ACRONYM;
}

/** True if token t > 0 follows a blank line. */
function isAfterBlankLine(text: string, tokens: Tokens, t: number): boolean {
  let breaks = 0;
  for (let at = tokens.ends[t - 1]; at < tokens.starts[t]; at += 1) if (text[at] === '\n') breaks += 1;
  return breaks > 1;
}
