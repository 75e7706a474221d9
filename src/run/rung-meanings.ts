/** @file A short explanation of each lookup step. */
import type { Rung } from '../vectors/rungs.js';

export const rungMeanings: Readonly<Record<Rung, string>> = {
  exact: 'as written',
  normalized: 'without invisible characters; quotes, brackets and dashes in another common way',
  lower: 'in lowercase',
  number: 'as a number: all numbers share one vector',
  digits: 'with each digit as 0, or as DG',
  accents: 'without accents',
  periods: 'without periods',
  edges: 'without symbols at either end',
  joined: 'without apostrophes and hyphens',
  parts: 'by its parts, with the mean of their vectors',
  possessive: "without a final 's",
  'stand-in': 'as a similar common word',
  unknown: 'as an unknown word: all unknown words share one vector',
};
