/** @file Features of a sentence as a whole: is it a headline, how long is it, is the centre its first word? */
import { shape } from './shape.js';

/** What a token is to {@link contextNumber}: its number is the place in the counts. */
export const wordKinds = ['punctuation', 'number', 'capitals', 'initial', 'small'] as const;
export const punctuation = 0;

/** The kind of a token, a place in {@link wordKinds}. */
export function wordKind(token: string): number {
  const form = shape(token);
  if (form === 'punctuation') return punctuation;
  if (form === 'number' || form === 'digit') return 1;
  if (form === 'ALL' || form === 'A') return 2;
  return form === 'Initial' || form === 'Inner' ? 3 : 4;
}

/**
 * The features of a sentence: `capitals` when more than 60 % of its words are in capitals, else `title` when more than 60 % of them
 * begin with one, else `plain` with `small` when no word begins with one; `digits` when more than a
 * fifth of the tokens are numbers; `short` up to 5 tokens, `long` over 25, else `medium`.
 */
export function sentenceContext(tokens: readonly string[]): string[] {
  const counts = new Int32Array(wordKinds.length);
  for (const token of tokens) counts[wordKind(token)]!++;
  return contextNames(contextNumber(counts));
}

const cases = ['capitals', 'title', 'small', 'plain'];
const lengths = ['short', 'medium', 'long'];

/** How many different contexts there are. */
export const contextCount = 2 * cases.length * lengths.length;

/** The number of the context that so many tokens of each kind make, 0 … `contextCount − 1`. */
export function contextNumber(counts: Int32Array): number {
  const [capitals, initials] = [counts[2]!, counts[3]!];
  const words = capitals + initials + counts[4]!;
  const numbers = counts[1]!;
  const tokens = counts[0]! + numbers + words;
  const letterCase =
    capitals > 0.6 * words ? 0 : capitals + initials > 0.6 * words ? 1 : capitals + initials === 0 ? 2 : 3;
  const length = tokens <= 5 ? 0 : tokens > 25 ? 2 : 1;
  return 2 * (lengths.length * letterCase + length) + (numbers > 0.2 * tokens ? 1 : 0);
}

/** The features of the context of a number. */
export function contextNames(number: number): string[] {
  const pair = number >> 1;
  const length = lengths[pair % lengths.length];
  const digits = number % 2 === 1 ? ['digits'] : [];
  return [`case=${cases[Math.floor(pair / lengths.length)]}`, ...digits, `length=${length}`];
}

/** The position of a sentence's first word, punctuation passed over; 0 when it has none. */
export function firstWord(tokens: readonly string[]): number {
  return Math.max(
    0,
    tokens.findIndex((token) => shape(token) !== 'punctuation'),
  );
}
