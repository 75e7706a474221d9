/**
 * @file Lowercase and uppercase copies of sentences, so that a network learns to find names in text where
 * case says nothing: tweets, headlines, search queries.
 */
import { Random } from '../random.js';
import type { Sentence } from './sentence.js';

/** Fractions of sentences, 0 … 1, that get a lowercase or an uppercase copy. */
export interface RecaseFractions {
  readonly lower: number;
  readonly upper: number;
}

/** Random stream of the first source; source k uses stream `firstStream + k`. */
const firstStream = 0x10000;

/**
 * Yields every sentence, followed by its copies. One random draw decides about a lowercase copy, another
 * about an uppercase one. A copy belongs to the same document. No copy is made if it would equal the
 * sentence.
 */
export function* recased(
  sentences: Iterable<Sentence>,
  { lower, upper }: RecaseFractions,
  seed: number,
  source: number,
): Generator<Sentence> {
  const random = Random.seeded(seed, firstStream + source);
  for (const sentence of sentences) {
    yield sentence;
    if (lower > 0 && random.uniform() < lower) yield* copyOf(sentence, (token) => token.toLowerCase());
    if (upper > 0 && random.uniform() < upper) yield* copyOf(sentence, (token) => token.toUpperCase());
  }
}

function* copyOf(sentence: Sentence, change: (token: string) => string): Generator<Sentence> {
  const tokens = sentence.tokens.map(change);
  if (tokens.some((token, i) => token !== sentence.tokens[i])) yield { ...sentence, tokens };
}
