import { describe, expect, test } from 'vitest';
import { Graph } from '../../../src/lessons/graph/graph.js';
import { matrix, vector } from '../../../src/lessons/graph/tensor.js';

/** The lecture's f = (x + y) max(y, z). */
function lecture(x: number, y: number, z: number) {
  const graph = new Graph();
  const [nodeX, nodeY, nodeZ] = [graph.parameter('x', x), graph.parameter('y', y), graph.parameter('z', z)];
  const a = graph.add(nodeX, nodeY).named('a');
  const b = graph.max(nodeY, nodeZ).named('b');
  const f = graph.multiply(a, b).named('f');
  return { graph, x: nodeX, y: nodeY, z: nodeZ, a, b, f };
}

describe("the lecture's example f = (x + y) max(y, z) at 1, 2, 0", () => {
  const { graph, x, y, z, a, b, f } = lecture(1, 2, 0);
  graph.forward();
  graph.backward(f);

  test('values: a = 3, b = 2, f = 6', () => {
    expect([a.scalar, b.scalar, f.scalar]).toEqual([3, 2, 6]);
  });

  test('gradients: × switches (2, 3), + distributes (2, 2), max routes (3, 0), branches sum (2 + 3)', () => {
    expect([a, b].map((node) => node.gradient[0])).toEqual([2, 3]);
    expect([x, y, z].map((node) => node.gradient[0])).toEqual([2, 5, 0]);
    expect(f.gradient[0]).toBe(1);
  });

  test('a parameter that is set again is computed again', () => {
    x.set([10]);
    expect(() => f.value).toThrow('no value before forward()');
    graph.forward();
    expect(f.scalar).toBe(24);
    graph.backward(f);
    expect(y.gradient[0]).toBe(2 + 12);
    expect(f.equation).toBe('f = a × b');
  });
});

describe('gradients sum at outward branches', () => {
  test('x x x: 3 x²', () => {
    const graph = new Graph();
    const x = graph.parameter('x', 2);
    const cube = graph.multiply(graph.multiply(x, x), x);
    graph.forward();
    graph.backward(cube);
    expect(x.gradient[0]).toBe(12);
  });

  test('a second backward pass starts from zero', () => {
    const { graph, y, f } = lecture(1, 2, 0);
    graph.forward();
    graph.backward(f);
    graph.backward(f);
    expect(y.gradient[0]).toBe(5);
  });

  test('a scalar that meets a vector gets the sum over its elements', () => {
    const graph = new Graph();
    const [c, v] = [graph.parameter('c', 2), graph.parameter('v', vector([1, 2, 3]))];
    const f = graph.sum(graph.multiply(c, v));
    graph.forward();
    graph.backward(f);
    expect(c.gradient[0]).toBe(6);
    expect([...v.gradient]).toEqual([2, 2, 2]);
  });

  test('a row that is gathered twice gets both gradients, the others none', () => {
    const graph = new Graph();
    const X = graph.parameter('X', matrix(3, 2, [1, 2, 3, 4, 5, 6]));
    const x = graph.concatenate([graph.row(X, 2), graph.row(X, 0), graph.row(X, 2)]);
    const f = graph.dot(x, graph.constant(vector([1, 2, 3, 4, 5, 6])));
    graph.forward();
    graph.backward(f);
    expect([...X.gradient]).toEqual([3, 4, 0, 0, 6, 8]);
  });
});

