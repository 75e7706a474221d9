/**
 * @file Features of a whole sentence: its capitalization (such as a headline's), its length, and
 * whether the center is its first word.
 */
import { shape } from './word-shape.js';

/**
 * Kinds of tokens: without letters and digits, with a digit, all uppercase, with some uppercase, and the
 * rest.
 */
export const punctuation = 0;
const number = 1;
const capitals = 2;
const initial = 3;
const small = 4;

/** Number of kinds. */
export const kindCount = 5;

/** Returns the kind of a token, 0 … `kindCount − 1`. */
export function wordKind(token: string): number {
  const form = shape(token);
  if (form === 'punctuation') return punctuation;
  if (form === 'number' || form === 'digit') return number;
  if (form === 'ALL' || form === 'A') return capitals;
  return form === 'Initial' || form === 'Inner' ? initial : small;
}

/** True for kinds without uppercase letters and digits: lowercase words and punctuation. */
export const isLowercaseKind = (kind: number): boolean => kind === small || kind === punctuation;

/** True if a token is lowercase in the sense of {@link isLowercaseKind}. */
export const isLowercaseWord = (token: string): boolean => isLowercaseKind(wordKind(token));

const cases = ['capitals', 'title', 'small', 'plain'];
const lengths = ['short', 'medium', 'long'];

/** Number of possible contexts. */
export const contextCount = 2 * cases.length * lengths.length;

/** Returns the context number, 0 … `contextCount − 1`, for these counts of token kinds. */
export function contextNumber(counts: Int32Array): number {
  const inCapitals = counts[capitals];
  const withCapital = inCapitals + counts[initial];
  const words = withCapital + counts[small];
  const numbers = counts[number];
  const tokens = counts[punctuation] + numbers + words;
  const letterCase = inCapitals > 0.6 * words ? 0 : withCapital > 0.6 * words ? 1 : withCapital === 0 ? 2 : 3;
  const length = tokens <= 5 ? 0 : tokens > 25 ? 2 : 1;
  return 2 * (lengths.length * letterCase + length) + (numbers > 0.2 * tokens ? 1 : 0);
}

/**
 * Returns the features of a context number:
 * - `case=capitals` if more than 60 % of the words (tokens without digits that are not punctuation) are all
 *   uppercase, otherwise `case=title` if more than 60 % have an uppercase letter, otherwise `case=small` if
 *   none has one, otherwise `case=plain`;
 * - `digits` if more than a fifth of the tokens have a digit;
 * - `length=short` up to 5 tokens, `length=long` over 25, otherwise `length=medium`.
 */
export function contextNames(context: number): string[] {
  const pair = context >> 1;
  const length = lengths[pair % lengths.length];
  const digits = context % 2 === 1 ? ['digits'] : [];
  return [`case=${cases[Math.floor(pair / lengths.length)]}`, ...digits, `length=${length}`];
}
