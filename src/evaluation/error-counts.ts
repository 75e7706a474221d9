/**
 * @file Mistakes counted by kind, and scores of groups of locations. Three laws hold: the predicted locations of
 * all kinds add up to the false positives, the gold ones to the false negatives, and the counts of the groups of
 * a property to the totals.
 */
import { type ErrorKind, errorKinds, type JudgedLocation } from './entity-errors.js';
import { type GroupContext, type GroupProperty, groupNames, groupsOf } from './error-groups.js';
import { type Scores, scoresOf } from './scores.js';

/** Wrong locations of a kind. */
export interface KindCount {
  readonly predicted: number;
  readonly gold: number;
}

export type KindCounts = Readonly<Record<ErrorKind, KindCount>>;

/** Predicted locations that are entities of another type. */
export interface WrongTypeCount {
  /** The type in gold. */
  readonly type: string;
  readonly predicted: number;
  /** Those with the same borders as the entity. */
  readonly sameBorders: number;
}

/** Scores and mistakes of the locations of a group. */
export interface GroupScores extends Scores {
  readonly kinds: KindCounts;
}

export interface EntityErrors {
  readonly correct: number;
  readonly kinds: KindCounts;
  /** Most frequent first. */
  readonly wrongTypes: readonly WrongTypeCount[];
  /** By property and group, in the order of `groupNames`; groups without locations are left out. */
  readonly groups: Readonly<Partial<Record<GroupProperty, Readonly<Record<string, GroupScores>>>>>;
}

const properties = Object.keys(groupNames) as GroupProperty[];

/** Counts the mistakes among judged locations. */
export function countErrors(judged: readonly JudgedLocation[], context: GroupContext): EntityErrors {
  const total = new Tally();
  const types = new Map<string, { type: string; predicted: number; sameBorders: number }>();
  const groups = properties
    .filter((property) => property !== 'training' || context.training)
    .map((property) => ({ property, tallies: new Map<string, Tally>() }));
  for (const location of judged) {
    total.add(location);
    if (location.other) countType(types, location, location.other);
    const names = groupsOf(location, context);
    for (let k = 0; k < groups.length; k++) {
      const { property, tallies } = groups[k];
      const name = names[property];
      if (name === undefined) continue;
      const known = tallies.get(name);
      const tally = known ?? new Tally();
      if (!known) tallies.set(name, tally);
      tally.add(location);
    }
  }
  const grouped = groups.map(({ property, tallies }) => {
    const entries = groupNames[property].flatMap((name) => {
      const tally = tallies.get(name);
      return tally ? [[name, tally.scores()] as const] : [];
    });
    return [property, Object.fromEntries(entries)] as const;
  });
  return {
    correct: total.correct,
    kinds: total.kinds,
    wrongTypes: [...types.values()].sort((a, b) => b.predicted - a.predicted || (a.type < b.type ? -1 : 1)),
    groups: Object.fromEntries(grouped),
  };
}

function countType(
  types: Map<string, { type: string; predicted: number; sameBorders: number }>,
  { start, end }: JudgedLocation,
  other: NonNullable<JudgedLocation['other']>,
): void {
  const count = types.get(other.type) ?? { type: other.type, predicted: 0, sameBorders: 0 };
  types.set(other.type, count);
  count.predicted++;
  if (start === other.start && end === other.end) count.sameBorders++;
}

/** Counts of correct and wrong locations. */
class Tally {
  correct = 0;
  readonly kinds = Object.fromEntries(errorKinds.map((kind) => [kind, { predicted: 0, gold: 0 }])) as Record<
    ErrorKind,
    { predicted: number; gold: number }
  >;

  add({ side, outcome }: JudgedLocation): void {
    if (outcome === 'correct') this.correct++;
    else this.kinds[outcome][side]++;
  }

  scores(): GroupScores {
    const counts = Object.values(this.kinds);
    const sum = (side: 'predicted' | 'gold'): number => counts.reduce((all, count) => all + count[side], 0);
    return { ...scoresOf(this.correct, sum('predicted'), sum('gold')), kinds: this.kinds };
  }
}
