/**
 * @file Entities in a sequence of tags, and their scores, by the rules of seqeval 1.2 (Nakayama 2018), so that figures can be compared
 * with those of other tools. A sentence is one list of tags; sentences never touch.
 *
 * - default mode, as conlleval: B and S always begin an entity; I and E do after O, after E or S, and any tag does if its type differs
 *   from that of the tag before. An entity ends after E and S, before B, S and O, and where the type changes.
 * - strict mode, in one scheme: what is not well formed is no entity, in gold and prediction alike. IOB2: B I*. IOE2: I* E.
 *   IOBES: S or B I* E. BILOU: U or B I* L.
 *
 * 0/0 is 0.
 */
import { NerwinError } from '../error.js';
import { pooledScores, type Scores, scoresOf } from './scores.js';

/** Entity over the tokens `start` … `end − 1`. */
export interface TaggedEntity {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export const strictSchemes = ['IOB2', 'IOE2', 'IOBES', 'BILOU'] as const;
export type StrictScheme = (typeof strictSchemes)[number];

interface Part {
  readonly prefix: string;
  readonly type: string;
}

/** True for what conlleval and seqeval take as a tag: `O`, or a letter of a scheme, with or without a type. */
export const isTag = (text: string): boolean => /^(O|[BIESLU](-.+)?)$/.test(text);

/** `B-geo-loc` → B and geo-loc. A tag without a type has the type `_`. */
const partsOf = (tag: string): Part => {
  const rest = tag.slice(1);
  const hyphen = rest.indexOf('-');
  return { prefix: tag[0], type: (hyphen < 0 ? rest : rest.slice(hyphen + 1)) || '_' };
};

/** Returns the entities of a sentence in default mode. */
export function defaultEntities(tags: readonly string[]): TaggedEntity[] {
  const found: TaggedEntity[] = [];
  let before: Part = { prefix: 'O', type: '_' };
  let start = 0;
  for (const [i, tag] of [...tags, 'O'].entries()) {
    const now = partsOf(tag);
    if (endsBetween(before, now)) found.push({ type: before.type, start, end: i });
    if (beginsBetween(before, now)) start = i;
    before = now;
  }
  return found;
}

const isOutside = (prefix: string): boolean => prefix === 'O' || prefix === '.';

function endsBetween(before: Part, now: Part): boolean {
  if (before.prefix === 'E' || before.prefix === 'S') return true;
  if ((before.prefix === 'B' || before.prefix === 'I') && 'BSO'.includes(now.prefix)) return true;
  return !isOutside(before.prefix) && before.type !== now.type;
}

function beginsBetween(before: Part, now: Part): boolean {
  if (now.prefix === 'B' || now.prefix === 'S') return true;
  if ((now.prefix === 'I' || now.prefix === 'E') && 'ESO'.includes(before.prefix)) return true;
  return !isOutside(now.prefix) && before.type !== now.type;
}

/** The letters of a scheme: what begins an entity, continues it, ends it, and stands for a single token. */
const letters: Readonly<Record<StrictScheme, { begin: string; inner: string; last: string; only: string }>> =
  {
    IOB2: { begin: 'B', inner: 'I', last: '', only: '' },
    IOE2: { begin: '', inner: 'I', last: 'E', only: 'E' },
    IOBES: { begin: 'B', inner: 'I', last: 'E', only: 'S' },
    BILOU: { begin: 'B', inner: 'I', last: 'L', only: 'U' },
  };

/**
 * Returns the well-formed entities of a sentence.
 * @throws {NerwinError} `corpus` if a tag does not belong to the scheme.
 */
export function strictEntities(tags: readonly string[], scheme: StrictScheme): TaggedEntity[] {
  const { begin, inner, last, only } = letters[scheme];
  const parts = tags.map(partsOf);
  for (const [k, { prefix }] of parts.entries())
    if (!['O', begin, inner, last, only].includes(prefix) || prefix === undefined)
      throw new NerwinError(
        'corpus',
        `the tag ${JSON.stringify(tags[k])} does not belong to ${scheme}`,
        'name the scheme with --strict-scheme',
      );
  const found: TaggedEntity[] = [];
  let i = 0;
  while (i < parts.length) {
    const end = entityAt(parts, i, letters[scheme]);
    if (end > i) found.push({ type: parts[i].type, start: i, end });
    i = Math.max(end, i + 1);
  }
  return found;
}

/** Returns the position after the entity that begins at `i`; `i` itself if none does. */
function entityAt(
  parts: readonly Part[],
  i: number,
  { begin, inner, last, only }: (typeof letters)[StrictScheme],
): number {
  const { type, prefix } = parts[i];
  if (prefix === only && only !== '') return i + 1;
  const isFirst = begin === '' ? prefix === inner : prefix === begin;
  if (!isFirst) return i;
  let end = i + 1;
  while (end < parts.length && parts[end].prefix === inner && parts[end].type === type) end++;
  if (last === '') return end;
  return end < parts.length && parts[end].prefix === last && parts[end].type === type ? end + 1 : i;
}

/**
 * Returns the scheme whose letters the gold tags use, as seqeval detects it.
 * @throws {NerwinError} `corpus` if they fit none or several.
 */
export function detectScheme(gold: readonly (readonly string[])[]): StrictScheme {
  const prefixes = new Set(gold.flat().map((tag) => tag[0]));
  const has = (prefix: string): boolean => prefixes.has(prefix);
  const isOnly = (allowed: string): boolean =>
    [...prefixes].every((prefix) => allowed.includes(prefix ?? ' '));
  if ((has('L') || has('U')) && has('B') === has('L') && isOnly('BILOU')) return 'BILOU';
  if ((has('S') || (has('B') && has('E'))) && isOnly('IOBES')) return 'IOBES';
  if (has('E') && isOnly('IOE')) return 'IOE2';
  if (has('B') && isOnly('IOB')) return 'IOB2';
  throw new NerwinError(
    'corpus',
    `the gold tags (${[...prefixes].sort().join(', ')}) do not show their scheme`,
    `name it with --strict-scheme ${strictSchemes.join(', ')}`,
  );
}

/** Scores over all types, and of each type. */
export interface SeqevalScores {
  /** All entities together. */
  readonly micro: Scores;
  /** Plain means over the types on either side. */
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number };
  /** Means weighted by the number of gold entities. */
  readonly weighted: { readonly precision: number; readonly recall: number; readonly f1: number };
  readonly types: Readonly<Record<string, Scores>>;
}

