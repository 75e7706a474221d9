import { expect, test } from 'vitest';
import { CorpusScorer, tableCapacity } from '../../src/evaluation/corpus-scorer.js';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { layoutFor } from '../../src/model/model.js';
import { Random } from '../../src/random.js';
import { SimdScreeningTable } from '../../src/simd/simd-screening-table.js';
import { centersWhere, slotsOf, writeWindow } from '../../src/windows/encoded-corpus.js';
import { drawParameters } from '../kernels/sample.js';
import { encode } from '../windows/sample.js';

const lines = Array.from({ length: 12 }, (_, k) => `w${k} [Paris w${k + 1}] is w${k % 3} .`);

test.each([0, 1, 2])(
  'radius %d: a tiny table and a large one produce the same bits as the kernel',
  (radius) => {
    const words = ['Paris', 'is', 'w1', 'w3', 'w7'];
    const { corpus, encoder, features } = encode(lines.join('\n'), words, radius, {
      shape: true,
      sentence: true,
      documentMean: true,
    });
    const layout = layoutFor(2, 5, radius, features);
    const inputs = encoder.rows.inputs();
    const centers = centersWhere(corpus, () => true);
    const kernel = new LoopsKernel({
      layout,
      activation: 'tanh',
      inputs,
      capacity: centers.length,
      dropout: 0,
    });
    drawParameters(kernel.parameters, layout, Random.seeded(4));
    const slots = slotsOf(corpus);
    const ids = new Int32Array(centers.length * slots);
    centers.forEach((center, k) => {
      writeWindow(corpus, center, ids, k * slots);
    });
    const expected = new Float32Array(centers.length);
    kernel.project(ids, centers.length);
    kernel.score(centers.length, expected);
    for (const capacity of [20, 27, 1000]) {
      const table = new LoopsTable(layout, 'tanh', capacity);
      const scores = new CorpusScorer(table, inputs, corpus).score(kernel.parameters);
      expect(Float32Array.from(centers, (center) => scores[center])).toEqual(expected);
      const above = expected.toSorted()[expected.length >> 1];
      const screened = new CorpusScorer(
        new SimdScreeningTable(layout, 'tanh', capacity),
        inputs,
        corpus,
      ).scoreAbove(kernel.parameters, above);
      centers.forEach((center, k) => {
        if (expected[k] > above) expect(screened[center]).toBe(expected[k]);
        else expect(screened[center]).toBeLessThanOrEqual(above);
      });
      const paddings = scores.filter((_, position) => corpus.labels[position] === 3);
      expect(paddings.every((score) => score === Number.NEGATIVE_INFINITY)).toBe(true);
    }
  },
);

test('a table has room for all rows and one more, if its memory allows, and for at least 4,096', () => {
  // a row of 5 slots and 104 hidden units takes 5 · 104 · 4 bytes
  expect(tableCapacity(9000, 5, 104, 2 ** 30)).toBe(9001);
  expect(tableCapacity(9000, 5, 104, 6000 * 5 * 104 * 4 + 1)).toBe(6000);
  expect(tableCapacity(9000, 5, 104, 100)).toBe(4096);
  expect(tableCapacity(3, 5, 104, 2 ** 30)).toBe(4096);
});

test('a corpus longer than what is scored at once gets the scores of its sentences alone', () => {
  const names = Array.from({ length: 300 }, (_, k) => `w${k}`);
  const long = Array.from({ length: 1000 }, (_, k) => `[w${k % 300}] w${(7 * k) % 300} a b c d e f g`);
  const { corpus, encoder, features } = encode(long.join('\n'), names, 1, {
    sentence: true,
    sentenceMean: true,
  });
  const layout = layoutFor(2, 3, 1, features);
  const theta = new LoopsKernel({
    layout,
    activation: 'tanh',
    inputs: encoder.rows.inputs(),
    capacity: 1,
    dropout: 0,
  }).parameters;
  drawParameters(theta, layout, Random.seeded(2));
  const inputs = encoder.rows.inputs();
  const score = (of: typeof corpus): Float32Array =>
    new CorpusScorer(new LoopsTable(layout, 'tanh', 4096), inputs, of).score(theta);
  const whole = score(corpus);
  expect(whole.length).toBeGreaterThan(8192);
  for (const sentence of [0, 1, 818, 819, 820, 999]) {
    const [from, to] = [corpus.starts[sentence] - 1, corpus.starts[sentence + 1]];
    const part = {
      ...corpus,
      rows: corpus.rows.subarray(from, to),
      labels: corpus.labels.subarray(from, to),
      starts: Int32Array.of(1, to - from),
      contexts: corpus.contexts.map((context) => context.subarray(from, to)),
    };
    expect(score(part)).toEqual(whole.slice(from, to));
  }
});
