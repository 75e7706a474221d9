/** @file Features of a sentence as a whole: is it a headline, how long is it, is the centre its first word? */
import { shape } from './shape.js';

/** What a token is to {@link contextOf}: its number is the place in the counts. */
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
  return contextOf(counts);
}

/** The same from how many tokens of each kind there are. */
export function contextOf(counts: Int32Array): string[] {
  const [marks, numbers, capitals, initials, small] = counts as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const words = capitals + initials + small;
  const tokens = marks + numbers + words;
  const found = [];
  if (capitals > 0.6 * words) found.push('case=capitals');
  else if (capitals + initials > 0.6 * words) found.push('case=title');
  else if (capitals + initials === 0) found.push('case=small');
  else found.push('case=plain');
  if (numbers > 0.2 * tokens) found.push('digits');
  found.push(tokens <= 5 ? 'length=short' : tokens > 25 ? 'length=long' : 'length=medium');
  return found;
}

/** The position of a sentence's first word, punctuation passed over; 0 when it has none. */
export function firstWord(tokens: readonly string[]): number {
  return Math.max(
    0,
    tokens.findIndex((token) => shape(token) !== 'punctuation'),
  );
}
