import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignmentsOf } from '../../../src/lessons/graph/assignment.js';
import { checkGradients } from '../../../src/lessons/graph/check.js';
import { formulaOf } from '../../../src/lessons/graph/expression.js';
import { derivative } from '../../../src/lessons/graph/numeric.js';

test('derivatives of known functions: error ≤ 1e-9 of the slope', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), (x) => {
      for (const [f, slope] of [
        [Math.sin, Math.cos(x)],
        [Math.exp, Math.exp(x)],
        [Math.log, 1 / x],
      ] as const) {
        expect(Math.abs(Number(derivative(f, x)?.slope) - slope)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(slope)),
        );
      }
    }),
  );
});

test('where f may not be asked, the step is made smaller', () => {
  const f = (x: number) => (x > 0 ? Math.log(x) : undefined);
  expect(Number(derivative(f, 1e-9)?.slope) / 1e9).toBeCloseTo(1, 8);
  expect(derivative(() => undefined, 1)).toBeUndefined();
});

describe('checks', () => {
  const checked = (source: string, at: string) => {
    const { graph, output, variables } = formulaOf(source, assignmentsOf([at]));
    graph.forward();
    graph.backward(output);
    return {
      output,
      variables: [...variables.values()],
      run: () => checkGradients(output, [...variables.values()]),
    };
  };

  test('a right gradient passes, and values are as before', () => {
    const { output, run } = checked('sum(tanh(W @ x)) * exp(x[0]/3)', 'W=[[1,2],[-1,0.5]],x=[0.3,-2]');
    const before = output.scalar;
    const checks = run();
    expect(checks.map(({ ok, kinks }) => [ok, kinks])).toEqual([
      [true, 0],
      [true, 0],
    ]);
    expect(Math.max(...checks.map(({ error }) => error))).toBeLessThan(1e-9);
    expect(output.scalar).toBe(before);
  });

  test('0.01 % of damage to one entry fails', () => {
    const { variables, run } = checked('sum(tanh(W @ x))', 'W=[[1,2],[-1,0.5]],x=[0.3,-2]');
    variables[0].gradient[1] *= 1.0001;
    expect(run().map(({ node, ok }) => [node.name, ok])).toEqual([
      ['W', false],
      ['x', true],
    ]);
  });

  test('elements at a kink are counted and set aside', () => {
    const [check] = checked('sum(relu(v))', 'v=[1,0,-1]').run();
    expect([check.ok, check.kinks, check.error]).toEqual([true, 1, expect.closeTo(0, 10)]);
    expect(Number.isNaN(check.numeric[1])).toBe(true);
  });

  test('no step crosses the bend of softsign at 0', () => {
    expect(checked('softsign(x)', 'x=0.000001').run()[0].ok).toBe(true);
  });

  test('a large f with a small slope is not failed for the rounding of f', () => {
    expect(checked('1e9 + x/1000', 'x=1').run()[0].ok).toBe(true);
  });
});
