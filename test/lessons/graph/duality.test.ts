/**
 * The engine against a second evaluation that shares nothing with it: dual numbers, forward mode, by recursion from
 * the output, one run for each variable.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as arithmetic from '../../../src/lessons/graph/gates/arithmetic.js';
import { functions } from '../../../src/lessons/graph/gates/functions.js';
import * as selection from '../../../src/lessons/graph/gates/selection.js';
import { Graph, type Node } from '../../../src/lessons/graph/graph.js';

/** v + d ε, ε² = 0. */
type Dual = readonly [v: number, d: number];

const rules = {
  add: ([a, da]: Dual, [b, db]: Dual): Dual => [a + b, da + db],
  subtract: ([a, da]: Dual, [b, db]: Dual): Dual => [a - b, da - db],
  multiply: ([a, da]: Dual, [b, db]: Dual): Dual => [a * b, da * b + a * db],
  max: (a: Dual, b: Dual): Dual => (a[0] >= b[0] ? a : b),
  min: (a: Dual, b: Dual): Dual => (a[0] <= b[0] ? a : b),
  tanh: ([a, da]: Dual): Dual => [Math.tanh(a), da / Math.cosh(a) ** 2],
  sigmoid: ([a, da]: Dual): Dual => [1 / (1 + Math.exp(-a)), da / (2 + Math.exp(a) + Math.exp(-a))],
  relu: ([a, da]: Dual): Dual => (a > 0 ? [a, da] : [0, 0]),
  hardtanh: ([a, da]: Dual): Dual => (a >= 1 ? [1, 0] : a <= -1 ? [-1, 0] : [a, da]),
  softsign: ([a, da]: Dual): Dual => [a / (1 + Math.abs(a)), da / (1 + Math.abs(a)) ** 2],
  negate: ([a, da]: Dual): Dual => [-a, -da],
} as const;

const gates = { ...arithmetic, ...selection, ...functions };

type Gate = keyof typeof rules;
interface Step {
  readonly gate: Gate;
  readonly first: number;
  readonly second: number;
}

const variables = 3;

/** Random graphs: step n acts on any two of the variables and the steps before it. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.record({
      gate: fc.constantFrom(...(Object.keys(rules) as Gate[])),
      first: fc.nat(),
      second: fc.nat(),
    }),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((raw) =>
    raw.map(({ gate, first, second }, n) => ({
      gate,
      first: first % (variables + n),
      second: second % (variables + n),
    })),
  );

function dual(graph: readonly Step[], at: readonly number[], along: number, node: number): Dual {
  if (node < variables) return [at[node], node === along ? 1 : 0];
  const { gate, first, second } = graph[node - variables];
  return rules[gate](dual(graph, at, along, first), dual(graph, at, along, second));
}

test('values and all gradients of random graphs: error ≤ 1e-12 of the size', () => {
  const point = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
    minLength: variables,
    maxLength: variables,
  });
  fc.assert(
    fc.property(steps, point, (plan, at) => {
      const graph = new Graph();
      const nodes: Node[] = at.map((value, i) => graph.parameter(`x${i}`, value));
      for (const { gate, first, second } of plan) {
        const inputs = [nodes[first], nodes[second]];
        nodes.push(graph.apply(gates[gate], inputs.slice(0, gates[gate].arity)));
      }
      const last = nodes.length - 1;
      graph.forward();
      if (Math.abs(nodes[last].scalar) > 1e6) return;
      graph.backward(nodes[last]);
      for (let along = 0; along < variables; along++) {
        const [value, slope] = dual(plan, at, along, last);
        const near = (got: number, expected: number) =>
          expect(Math.abs(got - expected)).toBeLessThanOrEqual(
            1e-12 * Math.max(1, Math.abs(expected), Math.abs(value)),
          );
        near(nodes[last].scalar, value);
        near(nodes[along].gradient[0], slope);
      }
    }),
    { numRuns: 300 },
  );
});
