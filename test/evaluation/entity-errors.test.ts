import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type JudgedLocation,
  judgeLocations,
  type OtherEntity,
  type Stretch,
} from '../../src/evaluation/entity-errors.js';
import { countErrors } from '../../src/evaluation/error-counts.js';
import { groupsOf } from '../../src/evaluation/error-groups.js';
import { scoresOf } from '../../src/evaluation/scores.js';

const stretch = (start: number, end: number): Stretch => ({ start, end });
const outcomes = (judged: readonly JudgedLocation[]) =>
  judged.map(({ side, outcome, start, end }) => `${side} ${start}-${end} ${outcome}`);

test('each kind by hand', () => {
  const gold = [
    stretch(1, 2), // found
    stretch(4, 5), // too long
    stretch(8, 11), // too short
    stretch(13, 15), // shifted
    stretch(18, 19), // joined with the next
    stretch(19, 20),
    stretch(22, 27), // split
    stretch(30, 32), // mixed
    stretch(33, 35),
    stretch(44, 45), // missed
  ];
  const predicted = [
    stretch(1, 2),
    stretch(4, 6),
    stretch(8, 9),
    stretch(14, 16),
    stretch(18, 20),
    stretch(22, 23),
    stretch(24, 25),
    stretch(29, 31),
    stretch(31, 34),
    stretch(38, 40), // ORG
    stretch(42, 43), // nothing
  ];
  const others = [
    { type: 'PER', start: 3, end: 4 },
    { type: 'ORG', start: 37, end: 40 },
  ];
  const judged = judgeLocations(gold, predicted, others);
  expect(outcomes(judged)).toEqual([
    'predicted 1-2 correct',
    'predicted 4-6 tooLong',
    'gold 4-5 tooLong',
    'predicted 8-9 tooShort',
    'gold 8-11 tooShort',
    'predicted 14-16 shifted',
    'gold 13-15 shifted',
    'predicted 18-20 joined',
    'gold 18-19 joined',
    'gold 19-20 joined',
    'predicted 22-23 split',
    'predicted 24-25 split',
    'gold 22-27 split',
    'predicted 29-31 mixed',
    'predicted 31-34 mixed',
    'gold 30-32 mixed',
    'gold 33-35 mixed',
    'predicted 38-40 wrongType',
    'predicted 42-43 spurious',
    'gold 44-45 missed',
  ]);
  expect(judged.find(({ outcome }) => outcome === 'wrongType')?.other).toBe(others[1]);
});

test('a prediction over several entities of other types has the type of the one that it overlaps most', () => {
  const others = [
    { type: 'PER', start: 0, end: 2 },
    { type: 'ORG', start: 2, end: 5 },
  ];
  const typeOf = (start: number, end: number) => judgeLocations([], [{ start, end }], others)[0].other?.type;
  expect([typeOf(1, 4), typeOf(1, 3), typeOf(0, 2), typeOf(5, 6)]).toEqual(['ORG', 'PER', 'PER', undefined]);
});

/** Stretches in order that do not overlap, in the first 24 positions. */
const stretches = fc
  .array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4 })), { maxLength: 7 })
  .map((steps) => {
    let at = 0;
    return steps.map(([gap, length]) => {
      const start = at + gap;
      at = start + length;
      return stretch(start, at);
    });
  });

/** The kinds by the definition: connected groups of the relation "shares a position", found by trying all pairs. */
function byDefinition(
  gold: readonly Stretch[],
  predicted: readonly Stretch[],
  others: readonly OtherEntity[],
): string[] {
  const shared = (a: Stretch, b: Stretch): number => {
    let count = 0;
    for (let i = a.start; i < a.end; i++) if (i >= b.start && i < b.end) count++;
    return count;
  };
  const nodes = [
    ...gold.map((one) => ({ side: 'gold', ...one })),
    ...predicted.map((one) => ({ side: 'predicted', ...one })),
  ];
  const group = nodes.map((_, k) => k);
  for (let round = 0; round < nodes.length; round++)
    for (let a = 0; a < nodes.length; a++)
      for (let b = 0; b < nodes.length; b++)
        if (shared(nodes[a], nodes[b]) > 0) group[a] = group[b] = Math.min(group[a], group[b]);
  return nodes
    .flatMap((node, k) => {
      const own = nodes.filter((_, other) => group[other] === group[k]);
      const [g, p] = ['gold', 'predicted'].map((side) => own.filter((one) => one.side === side));
      const name = (): string => {
        if (g.length === 0) return others.some((other) => shared(other, node) > 0) ? 'wrongType' : 'spurious';
        if (p.length === 0) return 'missed';
        if (g.length > 1 && p.length > 1) return 'mixed';
        if (g.length > 1) return 'joined';
        if (p.length > 1) return 'split';
        const both = shared(g[0], p[0]);
        const [isAllGold, isAllFound] = [both === g[0].end - g[0].start, both === p[0].end - p[0].start];
        if (isAllGold && isAllFound) return 'correct';
        return isAllGold ? 'tooLong' : isAllFound ? 'tooShort' : 'shifted';
      };
      const outcome = name();
      if (outcome === 'correct' && node.side === 'gold') return [];
      return [`${node.side} ${node.start}-${node.end} ${outcome}`];
    })
    .sort();
}

