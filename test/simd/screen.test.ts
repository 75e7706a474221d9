import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoopsTable } from '../../src/kernels/table.js';
import { activationOf, activations, definitionOf } from '../../src/network/activation.js';
import { zeroParameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import { SimdScreeningTable } from '../../src/simd/simd-screening-table.js';
import { drawParameters } from '../kernels/sample.js';
import { batchOf, layoutFor, shapes } from '../kernels/table-sample.js';

test.each(activations)(
  'f̃ of %s is within its stated error of f, which is tight, and its knots are whole steps of 1/32',
  (name) => {
    const { offset, pieces, error } = definitionOf(name).approximation;
    const f = activationOf(name, 'float64');
    let worst = 0;
    for (let z = -200; z <= 200; z += 1 / 1024) {
      const rough = pieces.reduce(
        (sum, { slope, low, high }) => sum + slope * Math.min(high, Math.max(low, z)),
        offset,
      );
      worst = Math.max(worst, Math.abs(rough - f(z)));
    }
    expect(worst).toBeLessThanOrEqual(error);
    expect(worst).toBeGreaterThanOrEqual(0.99 * error);
    const knots = pieces.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
    expect(knots.filter((knot) => !Number.isInteger(32 * knot))).toEqual([]);
    expect(pieces.length).toBeLessThanOrEqual(2);
  },
);

describe('screening', () => {
  // Weights up to 64 times as large as at the start of training: parts beyond what 8 bits hold, and thresholds anywhere among the scores.
  const cases = fc.record({ shape: shapes, growth: fc.integer({ min: -3, max: 6 }), rank: fc.nat(39) });

  test('scores above the threshold are exact to the bit; all others stay at or below it', () => {
    let screened = 0;
    fc.assert(
      fc.property(cases, ({ shape, growth, rank }) => {
        const random = Random.seeded(shape.seed);
        const layout = layoutFor(shape);
        const parameters = zeroParameters(layout);
        drawParameters(parameters, layout, random);
        for (const weights of [parameters.W, parameters.S, parameters.u]) {
          for (let k = 0; k < weights.length; k++) weights[k] *= 2 ** growth;
        }
        const batch = batchOf(layout, shape.rows, random);
        const length = 40 + 2 * shape.radius;
        const rows = Int32Array.from({ length }, () => random.below(shape.rows));
        const contexts = Array.from({ length: shape.contexts }, () =>
          Int32Array.from({ length }, () => random.below(shape.rows)),
        );
        const [from, to] = [shape.radius, shape.radius + 40];
        const exact = new Float32Array(40);
        const found = new Float32Array(40);
        const loops = new LoopsTable(layout, shape.activation, shape.rows);
        const simd = new SimdScreeningTable(layout, shape.activation, shape.rows);
        for (const table of [loops, simd]) {
          table.loadForScreening(parameters);
          table.place(0, batch, 0, layout.slots.length);
        }
        loops.scoreRun(rows, contexts, from, to, exact);
        const above = exact.toSorted()[rank];
        simd.screenRun(rows, contexts, from, to, above, found);
        exact.forEach((s, i) => {
          if (s > above) expect(found[i]).toBe(s);
          else expect(found[i]).toBeLessThanOrEqual(above);
          if (found[i] !== s) screened++;
        });
        simd.scoreRun(rows, contexts, from, to, found);
        expect(found).toEqual(exact);
        simd.close();
      }),
      { numRuns: 60 },
    );
    expect(screened).toBeGreaterThan(200);
  });

  test('if the bound is NaN, s is computed', () => {
    const layout = layoutFor({ d: 3, H: 9, radius: 1, wordFeatures: 0, contexts: 0 });
    const parameters = zeroParameters(layout);
    drawParameters(parameters, layout, Random.seeded(3));
    const batch = batchOf(layout, 2, Random.seeded(4));
    batch.dense.set([0, 1]);
    batch.x[4] = Number.POSITIVE_INFINITY;
    const s = new Float32Array(2);
    const table = new SimdScreeningTable(layout, 'identity', 2);
    table.loadForScreening(parameters);
    table.place(0, batch, 0, 3);
    table.screenRun(Int32Array.of(0, 0, 0, 1), [], 1, 3, 1e9, s);
    expect(Number.isFinite(s[0])).toBe(true);
    expect(Number.isFinite(s[1])).toBe(false);
    table.close();
  });

  /** A table of three rows with one number each, s = u x, and what it finds of all of them. */
  function tableOf(u: number): { table: SimdScreeningTable; s(above: number): Float32Array } {
    const layout = layoutFor({ d: 1, H: 1, radius: 0, wordFeatures: 0, contexts: 0 });
    const parameters = zeroParameters(layout);
    parameters.W[0] = 1;
    parameters.u[0] = u;
    const x = Float32Array.of(-1.23, 0.77, 3.21);
    const [featureStart, features] = [new Int32Array(4), new Int32Array(0)];
    const table = new SimdScreeningTable(layout, 'identity', 3);
    table.loadForScreening(parameters);
    table.place(0, { count: 3, x, dense: Int32Array.of(0, 1, 2), featureStart, features }, 0, 1);
    const s = (above: number): Float32Array => {
      const found = new Float32Array(3);
      table.screenRun(Int32Array.of(0, 1, 2), [], 0, 3, above, found);
      return found;
    };
    return { table, s };
  }

  test('a threshold between two numbers of 32 bits is not rounded up to a bound', () => {
    const { table, s } = tableOf(1);
    const exact = s(Number.NEGATIVE_INFINITY);
    for (const bound of s(1e9)) {
      const above = bound - 2 ** -30;
      expect(Math.fround(above)).toBe(bound);
      s(above).forEach((score, i) => {
        if (score !== exact[i]) expect(score).toBeLessThanOrEqual(above);
      });
    }
    table.close();
  });

  test.each([2 ** -140, 2 ** 120, 0])(
    'u = %d: scores above the threshold are exact, all others stay at or below it',
    (u) => {
      const { table, s } = tableOf(u);
      const exact = s(Number.NEGATIVE_INFINITY);
      expect(exact[2]).toBe(Math.fround(Math.fround(u) * Math.fround(3.21)));
      for (const above of [...exact, exact[2] / 2, Number.NaN]) {
        s(above).forEach((score, i) => {
          if (exact[i] > above) expect(score).toBe(exact[i]);
          else expect(score > above).toBe(false);
        });
      }
      table.close();
    },
  );
});
