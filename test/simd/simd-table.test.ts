import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProjectionTable } from '../../src/kernels/projection-table.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { zeroParameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import { SimdTable } from '../../src/simd/simd-table.js';
import { drawParameters } from '../kernels/sample.js';
import { batchOf, layoutFor, shapes } from '../kernels/table-sample.js';

test('SIMD table against loops: the same bits for any sizes, features and contexts', () => {
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
      const tables: ProjectionTable[] = [
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
