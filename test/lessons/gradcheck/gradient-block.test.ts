import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type GradientBlock,
  indexOf,
  lengthOf,
  placeOf,
} from '../../../src/lessons/gradcheck/gradient-block.js';
import { requirePlace } from '../../../src/lessons/gradcheck/plant.js';

const W: GradientBlock = { name: 'W', rows: ['0', '1', '2'], width: 4 };
const x: GradientBlock = { name: 'x', rows: ['7', '3@1'], width: 5 };
const b: GradientBlock = { name: 'b', rows: undefined, width: 3 };
const a: GradientBlock = { name: 'a', rows: undefined, width: 0 };

describe('names of entries', () => {
  test('by hand', () => {
    expect([placeOf(W, 7), placeOf(x, 6), placeOf(b, 2), placeOf(a, 0)]).toEqual([
      'W[1,3]',
      'x[3@1,1]',
      'b[2]',
      'a',
    ]);
    expect([W, x, b, a].map(lengthOf)).toEqual([12, 10, 3, 1]);
  });

  test('lead back to the entry', () => {
    const entries = [W, x, b, a].flatMap((block) =>
      Array.from({ length: lengthOf(block) }, (_, k) => [block, k] as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...entries), ([block, k]) => {
        const place = placeOf(block, k);
        expect([W, x, b, a].map((other) => indexOf(other, place))).toEqual(
          [W, x, b, a].map((other) => (other === block ? k : -1)),
        );
        requirePlace(place);
      }),
    );
  });

  test.each(['W[3,0]', 'W[0,4]', 'W[1]', 'x[3,1]', 'V[0,0]'])('%s is in no block', (place) => {
    expect([W, x, b, a].map((block) => indexOf(block, place))).toEqual([-1, -1, -1, -1]);
  });

  test.each(['W[3]', 'W[3,7', 'b[1,2]', 'z[1,1]', 'W[-1,2]', 'a[0]', ''])(
    "'%s' is not written like an entry",
    (place) => {
      expect(() => requirePlace(place)).toThrow('is not a gradient entry');
    },
  );
});
