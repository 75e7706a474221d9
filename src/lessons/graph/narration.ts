/** @file Explains a graph gate by gate: forward, then backward with upstream × local for each edge. */
import { contributions } from './contribution.js';
import type { Formula } from './expression.js';
import type { Node } from './graph.js';
import { numberText, valueText } from './text.js';

const maxSummands = 8; // longer sums are not written out

/** The lines about one node, without indentation of their own. */
export interface Step {
  readonly node: Node;
  readonly lines: readonly string[];
}

/** Returns the lines of the explanation, after `forward` and `backward(output)`. */
export function narrate(formula: Formula): string[] {
  const { name } = formula.output;
  const lines = (steps: readonly Step[]) => steps.flatMap((step) => step.lines.map((line) => `  ${line}`));
  return [
    'Forward: each gate, once its inputs are known',
    ...lines(forwardSteps(formula)),
    '',
    'Backward: in reverse order, downstream = upstream × local',
    `  ∂${name}/∂${name} = 1`,
    ...lines(backwardSteps(formula)),
  ];
}

/** Returns the forward pass, a step for each node, in the order of computation. */
export const forwardSteps = ({ graph }: Formula): Step[] =>
  graph.nodes().map((node) => ({ node, lines: [node.gate.arity === 0 ? given(node) : computed(node)] }));

/**
 * Returns the backward pass: a step for each gate, in reverse order, and then for each input with several
 * outgoing branches.
 */
export function backwardSteps({ graph, output }: Formula): Step[] {
  const used = reachedFrom(output);
  const parts = new Map<number, string[]>(); // the gradients that each node has received, to show their sums
  const gates = graph
    .nodes()
    .filter(({ id, gate, isConstant }) => gate.arity !== 0 && used.has(id) && !isConstant);
  const steps: Step[] = gates.reverse().map((node) => {
    const sum = sumOf(output, node, parts);
    return { node, lines: [...sum, `${node.equation}   (${node.gate.rule})`, ...edges(node, parts)] };
  });
  for (const node of graph.nodes()) {
    const lines = node.gate.arity === 0 ? sumOf(output, node, parts) : [];
    if (lines.length) steps.push({ node, lines });
  }
  return steps;
}

function given(node: Node): string {
  return `${node.name === shown(node) ? node.name : `${node.name} = ${shown(node)}`}   (${node.isConstant ? 'constant' : 'given'})`;
}

/** Returns `a = x + y = 1 + 2 = 3`. */
function computed(node: Node): string {
  const texts = node.inputs.map((input) => {
    const text = shown(input);
    return text.startsWith('-') ? `(${text})` : text;
  });
  return `${node.equation} = ${node.gate.write(texts)} = ${shown(node)}`;
}

function edges(node: Node, parts: Map<number, string[]>): string[] {
  const single = [node, ...node.inputs].every(({ value }) => value.length === 1);
  const downstream = contributions(node);
  const local = single ? contributions(node, [1]) : [];
  return node.inputs.flatMap((input, edge) => {
    const flow = downstream[edge];
    if (!flow) return [];
    const text = valueText(flow, input.shape);
    const received = parts.get(input.id);
    if (received) received.push(text);
    else parts.set(input.id, [text]);
    const factors = local[edge] ? `${numberText(node.gradient[0])} × ${numberText(local[edge][0])} = ` : '';
    return [`  to ${input.name}: ${factors}${text}`];
  });
}

/** Writes the sum of the gradients of a node with several outgoing branches. */
function sumOf(output: Node, node: Node, parts: ReadonlyMap<number, string[]>): string[] {
  const received = parts.get(node.id) ?? [];
  if (received.length < 2) return [];
  const total = valueText(node.gradient, node.shape);
  const sum =
    received.length <= maxSummands ? received.join(' + ') : `the sum of ${received.length} branches`;
  return [`∂${output.name}/∂${node.name} = ${sum} = ${total}   (branches sum)`];
}

/** Returns the nodes that `output` depends on, including itself. */
export function reachedFrom(output: Node): Set<number> {
  const reached = new Set([output.id]);
  for (let id = output.id; id >= 0; id--) {
    if (reached.has(id)) for (const input of output.graph.node(id).inputs) reached.add(input.id);
  }
  return reached;
}

function shown(node: Node): string {
  return valueText(node.value, node.shape);
}
