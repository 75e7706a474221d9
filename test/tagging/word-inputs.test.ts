import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordInputs } from '../../src/tagging/word-inputs.js';

test('equal inputs get equal numbers, in order of first appearance, and are returned as they were', () => {
  const few = fc.array(fc.nat(3), { maxLength: 3 });
  const input = fc.record({ vectors: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), features: few });
  fc.assert(
    fc.property(fc.array(input, { maxLength: 200 }), (list) => {
      const inputs = new WordInputs();
      const numbers = new Map<string, number>();
      for (const { vectors, features } of list) {
        const key = `${vectors} ${features}`;
        if (!numbers.has(key)) numbers.set(key, numbers.size);
        const number = inputs.intern(vectors, features);
        expect(number).toBe(numbers.get(key));
        const found: number[] = [9, 9, 9, 9];
        inputs.vectorsOf(number, found);
        expect([found, [...inputs.featuresOf(number)]]).toEqual([vectors, features]);
      }
      expect(inputs.count).toBe(numbers.size);
      inputs.clear();
      expect([inputs.count, inputs.size, inputs.intern([7], [8, 9]), inputs.count]).toEqual([0, 0, 0, 1]);
    }),
  );
});

test('holds a hundred thousand inputs', () => {
  const inputs = new WordInputs();
  const numbers = Array.from({ length: 100_000 }, (_, k) => inputs.intern([k >> 1], [k, k + 1]));
  expect(numbers.every((number, k) => number === k)).toBe(true);
  expect(numbers.every((number, k) => inputs.intern([k >> 1], [k, k + 1]) === number)).toBe(true);
});
