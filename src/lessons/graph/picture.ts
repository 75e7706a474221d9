/** @file The boxes and arrows of a computed graph, for the SVG drawing, Graphviz and Mermaid. */
import { contributions } from './contribution.js';
import type { Node } from './graph.js';
import type { Drawing, DrawnEdge, DrawnNode } from './layout.js';
import { reachedFrom } from './narration.js';
import { valueText } from './text.js';

const longestCaption = 32; // characters; if longer, only the name is shown below the sign

/**
 * Returns the picture of everything that `output` depends on, after `forward` and `backward(output)`: each
 * edge with the value that flows forward along it and the gradient that flows back along it (upstream × local
 * of that edge alone). Vectors and matrices of more than 4 elements are summarized by shape and norm.
 */
export function pictureOf(output: Node, title: string): Drawing {
  const reached = reachedFrom(output);
  const nodes: DrawnNode[] = [];
  const edges: DrawnEdge[] = [];
  for (const node of output.graph.nodes().filter(({ id }) => reached.has(id))) {
    nodes.push(drawn(node));
    const downstream = node.isConstant ? [] : contributions(node);
    node.inputs.forEach((input, i) => void edges.push(edge(input, String(node.id), downstream[i])));
  }
  if (output.gate.arity !== 0) {
    nodes.push({ id: 'output', label: output.name, kind: 'output' });
    edges.push(edge(output, 'output', output.isConstant ? undefined : output.gradient));
  }
  return { title, nodes, edges };
}

function drawn(node: Node): DrawnNode {
  const { id, gate, name, equation } = node;
  if (gate.arity === 0) return { id: String(id), label: name, kind: node.isConstant ? 'constant' : 'input' };
  const saysMore = equation !== `${name} = ${name}` && equation.length <= longestCaption;
  const caption = saysMore ? equation : name;
  return { id: String(id), label: gate.symbol, caption, kind: 'gate' };
}

function edge(from: Node, to: string, gradient: Float64Array | undefined): DrawnEdge {
  return {
    from: String(from.id),
    to,
    value: valueText(from.value, from.shape, 4),
    gradient: gradient && valueText(gradient, from.shape, 4),
  };
}
