import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowBatch, Table } from '../../src/kernels/kernel.js';
import { loadModule } from '../../src/kernels/module.js';
import { SimdTable } from '../../src/kernels/simd-table.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { activations } from '../../src/network/activation.js';
import { type Layout, layoutOf } from '../../src/network/layout.js';
import { zeroParameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import { drawParameters } from './sample.js';

const built = typeof loadModule() !== 'string';

const shapes = fc.record({
  d: fc.integer({ min: 1, max: 40 }),
  H: fc.integer({ min: 1, max: 60 }),
  radius: fc.integer({ min: 0, max: 4 }),
  wordFeatures: fc.constantFrom(0, 7),
  contexts: fc.nat(2),
  rows: fc.integer({ min: 1, max: 1200 }),
  activation: fc.constantFrom(...activations),
  seed: fc.nat(),
});

function layoutFor(shape: { d: number; H: number; radius: number; wordFeatures: number; contexts: number }) {
  const context = (dense: boolean) => ({ dense, features: shape.wordFeatures });
  return layoutOf({
    ...shape,
    sentence: shape.contexts > 0 ? context(false) : undefined,
    document: shape.contexts > 1 ? context(true) : undefined,
  });
}

function batchOf(layout: Layout, count: number, random: Random): RowBatch {
  const featureStart = new Int32Array(count + 1);
  const features: number[] = [];
  const most = layout.slots[0]!.features;
  for (let k = 0; k < count; k++) {
    for (let feature = 0; feature < most; feature++) if (random.below(2) === 0) features.push(feature);
    featureStart[k + 1] = features.length;
  }
  return {
    count,
    x: Float32Array.from({ length: count * layout.d }, () => random.uniform() - 0.5),
    hasDense: Uint8Array.from({ length: count }, () => random.below(6)),
    featureStart,
    features: Int32Array.from(features),
  };
}

test.skipIf(!built)('SIMD table against loops: the same bits for any sizes, features and contexts', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const random = Random.seeded(shape.seed);
      const layout = layoutFor(shape);
      const parameters = zeroParameters(layout);
      drawParameters(parameters, layout, random);
      const batch = batchOf(layout, shape.rows, random);
      const slots = layout.slots.length;
      const length = 40 + 2 * shape.radius;
      const rows = Int32Array.from({ length }, () => random.below(shape.rows));
      const contexts = Array.from({ length: shape.contexts }, () =>
        Int32Array.from({ length }, () => random.below(shape.rows)),
      );
      const ids = Int32Array.from({ length: 30 * slots }, () => random.below(shape.rows));
      const tables: Table[] = [
        new LoopsTable(layout, shape.activation, shape.rows),
        new SimdTable(layout, shape.activation, shape.rows),
      ];
      const [expected, found] = tables.map((table) => {
        table.load(parameters);
        table.place(0, batch, 0, 1);
        table.place(0, batch, 1, slots);
        const s = new Float32Array(30);
        const run = new Float32Array(40);
        table.score(ids, 30, s);
        table.scoreRun(rows, contexts, shape.radius, shape.radius + 40, run);
        table.close();
        return [...new Int32Array(s.buffer), ...new Int32Array(run.buffer)];
      });
      expect(found).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
