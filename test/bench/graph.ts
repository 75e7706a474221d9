/**
 * @file Compares the time of the backward pass with that of the forward pass, for graphs of 10² to 10⁶
 * nodes. One backward pass computes all gradients at the cost order of the forward pass, so the ratio
 * should not grow with the graph.
 *
 * Run: node --import ./bin/register.js test/bench/graph.ts
 */
import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { Graph, type Node } from '../../src/lessons/graph/graph.js';
import { Random } from '../../src/random.js';

/** A graph with its output and its only parameter. */
interface Case {
  readonly graph: Graph;
  readonly output: Node;
  readonly x: Node;
}

/** x, then tanh and + in turn: as deep as it is long. */
function chain(nodes: number): Case {
  const graph = new Graph();
  const x = graph.parameter('x', 0.5);
  let node = x;
  for (let n = 1; n < nodes; n++) node = n % 2 ? graph.call('tanh', node) : graph.add(node, x);
  return { graph, output: node, x };
}

/** Many functions of x, all added: shallow gates, one long sum. */
function wide(nodes: number): Case {
  const graph = new Graph();
  const x = graph.parameter('x', 0.5);
  let total = graph.call('sigmoid', x);
  for (let n = 2; n < nodes; n += 2) total = graph.add(total, graph.call('tanh', x));
  return { graph, output: total, x };
}

/** Gates on two random earlier nodes: memory is read in random order. */
function tangle(nodes: number): Case {
  const random = Random.seeded(7);
  const graph = new Graph();
  const x = graph.parameter('x', 0.5);
  const all: Node[] = [x];
  for (let n = 1; n < nodes; n++) {
    const [one, other] = [all[random.below(n)], all[n - 1]]; // the last one, so that all are reached
    all.push(
      [graph.max, graph.min, (a: Node, b: Node) => graph.call('tanh', graph.add(a, b))][random.below(3)](
        one,
        other,
      ),
    );
  }
  return { graph, output: all[nodes - 1], x };
}

/** Returns the gradient of the output by central differences, accurate to 1e-6 of its size. */
function verify({ graph, output, x }: Case): void {
  graph.forward();
  graph.backward(output);
  const [gradient] = x.gradient;
  const step = 1e-5;
  const [above, below] = [0.5 + step, 0.5 - step].map((value) => {
    x.set([value]);
    graph.forward();
    return output.scalar;
  });
  const numeric = (above - below) / (2 * step);
  assert.ok(
    Math.abs(gradient - numeric) <= 1e-6 * Math.max(1, Math.abs(numeric)),
    `${gradient} is not ${numeric}`,
  );
  x.set([0.5]);
}

/** Returns the median of the milliseconds that `action` takes. */
function median(action: () => void, runs: number): number {
  const times = Array.from({ length: runs }, () => {
    const before = performance.now();
    action();
    return performance.now() - before;
  });
  return times.sort((one, other) => one - other)[runs >> 1];
}

console.log(`node ${process.version}, ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`);
console.log('graph       nodes  forward ms  backward ms  backward/forward  ns per node, both');
for (const build of [chain, wide, tangle]) {
  for (const nodes of [1e2, 1e3, 1e4, 1e5, 1e6]) {
    const built = build(nodes);
    verify(built);
    const { graph, output } = built;
    const runs = Math.max(7, Math.min(2001, 2e6 / nodes));
    for (let warm = 0; warm < Math.min(runs, 200); warm++) {
      graph.forward();
      graph.backward(output);
    }
    const forward = median(() => graph.forward(), runs);
    const backward = median(() => graph.backward(output), runs);
    const cells = [
      build.name.padEnd(7),
      String(graph.tape.count).padStart(9),
      forward.toFixed(3).padStart(11),
      backward.toFixed(3).padStart(12),
      (backward / forward).toFixed(2).padStart(17),
      ((1e6 * (forward + backward)) / graph.tape.count).toFixed(0).padStart(18),
    ];
    console.log(cells.join(' '));
  }
}
