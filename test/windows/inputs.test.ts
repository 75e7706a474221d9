import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DenseRows } from '../../src/windows/dense-rows.js';
import { LazyInputs, lengthOfX, placeX } from '../../src/windows/inputs.js';

const d = 3; // below the four columns that a mean is written in at a time
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

test('a mean of many rows of many columns is the same as column by column', () => {
  const width = 11; // two times four columns, and three more
  const vectors = Float32Array.from({ length: 40 * width }, (_, k) => Math.sin(k));
  const table = new DenseRows(width, vectors);
  const members = Array.from({ length: 40 }, (_, k) => (7 * k) % 40);
  table.addMean([3]);
  table.addMean(members);
  const { X } = new LazyInputs(table, none, none, none);
  for (let j = 0; j < width; j++) {
    const sum = members.reduce((total, row) => total + vectors[row * width + j], 0);
    expect(X[41 * width + j]).toBe(Math.fround(sum / 40));
    expect(X[40 * width + j]).toBe(vectors[3 * width + j]);
  }
});
