import { expect, test } from 'vitest';
import { LoopsKernel } from '../../src/kernels/loops.js';
import type { RowBatch } from '../../src/kernels/row-batch.js';
import { makeContextTable, makeTable } from '../../src/simd/choose.js';
import type { Inputs } from '../../src/windows/inputs.js';
import { drawParameters, sampleOf } from './sample.js';

/** All rows of the inputs, in order. */
const batchOf = ({ X, dense, featureStart, features }: Inputs): RowBatch => ({
  ...{ count: dense.length, x: X, dense, featureStart, features },
});

test.each(['loops', 'auto'] as const)('table, %s: the same bits as project and score', (choice) => {
  const sample = sampleOf({
    d: 9,
    H: 21,
    radius: 2,
    wordFeatures: 6,
    sentence: 'sparse',
    document: 'dense',
    rows: 12,
    windows: 300,
    activation: 'tanh',
    dropout: 0,
    seed: 3,
  });
  const { layout, inputs } = sample.options;
  const kernel = new LoopsKernel(sample.options);
  drawParameters(kernel.parameters, layout, sample.random);
  const expected = new Float32Array(300);
  kernel.project(sample.ids, 300);
  kernel.score(300, expected);
  const table = makeTable(choice, layout, 'tanh', 12);
  table.load(kernel.parameters);
  table.place(0, batchOf(inputs), 0, 6);
  table.place(0, batchOf(inputs), 6, 7);
  const s = new Float32Array(300);
  table.score(sample.ids, 300, s);
  expect([...s]).toEqual([...expected]);
  table.close();
});

test.each(['loops', 'auto'] as const)('table, %s: a run scores like its windows one by one', (choice) => {
  const sample = sampleOf({
    d: 4,
    H: 8,
    radius: 1,
    wordFeatures: 3,
    sentence: 'sparse',
    document: 'none',
    rows: 20,
    windows: 1,
    activation: 'sigmoid',
    dropout: 0,
    seed: 4,
  });
  const { layout, inputs } = sample.options;
  const kernel = new LoopsKernel(sample.options);
  drawParameters(kernel.parameters, layout, sample.random);
  const table = makeTable(choice, layout, 'sigmoid', 20);
  table.load(kernel.parameters);
  table.place(0, batchOf(inputs), 0, layout.slots.length);
  const length = 30_000;
  const rows = Int32Array.from({ length }, () => sample.random.below(20));
  const context = Int32Array.from({ length }, () => sample.random.below(20));
  const ids = new Int32Array((length - 2) * 4);
  for (let c = 1; c < length - 1; c++) {
    ids.set([rows[c - 1], rows[c], rows[c + 1], context[c]], (c - 1) * 4);
  }
  const [apart, run] = [new Float32Array(length - 2), new Float32Array(length - 2)];
  table.score(ids, length - 2, apart);
  table.scoreRun(rows, [context], 1, length - 1, run);
  expect(run).toEqual(apart);
  table.close();
});

