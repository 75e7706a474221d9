/** @file The computation graph of one score, with the model's numbers. */
import { Graph, type Node } from '../graph/graph.js';
import { matrix, vector } from '../graph/tensor.js';
import { denseOf } from './explanation.js';
import type { ScoredText } from './text.js';

/**
 * The graph of s for the word number `token`, computed forward and backward: a node for the vector of each slot, one for the sparse
 * features of each slot together, W, b, u, and the gates between them. The last node is s.
 */
export function scoreGraph(text: ScoredText, token: number): Node {
  const { model, ids, inputs, wordIn, words } = text;
  const { layout, parameters } = model;
  const { D, H, d, stride, slots } = layout;
  const graph = new Graph();
  const W = Float64Array.from(
    { length: H * D },
    (_, k) => parameters.W[(k % D) * stride + Math.floor(k / D)]!,
  );
  const parts: Node[] = [];
  const sparse: Node[] = [];
  slots.forEach((slot, p) => {
    const at = token * slots.length + p;
    const row = ids[at]!;
    const name =
      wordIn[at]! < 0 ? (p <= 2 * model.header.radius ? 'padding' : slot.name) : words[wordIn[at]!]!;
    const x = denseOf(text, row, slot);
    if (slot.column >= 0)
      parts.push(
        x.length > 0 ? graph.parameter(name, vector(x)) : graph.constant(vector(new Float32Array(d))),
      );
    const [from, to] = [inputs.featureStart[row]!, inputs.featureStart[row + 1]!];
    if (from === to) return;
    const sum = new Float64Array(H);
    for (let k = from; k < to; k++) {
      const weights = (slot.sparse + inputs.features[k]!) * stride;
      for (let i = 0; i < H; i++) sum[i]! += parameters.S[weights + i]!;
    }
    sparse.push(graph.parameter(`features of ${name}`, vector(sum)));
  });
  const x = graph.concatenate(parts).named('x');
  const Wx = graph.matvec(graph.parameter('W', matrix(H, D, W)), x).named('Wx');
  const b = graph.parameter('b', vector(parameters.b.subarray(0, H)));
  const z = sparse.reduce((sum, part) => graph.add(sum, part), graph.add(Wx, b)).named('z');
  const s = text.head.onGraph(graph, z).named('s');
  graph.forward();
  graph.backward(s);
  return s;
}
