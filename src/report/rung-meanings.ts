/** @file The rungs of the ladder of look-up, in a few words each. */
import type { Rung } from '../vectors/rungs.js';

export const rungMeanings: Readonly<Record<Rung, string>> = {
  exact: 'as it stands',
  normalised: 'with quotes, brackets and dashes written in another usual way',
  lower: 'in lower case',
  number: 'is a number, which has a vector of its own',
  digits: 'with each digit as 0, or as DG',
  accents: 'without accents',
  periods: 'without periods',
  edges: 'without signs at both ends',
  joined: 'without apostrophes and hyphens',
  parts: 'by the mean of its parts',
  possessive: "without a final 's",
  'stand-in': 'by a similar common word',
  unknown: 'is unknown, which has a vector of its own',
};
