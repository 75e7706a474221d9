import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../src/random.js';
import { partsOf, repeated, WeightedPositions } from '../../src/windows/weights.js';
import { encode } from './sample.js';

/** A generator whose next bounded draw is `value`. */
const drawing = (value: number): Random => Object.assign(Random.seeded(1), { below: () => value });

test('over all possible draws, each position is drawn as often as its weight', () => {
  const lengths = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(lengths, (given) => {
      let end = 0;
      const parts = given.map(([length, weight]) => {
        end += length;
        return { end, weight };
      });
      const total = given.reduce((sum, [length, weight]) => sum + length * weight, 0);
      const positions = new WeightedPositions(end, parts);
      const counts = new Array<number>(end).fill(0);
      for (let value = 0; value < total; value++) counts[positions.draw(drawing(value))]++;
      expect(counts).toEqual(given.flatMap(([length, weight]) => new Array<number>(length).fill(weight)));
    }),
  );
});

test('without parts a draw is the position itself', () => {
  const positions = new WeightedPositions(5, []);
  expect([0, 1, 2, 3, 4].map((value) => positions.draw(drawing(value)))).toEqual([0, 1, 2, 3, 4]);
});

test('centers are repeated by the weight of their part', () => {
  const parts = [
    { end: 4, weight: 1 },
    { end: 8, weight: 3 },
  ];
  expect([...repeated(Int32Array.of(1, 3, 4, 7), parts)]).toEqual([1, 3, 4, 4, 4, 7, 7, 7]);
  const centers = Int32Array.of(2, 5);
  expect(repeated(centers, [{ end: 8, weight: 1 }])).toBe(centers);
});

test('parts end where the sentences of the next source begin', () => {
  const { corpus } = encode('a\nb b\na b', ['a', 'b'], 2);
  // two paddings, a, two paddings, b b, two paddings, a b, two paddings
  expect(partsOf(corpus, [1, 2], [1, 2])).toEqual([
    { end: 5, weight: 1 },
    { end: 13, weight: 2 },
  ]);
});
