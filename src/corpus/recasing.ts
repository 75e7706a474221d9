/**
 * @file Copies of sentences in small letters and in capitals, so that a network learns what names look like where capitals tell
 * nothing: tweets, headlines, search queries.
 */
import { Random } from '../random.js';
import type { Sentence } from './sentence.js';

/** Shares of the sentences, 0 … 1, of which a copy is made. */
export interface Shares {
  readonly lower: number;
  readonly upper: number;
}

/** The stream of the run's seed that belongs to the first source; the next ones follow. */
const firstStream = 0x10000;

/**
 * The sentences, each followed by its copies: for each sentence it is drawn whether there is one in small letters and whether there
 * is one in capitals. A copy belongs to the same document. There is none of a sentence that is written that way already.
 */
export function* recased(
  sentences: Iterable<Sentence>,
  { lower, upper }: Shares,
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
