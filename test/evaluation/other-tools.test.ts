import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fourWays, type Way, ways } from '../../src/evaluation/nervaluate.js';
import {
  defaultEntities,
  type StrictScheme,
  scoreEntities,
  strictEntities,
  type TaggedEntity,
} from '../../src/evaluation/seqeval.js';

/** What seqeval, nervaluate and conlleval print, written by other-tools.py: precision, recall, F1; counts of each way. */
interface Case {
  readonly scheme: StrictScheme;
  readonly gold: readonly string[];
  readonly predicted: readonly string[];
  readonly default?: readonly number[];
  readonly strict: readonly number[];
  readonly conlleval?: readonly number[];
  readonly nervaluate?: readonly (readonly number[])[];
}
const cases: readonly Case[] = JSON.parse(readFileSync(new URL('other-tools.json', import.meta.url), 'utf8'));
const tagsOf = (sentences: readonly string[]): string[][] => sentences.map((line) => line.split(' '));

const rounded = ({ precision, recall, f1 }: { precision: number; recall: number; f1: number }): number[] =>
  [precision, recall, f1].map((value) => Math.round(value * 1e12) / 1e12);

describe('200 random and adversarial corpora, scored by the tools themselves', () => {
  test.each(cases.map((one, k) => [k, one] as const))('corpus %i', (_, one) => {
    const [gold, predicted] = [tagsOf(one.gold), tagsOf(one.predicted)];
    const [loose, found] = [gold.map(defaultEntities), predicted.map(defaultEntities)];
    const printed = rounded(scoreEntities(loose, found).micro);
    if (one.default) expect(printed).toEqual(one.default);
    if (one.conlleval) expect(printed).toEqual(one.conlleval);
    const strict = (list: string[][]) => list.map((tags) => strictEntities(tags, one.scheme));
    expect(rounded(scoreEntities(strict(gold), strict(predicted)).micro)).toEqual(one.strict);
    if (!one.nervaluate) return;
    const scores = fourWays(loose, found);
    expect(
      ways.map((way) => {
        const { correct, incorrect, partial, missed, spurious } = scores[way];
        return [correct, incorrect, partial, missed, spurious];
      }),
    ).toEqual(one.nervaluate);
  });

  test('hold every scheme, tool, malformed tags, and predictions of nothing', () => {
    expect([...new Set(cases.map(({ scheme }) => scheme))].sort()).toEqual([
      'BILOU',
      'IOB2',
      'IOBES',
      'IOE2',
    ]);
    const all = (has: (one: Case) => unknown): number => cases.filter(has).length;
    expect(all(({ nervaluate }) => nervaluate)).toBe(50);
    expect(all(({ conlleval }) => conlleval)).toBeGreaterThan(80);
    expect(all((one) => one.default && String(one.default) !== String(one.strict))).toBeGreaterThan(50);
    expect(all(({ predicted }) => predicted.every((line) => /^(O ?)+$/.test(line)))).toBeGreaterThan(5);
  });
});

/** Entities of a sentence that do not overlap, in order. */
const entities: fc.Arbitrary<TaggedEntity[]> = fc
  .array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 }), fc.constantFrom('LOC', 'ORG')), { maxLength: 4 })
  .map((parts) => {
    let at = 0;
    return parts.map(([gap, length, type]) => {
      const start = at + gap;
      at = start + length;
      return { type, start, end: at };
    });
  });
const corpus = fc.array(fc.tuple(entities, entities), { maxLength: 4 });
const fixed = { seed: 14, numRuns: 500 };

test('seqeval: correct entities are those in both sets, by brute force', () => {
  fc.assert(
    fc.property(corpus, (sentences) => {
      const [gold, predicted] = [0, 1].map((side) => sentences.map((pair) => pair[side]));
      const set = (list: readonly TaggedEntity[][]): Set<string> =>
        new Set(list.flatMap((own, k) => own.map(({ type, start, end }) => `${k} ${type} ${start} ${end}`)));
      const [truth, found] = [set(gold), set(predicted)];
      const tp = [...found].filter((one) => truth.has(one)).length;
      const { micro } = scoreEntities(gold, predicted);
      expect([micro.tp, micro.fp, micro.fn]).toEqual([tp, found.size - tp, truth.size - tp]);
    }),
    fixed,
  );
});

test('nervaluate: token by token, each prediction takes the first free gold entity, and the table judges the pair', () => {
  fc.assert(
    fc.property(corpus, (sentences) => {
      const [gold, predicted] = [0, 1].map((side) => sentences.map((pair) => pair[side]));
      const scores = fourWays(gold, predicted);
      const expected = bruteForce(sentences);
      for (const way of ways) {
        const { correct, incorrect, partial, missed, spurious } = scores[way];
        expect({ correct, incorrect, partial, missed, spurious }).toEqual(expected[way]);
      }
    }),
    fixed,
  );
});

interface WayCounts {
  correct: number;
  incorrect: number;
  partial: number;
  missed: number;
  spurious: number;
}

/** The table of nervaluate, on sets of tokens. */
function bruteForce(
  sentences: readonly (readonly [TaggedEntity[], TaggedEntity[]])[],
): Record<Way, WayCounts> {
  const empty = (): WayCounts => ({ correct: 0, incorrect: 0, partial: 0, missed: 0, spurious: 0 });
  const counts: Record<Way, WayCounts> = { strict: empty(), exact: empty(), partial: empty(), type: empty() };
  const tokens = ({ start, end }: TaggedEntity): number[] =>
    Array.from({ length: end - start }, (_, k) => start + k);
  for (const [gold, predicted] of sentences) {
    const taken = new Set<TaggedEntity>();
    for (const found of predicted) {
      const truth = gold.find((one) => !taken.has(one) && tokens(one).some((i) => tokens(found).includes(i)));
      if (!truth) for (const way of ways) counts[way].spurious++;
      else {
        taken.add(truth);
        const borders = String(tokens(truth)) === String(tokens(found)) ? 'same' : 'other';
        const type = truth.type === found.type ? 'same' : 'other';
        counts.strict[borders === 'same' && type === 'same' ? 'correct' : 'incorrect']++;
        counts.exact[borders === 'same' ? 'correct' : 'incorrect']++;
        counts.partial[borders === 'same' ? 'correct' : 'partial']++;
        counts.type[type === 'same' ? 'correct' : 'incorrect']++;
      }
    }
    for (const one of gold) if (!taken.has(one)) for (const way of ways) counts[way].missed++;
  }
  return counts;
}