test.each(['loops', 'auto'] as const)(
  'table, %s: rows anywhere, with slots that share their room, score the same',
  (choice) => {
    const sample = sampleOf({
      ...{ d: 5, H: 30, radius: 1, wordFeatures: 4, sentence: 'dense', document: 'none' },
      ...{ rows: 40, windows: 1, activation: 'tanh', dropout: 0, seed: 9 },
    });
    const { layout, inputs } = sample.options;
    const kernel = new LoopsKernel(sample.options);
    drawParameters(kernel.parameters, layout, sample.random);
    const batch = batchOf(inputs);
    const all = makeContextTable(choice, layout, 'tanh', 41, { screens: true });
    all.loadForScreening(kernel.parameters);
    all.place(0, batch, 0, 4);
    const some = makeContextTable(choice, layout, 'tanh', 90, { screens: true, parts: 3 });
    some.loadForScreening(kernel.parameters);
    const words = Int32Array.from({ length: 40 }, (_, k) => (7 * k) % 40); // each row once, in another order
    const contexts = Int32Array.from({ length: 40 }, (_, k) => 40 + ((11 * k) % 40));
    some.place(words, batch, 0, 3);
    some.place(contexts, batch, 3, 4);
    const stream = Int32Array.from({ length: 500 }, () => sample.random.below(40));
    const context = Int32Array.from({ length: 500 }, () => sample.random.below(40));
    const scoresOf = (table: typeof all, rows: Int32Array, own: Int32Array, above: number): Float32Array => {
      const s = new Float32Array(498);
      table.screenRun(rows, [own], 1, 499, above, s);
      return s;
    };
    const meanOf = (table: typeof all, rows: Int32Array, at: number): Float32Array => {
      table.clearSum();
      table.addVectors(rows, 0, 500);
      const none = { dense: Int32Array.of(0), featureStart: Int32Array.of(0, 0) };
      table.placeMeans(at, batchOf({ ...inputs, ...none }), 3, 500);
      const s = new Float32Array(1);
      table.score(Int32Array.of(rows[0], rows[1], rows[2], at), 1, s);
      return s;
    };
    const [moved, own] = [stream.map((row) => words[row]), context.map((row) => contexts[row])];
    const exact = scoresOf(all, stream, context, Number.NEGATIVE_INFINITY);
    const above = exact.toSorted()[450];
    expect(scoresOf(some, moved, own, Number.NEGATIVE_INFINITY)).toEqual(exact);
    expect(scoresOf(some, moved, own, above)).toEqual(scoresOf(all, stream, context, above));
    expect(meanOf(some, moved, 85)).toEqual(meanOf(all, stream, 40));
    all.close();
    some.close();
  },
);

test.each([
  ['loops', 1],
  ['loops', 13],
  ['auto', 1],
  ['auto', 13],
] as const)(
  'table, %s, d = %i: placeMeans gives the same score as placing the mean as a vector',
  (choice, d) => {
    const sample = sampleOf({
      d,
      H: 20,
      radius: 1,
      wordFeatures: 2,
      sentence: 'dense',
      document: 'none',
      rows: 20,
      windows: 1,
      activation: 'tanh',
      dropout: 0,
      seed: 5,
    });
    const { layout, inputs } = sample.options;
    const kernel = new LoopsKernel(sample.options);
    drawParameters(kernel.parameters, layout, sample.random);
    const table = makeContextTable(choice, layout, 'tanh', 30);
    table.load(kernel.parameters);
    const batch = batchOf(inputs);
    table.place(0, batch, 0, 3);
    const rows = Int32Array.from({ length: 5000 }, () => sample.random.below(20));
    const sum = new Float64Array(d);
    for (const row of rows) {
      const vector = batch.dense[row];
      for (let j = 0; j < d && vector >= 0; j++) sum[j] += batch.x[vector * d + j];
    }
    table.clearSum();
    table.addVectors(rows, 0, 4999);
    table.addVectors(rows, 4999, 5000);
    const features = { featureStart: Int32Array.of(0, 0, 1), features: Int32Array.of(0) };
    table.placeMeans(
      20,
      { count: 2, x: new Float32Array(0), dense: Int32Array.of(-1, -1), ...features },
      3,
      5000,
    );
    const mean = Array.from(sum, (value) => value / 5000);
    table.place(25, { count: 2, x: Float32Array.from(mean), dense: Int32Array.of(0, 0), ...features }, 3, 4);
    const s = new Float32Array(4);
    table.score(Int32Array.of(1, 2, 3, 20, 1, 2, 3, 25, 1, 2, 3, 21, 1, 2, 3, 26), 4, s);
    expect(s[0]).toBe(s[1]);
    expect(s[2]).toBe(s[3]);
    expect(s[0]).not.toBe(s[2]);
    table.close();
  },
);
