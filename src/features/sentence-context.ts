/** @file Features of a sentence as a whole: is it a headline, how long is it, is the centre its first word? */
import { shape } from './shape.js';

/**
 * The features of a sentence: `capitals` when more than 60 % of its words are in capitals, else `title` when more than 60 % of them
 * begin with one, else `plain` with `small` when no word begins with one; `digits` when more than a
 * fifth of the tokens are numbers; `short` up to 5 tokens, `long` over 25, else `medium`.
 */
export function sentenceContext(tokens: readonly string[]): string[] {
  let words = 0;
  let capitals = 0;
  let initials = 0;
  let numbers = 0;
  for (const token of tokens) {
    const form = shape(token);
    if (form === 'punctuation') continue;
    if (form === 'number' || form === 'digit') {
      numbers++;
      continue;
    }
    words++;
    if (form === 'ALL' || form === 'A') capitals++;
    else if (form === 'Initial' || form === 'Inner') initials++;
  }
  const found = [];
  if (capitals > 0.6 * words) found.push('case=capitals');
  else if (capitals + initials > 0.6 * words) found.push('case=title');
  else if (capitals + initials === 0) found.push('case=small');
  else found.push('case=plain');
  if (numbers > 0.2 * tokens.length) found.push('digits');
  found.push(tokens.length <= 5 ? 'length=short' : tokens.length > 25 ? 'length=long' : 'length=medium');
  return found;
}

/** The position of a sentence's first word, punctuation passed over; 0 when it has none. */
export function firstWord(tokens: readonly string[]): number {
  return Math.max(
    0,
    tokens.findIndex((token) => shape(token) !== 'punctuation'),
  );
}
