import { describe, expect, test } from 'vitest';
import { NerwinError } from '../../../src/error.js';
import { Graph, type Node } from '../../../src/lessons/graph/graph.js';
import { matrix, scalar, tensor, vector } from '../../../src/lessons/graph/tensor.js';

/** The message and hint of what `action` throws. */
function fault(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof NerwinError && error.exitCode === 2) return `${error.message} | ${error.hint}`;
    throw error;
  }
  throw new Error('no fault');
}

describe('shapes that do not fit name the gate and both shapes', () => {
  const graph = new Graph();
  const W = graph.parameter('W', matrix(2, 3, [1, 2, 3, 4, 5, 6]));
  const x = graph.parameter('x', vector([1, 2]));
  const s = graph.parameter('s', 1);
  test.each<[string, () => Node, string]>([
    [
      'matvec',
      () => graph.matvec(W, x),
      'matvec: the shapes (2, 3) and (2) do not fit | matvec takes a matrix (H, D)',
    ],
    ['add', () => graph.add(W, x), 'add: the shapes (2, 3) and (2) do not fit'],
    ['dot', () => graph.dot(x, s), 'dot: the shapes (2) and scalar do not fit'],
    ['hinge', () => graph.hinge(x, s), 'hinge: the shapes (2) and scalar and scalar do not fit'],
    [
      'row',
      () => graph.row(W, 2),
      'row: the shapes (2, 3) do not fit | row takes a matrix of more than 2 rows',
    ],
    ['concatenate', () => graph.concatenate([W, x]), 'concatenate: the shapes (2, 3) and (2) do not fit'],
    ['nothing', () => graph.concatenate([]), 'concatenate: the shapes nothing do not fit'],
  ])('%s', (_gate, build, message) => {
    expect(fault(build)).toContain(message);
  });
});

describe('a value that is not a finite number names the node and its inputs', () => {
  test.each<[string, (graph: Graph, x: Node, y: Node) => Node, string]>([
    [
      'divide',
      (g, x, y) => g.divide(x, g.subtract(y, y).named('d')),
      'q = x / d: division by zero at x = -2, d = 0',
    ],
    ['log', (g, x) => g.call('log', x), 'q = log(x): logarithm of a negative number at x = -2'],
    ['log 0', (g) => g.call('log', 0), 'q = log(0): logarithm of zero'],
    ['power', (g, x) => g.power(x, 0.5), 'q = x ^ 0.5: a fractional power of a negative number at x = -2'],
    ['power of 0', (g) => g.power(0, -1), 'q = 0 ^ -1: zero to a negative power'],
    ['exp', (g, _x, y) => g.call('exp', y), 'q = exp(y): the result is too large at y = 800'],
    [
      'vector',
      (g) => g.call('log', g.constant(vector([1, -3]), 'v')),
      'logarithm of a negative number at v[1] = -3',
    ],
    ['sum', (g) => g.sum(g.constant(vector([1e308, 1e308]), 'v')), 'q = sum(v): the result is too large'],
  ])('%s', (_gate, build, message) => {
    const graph = new Graph();
    build(graph, graph.parameter('x', -2), graph.parameter('y', 800)).named('q');
    expect(fault(() => graph.forward())).toContain(message);
  });

  test('a parameter that is set to NaN', () => {
    const graph = new Graph();
    graph.parameter('x', 1).set([Number.NaN]);
    expect(fault(() => graph.forward())).toContain('x: element 0 is NaN');
  });
});

describe('a gradient that does not exist', () => {
  test.each<[string, number, number, string]>([
    ['of √x at 0', 0, 0.5, 'f = x ^ y: the gradient of x is not finite at x = 0, y = 0.5'],
    ['of (−2)^y', -2, 2, 'f = x ^ y: the gradient of y is not finite at x = -2, y = 2'],
  ])('%s', (_case, at, exponent, message) => {
    const graph = new Graph();
    const f = graph.power(graph.parameter('x', at), graph.parameter('y', exponent)).named('f');
    graph.forward();
    expect(fault(() => graph.backward(f))).toContain(message);
  });

  test('but (−2)² with a constant exponent has one: −4', () => {
    const graph = new Graph();
    const x = graph.parameter('x', -2);
    const f = graph.power(x, 2);
    graph.forward();
    graph.backward(f);
    expect(x.gradient[0]).toBe(-4);
  });
});

test('a tensor is full and finite', () => {
  expect(fault(() => matrix(2, 2, [1, 2, 3]))).toContain('3 values do not fill the shape (2, 2)');
  expect(fault(() => vector([]))).toContain('0 values');
  expect(fault(() => tensor([2], [1, Number.POSITIVE_INFINITY]))).toContain('value 1 is Infinity');
  expect(scalar(3).data[0]).toBe(3);
});