describe('declared sub-gradients', () => {
  const gradients = (
    build: (graph: Graph, x: ReturnType<Graph['parameter']>) => unknown,
    at: number,
  ): number => {
    const graph = new Graph();
    const x = graph.parameter('x', at);
    const f = build(graph, x) as typeof x;
    graph.forward();
    graph.backward(f);
    return x.gradient[0];
  };

  test.each([-1, 1])("hardtanh'(%d) = 0", (at) => {
    expect(gradients((graph, x) => graph.call('hardtanh', x), at)).toBe(0);
  });

  test("relu'(0) = 0", () => {
    expect(gradients((graph, x) => graph.call('relu', x), 0)).toBe(0);
  });

  test('a pair that keeps the margin exactly has no gradient', () => {
    expect(gradients((graph, x) => graph.hinge(x, 1), 2)).toBe(0);
    expect(gradients((graph, x) => graph.hinge(x, 1), 1.999)).toBe(-1);
  });

  test.each(['max', 'min'] as const)('%s at a tie routes to the first', (gate) => {
    const graph = new Graph();
    const [x, y] = [graph.parameter('x', 3), graph.parameter('y', 3)];
    const f = graph[gate](x, y);
    graph.forward();
    graph.backward(f);
    expect([x.gradient[0], y.gradient[0]]).toEqual([1, 0]);
  });

  test('x⁰ has no slope, not even at 0; 0^y has none in y', () => {
    expect(gradients((graph, x) => graph.power(x, 0), 0)).toBe(0);
    expect(gradients((graph, x) => graph.power(0, x), 2)).toBe(0);
  });

  test('nothing flows to a branch that was not chosen, though its slope be infinite', () => {
    expect(gradients((graph, x) => graph.max(5, graph.power(x, 0.5)), 0)).toBe(0);
  });
});

describe('softmax with cross-entropy', () => {
  test('∂J/∂s = p − y', () => {
    const graph = new Graph();
    const s = graph.parameter('s', vector([1, 2, 3]));
    const J = graph.softmaxCrossEntropy(s, 1);
    graph.forward();
    graph.backward(J);
    const p = [1, 2, 3].map((score) => Math.exp(score) / (Math.exp(1) + Math.exp(2) + Math.exp(3)));
    expect(J.scalar).toBeCloseTo(-Math.log(p[1]), 14);
    [p[0], p[1] - 1, p[2]].forEach((expected, c) => void expect(s.gradient[c]).toBeCloseTo(expected, 14));
  });

  test('scores of ±1000 neither overflow nor vanish', () => {
    const graph = new Graph();
    const s = graph.parameter('s', vector([1000, -1000]));
    const J = graph.softmaxCrossEntropy(s, 1);
    graph.forward();
    graph.backward(J);
    expect(J.scalar).toBe(2000);
    expect([...s.gradient]).toEqual([1, -1]);
  });

  test('a class that does not exist is a usage error', () => {
    const graph = new Graph();
    const s = graph.parameter('s', vector([1, 2]));
    expect(() => graph.softmaxCrossEntropy(s, 2)).toThrow('class 2 is out of range for 2 classes');
  });
});

describe('10⁶ nodes', () => {
  const million = 1_000_000;

  test('a chain does not overflow the stack', () => {
    const graph = new Graph();
    const x = graph.parameter('x', 0.5);
    let node = x;
    for (let n = 0; n < million; n++) node = n % 2 ? graph.negate(node) : graph.call('identity', node);
    graph.forward();
    graph.backward(node);
    expect(node.scalar).toBe(0.5);
    expect(x.gradient[0]).toBe(1);
  });

  test('a wide graph sums every branch', () => {
    const graph = new Graph();
    const x = graph.parameter('x', 2);
    const branches = Array.from({ length: million }, () => graph.call('identity', x));
    const f = graph.sum(graph.concatenate(branches));
    graph.forward();
    graph.backward(f);
    expect(f.scalar).toBe(2 * million);
    expect(x.gradient[0]).toBe(million);
  });
});

describe('misuse', () => {
  test('a gradient of a vector needs the gradient that enters', () => {
    const graph = new Graph();
    const x = graph.parameter('x', vector([1, 2]));
    const z = graph.call('tanh', x);
    graph.forward();
    expect(() => graph.backward(z)).toThrow('the shape (2); gradients can only be computed for a scalar');
    graph.backward(z, [0, 1]);
    expect(x.gradient[0]).toBe(0);
  });

  test('nodes of another graph, values before forward, and setting what is computed are bugs', () => {
    const graph = new Graph();
    const x = graph.parameter('x', 1);
    const z = graph.call('exp', x);
    expect(() => new Graph().call('exp', x)).toThrow('another graph');
    expect(() => z.value).toThrow('before forward()');
    expect(() => z.gradient).toThrow('before backward()');
    expect(() => z.set([1])).toThrow('cannot be set');
    expect(() => x.set([1, 2])).toThrow('holds 1 values, given 2');
  });
});
