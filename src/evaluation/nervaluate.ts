/**
 * @file The four ways of SemEval 2013 task 9 to count entities, by the counts of nervaluate 1.1. Predictions from left to right each take
 * the first gold entity that they overlap and that is still free. A pair is then judged four times:
 *
 * | pair                       | strict    | exact     | partial | type      |
 * |----------------------------|-----------|-----------|---------|-----------|
 * | same borders, same type    | correct   | correct   | correct | correct   |
 * | same borders, other type   | incorrect | correct   | correct | incorrect |
 * | other borders, same type   | incorrect | incorrect | partial | correct   |
 * | other borders, other type  | incorrect | incorrect | partial | incorrect |
 *
 * P = (correct + ½ partial) / actual, R = (correct + ½ partial) / possible, 0/0 = 0. nervaluate 1.1 itself leaves out the ½ partial
 * when it adds up several documents; its README does not, and neither do we.
 */
import type { TaggedEntity } from './seqeval.js';

export const ways = ['strict', 'exact', 'partial', 'type'] as const;
export type Way = (typeof ways)[number];

export interface WayScores {
  readonly correct: number;
  readonly incorrect: number;
  readonly partial: number;
  readonly missed: number;
  readonly spurious: number;
  /** correct + incorrect + partial + missed: the gold entities. */
  readonly possible: number;
  /** correct + incorrect + partial + spurious: the predicted entities. */
  readonly actual: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export type FourWays = Readonly<Record<Way, WayScores>>;

type Counts = { correct: number; incorrect: number; partial: number };

/** Least overlap in percent of the gold entity. */
const leastOverlap = 1;

/** Scores predictions, sentence by sentence. Entities of types that are not in `types`, if given, are left out on both sides. */
export function fourWays(
  gold: readonly (readonly TaggedEntity[])[],
  predicted: readonly (readonly TaggedEntity[])[],
  types?: readonly string[],
): FourWays {
  const counts: Record<Way, Counts> = { strict: none(), exact: none(), partial: none(), type: none() };
  let [missed, spurious] = [0, 0];
  const counted = (entities: readonly TaggedEntity[]): TaggedEntity[] =>
    types ? entities.filter(({ type }) => types.includes(type)) : entities.slice();
  for (let sentence = 0; sentence < gold.length; sentence++) {
    const found = predicted[sentence] ?? [];
    if (gold[sentence].length === 0 && found.length === 0) continue; // as in most sentences
    const free = counted(gold[sentence]);
    for (const entity of counted(found)) {
      const index = free.findIndex((one) => overlaps(one, entity));
      if (index < 0) spurious++;
      else count(counts, free.splice(index, 1)[0], entity);
    }
    missed += free.length;
  }
  const scores = (way: Way): WayScores => wayScores(counts[way], missed, spurious);
  return {
    strict: scores('strict'),
    exact: scores('exact'),
    partial: scores('partial'),
    type: scores('type'),
  };
}

const none = (): Counts => ({ correct: 0, incorrect: 0, partial: 0 });

function overlaps(gold: TaggedEntity, predicted: TaggedEntity): boolean {
  const tokens = Math.min(gold.end, predicted.end) - Math.max(gold.start, predicted.start);
  return tokens > 0 && (100 * tokens) / (gold.end - gold.start) >= leastOverlap;
}

function count(counts: Record<Way, Counts>, gold: TaggedEntity, predicted: TaggedEntity): void {
  const isSameSpan = gold.start === predicted.start && gold.end === predicted.end;
  const isSameType = gold.type === predicted.type;
  counts.strict[isSameSpan && isSameType ? 'correct' : 'incorrect']++;
  counts.exact[isSameSpan ? 'correct' : 'incorrect']++;
  counts.partial[isSameSpan ? 'correct' : 'partial']++;
  counts.type[isSameType ? 'correct' : 'incorrect']++;
}

function wayScores({ correct, incorrect, partial }: Counts, missed: number, spurious: number): WayScores {
  const possible = correct + incorrect + partial + missed;
  const actual = correct + incorrect + partial + spurious;
  const credit = correct + partial / 2;
  const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    correct,
    incorrect,
    partial,
    missed,
    spurious,
    possible,
    actual,
    precision: ratio(credit, actual),
    recall: ratio(credit, possible),
    f1: ratio(2 * credit, actual + possible),
  };
}
