import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignmentsOf } from '../../../src/lessons/graph/assignment.js';
import { checkGradients } from '../../../src/lessons/graph/check.js';
import { formulaOf } from '../../../src/lessons/graph/expression.js';
import { derivative, type Outcome } from '../../../src/lessons/graph/numeric.js';

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
  const f = (x: number): Outcome => (x > 0 ? Math.log(x) : 'no value');
  expect(Number(derivative(f, 1e-9)?.slope) / 1e9).toBeCloseTo(1, 8);
  expect(derivative(() => 'no value', 1)).toEqual({
    slope: Number.NaN,
    uncertainty: Number.POSITIVE_INFINITY,
  });
  expect(derivative((x) => (x === 1 ? 0 : 'other branch'), 1)).toBeUndefined();
  expect(derivative((x) => (x >= 1 ? 0 : 'other branch'), 1)?.slope).toBe(Number.NaN);
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

  test.each([
    // near a pole, both signs
    ['1/x', 'x=1e-4', -1e8],
    ['1/x', 'x=-1e-150', -1e300],
    ['x^-3', 'x=-1e-5', -3e20],
    ['y/(x-y)', 'x=1.0000001,y=1', 1e14],
    ['y/(x-y)', 'x=-1.0000000001,y=-1', -1e20],
    ['1/(x*x-2)', 'x=1.41421356237', -3.691e22],
    ['log(x)', 'x=1e-12', 1e12],
    // few numbers lie between x and the pole, so the steps are not 1.6 apart
    ['1/(x-y)', 'x=1e8,y=100000000.00001', -1.00026422e10],
    ['y/(x-y)', 'x=-1e8,y=-100000000.00001', -1.00026422e18],
    // near the largest number
    ['exp(x)', 'x=709', Math.exp(709)],
    ['exp(x)', 'x=709.78', Math.exp(709.78)],
    ['1.7e308*x', 'x=-1', 1.7e308],
    // steep
    ['tanh(1e6*x)', 'x=1e-7', 1e6 * (1 - Math.tanh(0.1) ** 2)],
    ['tanh(1e6*x)', 'x=5e-6', 1e6 * (1 - Math.tanh(5) ** 2)],
    ['tanh(1e6*x)', 'x=1', 0],
    ['sigmoid(1e9*x)', 'x=1e-10', 1e9 * 0.24937604019289],
    ['x^0.5', 'x=1e-20', 5e9],
    ['relu(x)', 'x=1e-300', 1],
  ])('%s at %s passes, with a numerical gradient of %d', (source, at, slope) => {
    const [check] = checked(source, at).run();
    expect([check.ok, check.unchecked, check.kinks]).toEqual([true, 0, 0]);
    expect(check.error).toBeLessThan(1e-4);
    expect(check.numeric[0] === slope ? 0 : check.numeric[0] / slope - 1).toBeCloseTo(0, 3);
    const { variables, run } = checked(source, at);
    variables[0].gradient[0] = slope === 0 ? 1 : variables[0].gradient[0] * 1.01;
    expect(run()[0].ok).toBe(false);
  });

  test.each([
    ['max(x,y)', 'x=1,y=1.0000000000000002'], // the next number is on the other branch
    ['1e17+x', 'x=1'], // the value does not change with x
    ['log(x-1)', 'x=1.0000000000000002'],
  ])('%s at %s cannot be checked, which is not the same as right', (source, at) => {
    const [check] = checked(source, at).run();
    expect(check).toMatchObject({ ok: false, unchecked: 1, kinks: 0, error: Number.NaN });
    expect(check.numeric[0]).toBe(Number.NaN);
  });

  test('elements that cannot be checked are counted; the others are compared', () => {
    const [check] = checked('sum(exp(v))', 'v=[709,1]').run();
    expect(check).toMatchObject({ ok: false, unchecked: 1 });
    expect(check.error).toBeLessThan(1e-9);
  });

  test('a large f with a small slope is not failed for the rounding of f', () => {
    expect(checked('1e9 + x/1000', 'x=1').run()[0].ok).toBe(true);
  });
});
