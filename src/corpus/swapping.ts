/**
 * @file Swapped mentions: copies of training sentences in which a known name is replaced by another name of the same kind, so that
 * what a network learns about one country it learns about all of them.
 */
import { Random } from '../random.js';
import type { NamePool } from './name-pool.js';
import type { Sentence, Span } from './sentence.js';

/** Which sentences come again with other names; see `training.swap` of a config. */
export interface SwapSettings {
  /** Fraction of the sentences with a known location that get a copy, and the number of copies to draw for. */
  readonly share: number;
  readonly copies: number;
  /** Fractions of the sentences with a person or an organization that get a copy with a place in that name. */
  readonly persons: number;
  readonly organizations: number;
}

/** Swaps the names of sentences. */
export interface Swap extends SwapSettings {
  readonly names: NamePool;
  /** The entity types that count as locations. */
  readonly locations: ReadonlySet<string>;
}

/** Random stream of the first source; source k uses stream `firstStream + k`. */
const firstStream = 0x20000;

const personTypes = /^(per|persons?|people|writer|politician|scientist|musicalartist)$/i;
const organizationTypes = /^(org|organi[sz]ations?|corporation|company)$/i;

/**
 * Yields every sentence, followed by its copies, which belong to the same document. For each possible copy, one random draw
 * decides whether it is made. Without a swap, the sentences come as they are.
 *
 * A copy for locations replaces every known location of the sentence by a name of the same class, each equally likely. A copy for persons (organizations) keeps the
 * types, but makes a place a part of each such name: "Paris Smith", "Bank of Lagos".
 */
export function* swapped(
  sentences: Iterable<Sentence>,
  swap: Swap | undefined,
  seed: number,
  source: number,
): Generator<Sentence> {
  if (!swap) {
    yield* sentences;
    return;
  }
  const { names, locations, share, copies } = swap;
  const random = Random.seeded(seed, firstStream + source);
  const isPerson = ({ type }: Span): boolean => personTypes.test(type);
  const isOrganization = ({ type }: Span): boolean => organizationTypes.test(type);
  const otherPlace = (tokens: readonly string[], { type }: Span): readonly string[] | undefined =>
    locations.has(type) ? names.another(tokens, random) : undefined;
  const placePerson = (tokens: readonly string[], span: Span): readonly string[] | undefined =>
    isPerson(span) ? personOf(tokens, names, random) : undefined;
  const placeOrganization = (tokens: readonly string[], span: Span): readonly string[] | undefined =>
    isOrganization(span) ? organizationOf(tokens, names, random) : undefined;
  for (const sentence of sentences) {
    yield sentence;
    const { tokens, spans } = sentence;
    const isKnown = ({ type, start, end }: Span): boolean =>
      locations.has(type) && names.classOf(tokens.slice(start, end)) !== undefined;
    if (share > 0 && spans.some(isKnown))
      for (let k = 0; k < copies; k++) if (random.uniform() < share) yield withNames(sentence, otherPlace);
    if (swap.persons > 0 && spans.some(isPerson) && random.uniform() < swap.persons)
      yield withNames(sentence, placePerson);
    if (swap.organizations > 0 && spans.some(isOrganization) && random.uniform() < swap.organizations)
      yield withNames(sentence, placeOrganization);
  }
}

type NewName = (tokens: readonly string[], span: Span) => readonly string[] | undefined;

/** Returns a sentence with new names for some of its spans. */
function withNames(sentence: Sentence, newName: NewName): Sentence {
  const tokens: string[] = [];
  const spans: Span[] = [];
  let at = 0;
  for (const span of sentence.spans) {
    for (const token of sentence.tokens.slice(at, span.start)) tokens.push(token);
    const old = sentence.tokens.slice(span.start, span.end);
    const start = tokens.length;
    for (const token of newName(old, span) ?? old) tokens.push(token);
    spans.push({ type: span.type, start, end: tokens.length });
    at = span.end;
  }
  for (const token of sentence.tokens.slice(at)) tokens.push(token);
  return { ...sentence, tokens, spans };
}

/** "John Smith" → "Paris Smith" or "John Dallas"; "Smith" → "Dallas". */
function personOf(tokens: readonly string[], names: NamePool, random: Random): readonly string[] {
  const at = random.below(2) === 0 ? 0 : tokens.length - 1;
  return [...tokens.slice(0, at), ...names.word(random, tokens[at]), ...tokens.slice(at + 1)];
}

/** "Daily Tribune" → "Houston Tribune"; "Bank of England" → "Bank of Lagos"; a name of one word stays. */
function organizationOf(
  tokens: readonly string[],
  names: NamePool,
  random: Random,
): readonly string[] | undefined {
  const of = tokens.findIndex((token) => token.toLowerCase() === 'of');
  if (of > 0 && of + 1 < tokens.length)
    return [...tokens.slice(0, of + 1), ...names.any(random, tokens[of + 1])];
  const at = tokens[0].toLowerCase() === 'the' ? 1 : 0;
  if (tokens.length < at + 2) return undefined;
  return [...tokens.slice(0, at), ...names.any(random, tokens[at]), ...tokens.slice(at + 1)];
}
