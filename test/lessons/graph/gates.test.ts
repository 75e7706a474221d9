import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as arithmetic from '../../../src/lessons/graph/gates/arithmetic.js';
import { functions } from '../../../src/lessons/graph/gates/functions.js';
import * as products from '../../../src/lessons/graph/gates/products.js';
import { Graph, type Node } from '../../../src/lessons/graph/graph.js';
import { numericGradient } from '../../../src/lessons/graph/numeric.js';
import { matrix, tensor, vector } from '../../../src/lessons/graph/tensor.js';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const positive = fc.double({ min: 0.1, max: 3, noNaN: true });
const vectorOf = (length: number, element = number) =>
  fc.array(element, { minLength: length, maxLength: length });

/** |gradient − numeric| ≤ 1e-7 · scale at every element of every parameter that is not near a kink. */
function agrees(graph: Graph, output: Node): void {
  graph.forward();
  graph.backward(output);
  for (const node of graph.nodes().filter(({ gate }) => gate.name === 'input')) {
    const gradient = node.gradient.slice();
    gradient.forEach((analytic, i) => {
      const estimate = numericGradient(graph, output, node, i);
      if (!estimate || estimate.uncertainty > 1e-8) return; // at a kink, or too close to one for a step
      expect(Math.abs(analytic - estimate.slope)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(analytic)));
    });
  }
}

/** A weighted sum of the elements, so that each has a different upstream gradient. */
function weighted(graph: Graph, z: Node): Node {
  const weights = Float64Array.from(
    z.shape.length ? { length: z.shape.reduce((a, b) => a * b) } : [0],
    (_, i) => i + 0.5,
  );
  return graph.sum(graph.multiply(z, graph.constant(tensor(z.shape, weights))));
}

describe('each gate agrees with central differences: error ≤ 1e-7 of the gradient', () => {
  const unary = [arithmetic.negate, ...Object.values(functions), products.sum];
  test.each(unary.filter(({ name }) => name !== 'log'))('$name of a vector', (gate) => {
    fc.assert(
      fc.property(vectorOf(3), (x) => {
        const graph = new Graph();
        agrees(graph, weighted(graph, graph.apply(gate, [graph.parameter('x', vector(x))])));
      }),
      { numRuns: 25 },
    );
  });

  test('log', () => {
    fc.assert(
      fc.property(vectorOf(3, positive), (x) => {
        const graph = new Graph();
        agrees(graph, weighted(graph, graph.call('log', graph.parameter('x', vector(x)))));
      }),
      { numRuns: 25 },
    );
  });

  const shapes: readonly [string, number[], number[]][] = [
    ['scalars', [], []],
    ['vectors', [3], [3]],
    ['a scalar with a matrix', [], [2, 2]],
    ['a vector with a scalar', [3], []],
  ];
  const binary = ['add', 'subtract', 'multiply', 'divide', 'max', 'min', 'power'] as const;
  for (const [shape, one, other] of shapes) {
    test.each(binary)(`%s of ${shape}`, (gate) => {
      const size = (lengths: number[]): number => lengths.reduce((a, b) => a * b, 1);
      const element = gate === 'divide' || gate === 'power' ? positive : number;
      fc.assert(
        fc.property(vectorOf(size(one), element), vectorOf(size(other), element), (x, y) => {
          const graph = new Graph();
          const inputs = [
            graph.parameter('x', tensor(one, x)),
            graph.parameter('y', tensor(other, y)),
          ] as const;
          agrees(graph, weighted(graph, graph[gate](...inputs)));
        }),
        { numRuns: 15 },
      );
    });
  }

  test('dot, matvec, row and concatenate', () => {
    fc.assert(
      fc.property(vectorOf(6), vectorOf(3), vectorOf(2), number, (w, x, u, c) => {
        const graph = new Graph();
        const W = graph.parameter('W', matrix(2, 3, w));
        const z = graph.matvec(W, graph.parameter('x', vector(x)));
        const s = graph.dot(graph.parameter('u', vector(u)), z);
        agrees(
          graph,
          weighted(graph, graph.concatenate([graph.row(W, 1), s, graph.parameter('c', c), z, s])),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('hinge, violated and kept', () => {
    fc.assert(
      fc.property(number, number, positive, (s, corrupt, margin) => {
        const graph = new Graph();
        const inputs = [
          graph.parameter('s', s),
          graph.parameter('c', corrupt),
          graph.parameter('m', margin),
        ] as const;
        const J = graph.hinge(...inputs);
        agrees(graph, J);
        const active = margin - s + corrupt > 0 ? 1 : 0;
        expect(inputs.map((node) => node.gradient[0] + 0)).toEqual([-active + 0, active, active]);
      }),
      { numRuns: 50 },
    );
  });

  test('softmax with cross-entropy, for scores and target', () => {
    fc.assert(
      fc.property(vectorOf(4), vectorOf(4, positive), (s, y) => {
        const graph = new Graph();
        agrees(
          graph,
          graph.softmaxCrossEntropy(graph.parameter('s', vector(s)), graph.parameter('y', vector(y))),
        );
      }),
      { numRuns: 25 },
    );
  });
});

test('a damaged local derivative is found', () => {
  const graph = new Graph();
  const x = graph.parameter('x', 0.7);
  const { gate } = graph.call('tanh', x);
  const damaged = {
    ...gate,
    backward: (tape: Graph['tape'], node: number) => {
      gate.backward(tape, node);
      tape.gradients[tape.starts[x.id]] *= 1.0001;
    },
  };
  expect(() => agrees(graph, graph.apply(damaged, [x]))).toThrow();
});
