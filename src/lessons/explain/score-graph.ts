/** @file The computation graph of one score, with the model's numbers. */
import { Graph, type Node } from '../graph/graph.js';
import { matrix, vector } from '../graph/tensor.js';
import type { ScoredText } from './explained-text.js';
import { denseOf } from './explanation.js';

/**
 * Builds the graph of s for word `token` and runs it forward and backward. It has a node for the vector
 * of each slot, for W, b and u, for the weights of the active sparse features, and for the gates
 * between them. The last node is s.
 */
export function scoreGraph(text: ScoredText, token: number): Node {
  const { model, ids, inputs, wordIn, words } = text;
  const { layout, parameters } = model;
  const { D, H, d, stride, slots } = layout;
  const graph = new Graph();
  const W = Float64Array.from(
    { length: H * D },
    (_, k) => parameters.W[(k % D) * stride + Math.floor(k / D)],
  );
  const parts: Node[] = [];
  const active: number[] = []; // rows of S
  slots.forEach((slot, p) => {
    const at = token * slots.length + p;
    const row = ids[at];
    const name = wordIn[at] < 0 ? (p <= 2 * model.header.radius ? 'padding' : slot.name) : words[wordIn[at]];
    const x = denseOf(text, row, slot);
    if (slot.column >= 0)
      parts.push(
        x.length > 0 ? graph.parameter(name, vector(x)) : graph.constant(vector(new Float32Array(d))),
      );
    for (let k = inputs.featureStart[row]; k < inputs.featureStart[row + 1]; k++)
      active.push(slot.sparse + inputs.features[k]);
  });
  const x = graph.concatenate(parts).named('x');
  const Wx = graph.matvec(graph.parameter('W', matrix(H, D, W)), x).named('Wx');
  const b = graph.parameter('b', vector(parameters.b.subarray(0, H)));
  const dense = graph.add(Wx, b);
  const z = (
    active.length > 0 ? graph.add(dense.named('Wx + b'), sparsePart(graph, text, active)) : dense
  ).named('z');
  const s = text.head.onGraph(graph, z).named('s');
  graph.forward();
  graph.backward(s);
  return s;
}

/** Σ S_f of the active features, as S @ 1: their weights as columns (H, n) times a vector of n ones. */
function sparsePart(graph: Graph, { model }: ScoredText, active: readonly number[]): Node {
  const { layout, parameters } = model;
  const { H, stride } = layout;
  const n = active.length;
  const S = Float64Array.from({ length: H * n }, (_, k) => {
    return parameters.S[active[k % n] * stride + Math.floor(k / n)];
  });
  const present = graph.parameter('features', vector(new Float64Array(n).fill(1)));
  return graph.matvec(graph.parameter('S', matrix(H, n, S)), present).named('Sf');
}