/** Compares entities sentence by sentence: correct if type, start and end are equal. */
export function scoreEntities(
  gold: readonly (readonly TaggedEntity[])[],
  predicted: readonly (readonly TaggedEntity[])[],
): SeqevalScores {
  const counts = new Map<string, { tp: number; fp: number; fn: number }>();
  const countOf = (type: string) => {
    const count = counts.get(type) ?? { tp: 0, fp: 0, fn: 0 };
    counts.set(type, count);
    return count;
  };
  const key = ({ type, start, end }: TaggedEntity): string => `${start} ${end} ${type}`;
  for (const [sentence, truth] of gold.entries()) {
    const open = new Set(truth.map(key));
    for (const entity of predicted[sentence] ?? []) {
      if (open.delete(key(entity))) countOf(entity.type).tp++;
      else countOf(entity.type).fp++;
    }
    for (const entity of truth) if (open.has(key(entity))) countOf(entity.type).fn++;
  }
  const types = Object.fromEntries(
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, { tp, fp, fn }]) => [type, scoresOf(tp, fp, fn)]),
  );
  const all = Object.values(types);
  const sum = (value: (scores: Scores) => number): number =>
    all.reduce((total, scores) => total + value(scores), 0);
  const mean = (weight: (scores: Scores) => number) => {
    const whole = sum(weight);
    const of = (value: (scores: Scores) => number): number =>
      whole === 0 ? 0 : sum((scores) => weight(scores) * value(scores)) / whole;
    return { precision: of((s) => s.precision), recall: of((s) => s.recall), f1: of((s) => s.f1) };
  };
  return {
    micro: pooledScores(all),
    macro: mean(() => 1),
    weighted: mean(({ tp, fn }) => tp + fn),
    types,
  };
}