test('the kinds agree with a search of all pairs; kinds add up to FP and FN, and groups to the totals', () => {
  fc.assert(
    fc.property(
      stretches,
      stretches,
      stretches,
      fc.array(fc.constantFrom('Ab', 'cd', 'EF', '1'), { minLength: 50, maxLength: 50 }),
      (gold, predicted, free, words) => {
        const others = free
          .filter((one) => gold.every((other) => other.end <= one.start || other.start >= one.end))
          .map((one, k) => ({ ...one, type: k % 2 === 0 ? 'ORG' : 'PER' }));
        const judged = judgeLocations(gold, predicted, others);
        expect(outcomes(judged).sort()).toEqual(byDefinition(gold, predicted, others));

        const errors = countErrors(judged, {
          wordAt: (position) => words[position],
          isUnknownAt: (position) => position % 3 === 0,
          training: { hasLocation: (list) => list.length === 1, hasWord: (word) => word !== 'cd' },
        });
        const tp = gold.filter((one) =>
          predicted.some((other) => other.start === one.start && other.end === one.end),
        ).length;
        const [fp, fn] = [predicted.length - tp, gold.length - tp];
        const sum = (side: 'predicted' | 'gold') =>
          Object.values(errors.kinds).reduce((all, count) => all + count[side], 0);
        expect([errors.correct, sum('predicted'), sum('gold')]).toEqual([tp, fp, fn]);
        expect(errors.wrongTypes.reduce((all, one) => all + one.predicted, 0)).toBe(
          errors.kinds.wrongType.predicted,
        );
        for (const groups of Object.values(errors.groups)) {
          const counts = Object.values(groups).map((one) => [one.tp, one.fp, one.fn]);
          expect([0, 1, 2].map((k) => counts.reduce((all, one) => all + one[k], 0))).toEqual([tp, fp, fn]);
          for (const one of Object.values(groups))
            expect(one).toMatchObject(scoresOf(one.tp, one.fp, one.fn));
        }
      },
    ),
  );
});

test('groups by hand: case, place, vectors, training', () => {
  const words =
    "In Paris , the London office and Rome 's EU met in new york or iPhone 東京 of the Far East".split(' ');
  const of = (text: string) => {
    const list = text.split(' ');
    const start = words.indexOf(list[0]);
    return groupsOf(stretch(start, start + list.length), {
      wordAt: (position) => words[position],
      isUnknownAt: (position) => words[position] === 'york',
      training: {
        hasLocation: (name) => name.join(' ') === 'Paris',
        hasWord: (word) => ['Paris', 'new', 'york'].includes(word),
      },
    });
  };
  expect(of('Paris')).toEqual({
    length: '1',
    case: 'capitalized',
    vectors: 'all',
    place: 'other',
    training: 'location',
  });
  expect(of('London')).toMatchObject({ place: 'attributive', training: 'unseen' });
  expect(of('in new york')).toMatchObject({ length: '3', training: 'unseen' }); // one word is not enough
  expect(of('Rome')).toMatchObject({ place: 'possessive' });
  expect(of('EU')).toMatchObject({ case: 'upper', place: 'other' });
  expect(of('new york')).toMatchObject({
    length: '2',
    case: 'lower',
    vectors: 'some unknown',
    training: 'words',
  });
  expect(of('iPhone')).toMatchObject({ case: 'other' });
  expect(of('東京')).toMatchObject({ case: 'other' });
  expect(of('In')).toMatchObject({ place: 'first' });
  expect(of('of the Far East')).toMatchObject({ length: '4 or more', case: 'other' });
});
