import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allotted, Dealer, stratumOf } from '../../src/corpus/allotment.js';

test('strata double in size', () => {
  expect([0, 1, 2, 3, 4, 7, 8, 15, 16].map(stratumOf)).toEqual([0, 1, 2, 2, 3, 3, 4, 4, 5]);
});

describe('allotted', () => {
  test('by hand: 0.8 and 0.2 of strata with 3, 4 and 3 documents', () => {
    const counts = new Map([
      [0, 3],
      [1, 4],
      [2, 3],
    ]);
    // Wanted so far: 2.4 and 0.6 → 2, 1; then 5.6 − 2 = 3.6 and 1.4 − 1 = 0.4 → 4, 0; then 8 − 6 = 2 and 2 − 1 = 1.
    expect([...allotted(counts, [0.8, 0.2]).values()]).toEqual([
      [2, 1],
      [4, 0],
      [2, 1],
    ]);
  });

  const strata = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
  const shares = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });

  test('every document goes somewhere, and each part is within one document of its share', () => {
    fc.assert(
      fc.property(strata, shares, (sizes, shares) => {
        const urns = allotted(new Map(sizes.map((size, k) => [k, size])), shares);
        const [total, whole] = [sizes, shares].map((all) => all.reduce((sum, one) => sum + one, 0));
        sizes.forEach((size, k) => {
          expect(urns.get(k)?.reduce((sum, one) => sum + one, 0)).toBe(size);
        });
        shares.forEach((share, part) => {
          const got = [...urns.values()].reduce((sum, urn) => sum + urn[part], 0);
          expect(Math.abs(got - (share / whole) * total)).toBeLessThan(shares.length);
        });
      }),
    );
  });

  test('a number of documents is met exactly', () => {
    fc.assert(
      fc.property(strata, fc.nat(1000), (sizes, wanted) => {
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const kept = total > 0 ? wanted % (total + 1) : 0;
        const urns = allotted(new Map(sizes.map((size, k) => [k, size])), [kept, total - kept]);
        expect([...urns.values()].reduce((sum, urn) => sum + urn[0], 0)).toBe(kept);
      }),
    );
  });
});

test('the dealer empties its urns, in an order that only the seed decides', () => {
  const deal = (seed: number): number[] => {
    const dealer = new Dealer(new Map([[0, [30, 10]]]), seed);
    return Array.from({ length: 40 }, () => dealer.next(0));
  };
  expect(deal(1).filter((part) => part === 1)).toHaveLength(10);
  expect(deal(1)).toEqual(deal(1));
  expect(deal(1)).not.toEqual(deal(2));
  const dealer = new Dealer(new Map([[0, [1]]]), 1);
  dealer.next(0);
  expect(() => dealer.next(0)).toThrow('more documents than were counted');
});

test('each document is as likely as any other to be chosen', () => {
  const chosen = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 4000; seed++) {
    const dealer = new Dealer(new Map([[0, [3, 7]]]), seed);
    for (let k = 0; k < 10; k++) if (dealer.next(0) === 0) chosen[k]++;
  }
  // 4000 · 0.3 = 1200 with a standard deviation of 29
  for (const count of chosen) expect(Math.abs(count - 1200)).toBeLessThan(130);
});
