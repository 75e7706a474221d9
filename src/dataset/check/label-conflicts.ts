/**
 * @file Names that are locations in one place and not in another. A use counts if it is a whole entity, or lies outside all
 * entities; the word York inside New York is not a use of York. Conflicts are ranked by the number of uses on the smaller side: that
 * many annotations would have to change to make the name consistent.
 */
import type { Sentence } from '../../corpus/sentence.js';
import { normalForm } from '../../text/normal-form.js';
import { type CorpusPart, excerpt, type FindingPlace, placeOf } from './finding.js';

/** A name that is a location in some places only. */
export interface LabelConflict {
  readonly name: string;
  /** Uses as a location, as entities of other types, and as no entity. */
  readonly location: number;
  readonly types: Readonly<Record<string, number>>;
  readonly outside: number;
  /** A first use of each kind. */
  readonly places: readonly (FindingPlace & { readonly as: string })[];
}

interface Uses {
  location: number;
  outside: number;
  readonly types: Map<string, number>;
  readonly places: Map<string, FindingPlace>;
}

/** Returns all conflicts, those with most annotations to change first; then by the number of uses, then by name. */
export function labelConflicts(
  parts: readonly CorpusPart[],
  isLocation: (type: string) => boolean,
): LabelConflict[] {
  const names = locationNames(parts, isLocation);
  const uses = new Map<string, Uses>();
  for (const { sentences } of parts)
    for (const sentence of sentences()) countUses(sentence, names, uses, isLocation);
  const conflicts = [...uses].flatMap(([name, { location, outside, types, places }]): LabelConflict[] => {
    const others = [...types.values()].reduce((sum, count) => sum + count, outside);
    if (location === 0 || others === 0) return [];
    return [
      {
        name,
        location,
        types: Object.fromEntries([...types].sort(([, a], [, b]) => b - a)),
        outside,
        places: [...places].map(([as, place]) => ({ as, ...place })),
      },
    ];
  });
  const other = ({ types, outside }: LabelConflict): number =>
    Object.values(types).reduce((sum, count) => sum + count, outside);
  const changes = (one: LabelConflict): number => Math.min(one.location, other(one));
  const all = (one: LabelConflict): number => one.location + other(one);
  return conflicts.sort((a, b) => changes(b) - changes(a) || all(b) - all(a) || (a.name < b.name ? -1 : 1));
}

/** The names of all locations, as lists of words by their first word, the longest first. */
type Names = ReadonlyMap<string, readonly (readonly string[])[]>;

function locationNames(parts: readonly CorpusPart[], isLocation: (type: string) => boolean): Names {
  const byKey = new Map<string, string[]>();
  for (const { sentences } of parts) {
    for (const { tokens, spans } of sentences()) {
      for (const { type, start, end } of spans) {
        if (!isLocation(type)) continue;
        const words = tokens.slice(start, end).map(normalForm);
        byKey.set(words.join(' '), words);
      }
    }
  }
  const names = new Map<string, string[][]>();
  for (const words of byKey.values()) {
    const list = names.get(words[0]);
    if (list) list.push(words);
    else names.set(words[0], [words]);
  }
  for (const list of names.values()) list.sort((a, b) => b.length - a.length);
  return names;
}

function countUses(
  sentence: Sentence,
  names: Names,
  uses: Map<string, Uses>,
  isLocation: (type: string) => boolean,
): void {
  const { tokens, spans } = sentence;
  const words = tokens.map(normalForm);
  const use = (name: string, as: string, start: number, end: number): Uses => {
    const known = uses.get(name) ?? { location: 0, outside: 0, types: new Map(), places: new Map() };
    uses.set(name, known);
    if (!known.places.has(as)) {
      const [from, to] = [Math.max(0, start - 4), Math.min(tokens.length, end + 4)];
      known.places.set(as, placeOf(sentence, excerpt(sentence, from, to)));
    }
    return known;
  };
  const taken = new Uint8Array(tokens.length);
  for (const { type, start, end } of spans) {
    taken.fill(1, start, end);
    const own = words.slice(start, end);
    const isKnown = names
      .get(own[0])
      ?.some((name) => name.length === own.length && name.every((word, k) => word === own[k]));
    if (!isKnown) continue;
    const known = use(own.join(' '), type, start, end);
    if (isLocation(type)) known.location++;
    else known.types.set(type, (known.types.get(type) ?? 0) + 1);
  }
  for (let i = 0; i < words.length; i++) {
    if (taken[i] === 1) continue;
    const found = names
      .get(words[i])
      ?.find((name) => name.every((word, k) => words[i + k] === word && taken[i + k] === 0));
    if (!found) continue;
    use(found.join(' '), 'O', i, i + found.length).outside++;
    i += found.length - 1;
  }
}
