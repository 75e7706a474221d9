import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DenseRows } from '../../src/windows/dense-rows.js';
import { LazyInputs, lengthOfX, placeX } from '../../src/windows/inputs.js';

const d = 3;
const none = new Int32Array(0);

/** Two word vectors, then means of any rows before. */
const rows = fc
  .array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }), { maxLength: 5 })
  .map((means) => {
    const table = new DenseRows(d, Float32Array.of(1, 2, 3, -1, 0.1, 7));
    for (const members of means) table.addMean(members.map((member) => member % table.count));
    return { table, means };
  });

test('X holds the vectors, then each mean of the rows before it, rounded to float32', () => {
  fc.assert(
    fc.property(rows, ({ table, means }) => {
      const expected = [
        [1, 2, 3],
        [-1, Math.fround(0.1), 7],
      ];
      for (const members of means) {
        const picked = members.map((member) => expected[member % expected.length]);
        expected.push(
          [0, 1, 2].map((j) =>
            Math.fround(picked.reduce((sum, vector) => sum + vector[j], 0) / picked.length),
          ),
        );
      }
      const { X } = new LazyInputs(table, none, none, none);
      expect([...X]).toEqual(expected.flat());
    }),
  );
});

test('X lives where a kernel placed it last, with the same values', () => {
  const table = new DenseRows(d, Float32Array.of(1, 2, 3));
  table.addMean([0, 0]);
  const inputs = new LazyInputs(table, none, none, none);
  table.addMean([1]); // rows that come later are none of these inputs
  const [first, second] = [new Float32Array(lengthOfX(inputs)), new Float32Array(6)];
  placeX(inputs, first);
  expect(inputs.X).toBe(first);
  expect([...first]).toEqual([1, 2, 3, 1, 2, 3]);
  placeX(inputs, second);
  expect(second).toEqual(first);
  expect(inputs.X).toBe(second);
  placeX({ d, X: Float32Array.of(4, 5, 6), dense: none, featureStart: none, features: none }, first);
  expect([...first]).toEqual([4, 5, 6, 1, 2, 3]);
});
