/**
 * @file Builds a graph from an expression: variables become parameters, operations become gates,
 * each occurrence a gate of its own.
 */
import { NerwinError } from '../../error.js';
import { inOrder, namesIn } from './definitions.js';
import { Graph, type Node } from './graph.js';
import { intermediateNames, outputName } from './naming.js';
import { nodeOf } from './operation.js';
import { parse } from './syntax.js';
import type { Tensor } from './tensor.js';

/** An expression as a graph, not yet computed. */
export interface Formula {
  readonly graph: Graph;
  readonly output: Node;
  /** Variables by name, in order of first occurrence. */
  readonly variables: ReadonlyMap<string, Node>;
}

/** Returns the names of the variables of `source`, in order of first occurrence. */
export function variablesOf(source: string): string[] {
  const statements = parse(source);
  const defined = new Set(statements.map(({ name }) => name));
  const found = statements.flatMap(({ body }) => [...namesIn(source, body)]);
  return [...new Set(found)].filter((name) => !defined.has(name));
}

/**
 * Builds the graph of `source` with `values` for its variables. Nodes without a name get the lecture's names:
 * a, b, … in the order in which they are computed, and f for the output.
 * @throws NerwinError 'usage' for a syntax error, a cycle of definitions, a variable without a
 * value, or shapes that do not fit.
 */
export function formulaOf(source: string, values: ReadonlyMap<string, Tensor>): Formula {
  const graph = new Graph();
  const variables = new Map<string, Node>();
  for (const name of variablesOf(source)) {
    const value = values.get(name);
    if (!value) throw new NerwinError('usage', `no value for ${name}`, `add --at ${name}=…`);
    variables.set(name, graph.parameter(name, value));
  }
  const statements = parse(source);
  const known = new Map(variables);
  let output: Node | undefined;
  for (const statement of inOrder(source, statements)) {
    let node = nodeOf(source, statement.body, graph, known);
    if (statement.name !== undefined) {
      if (statement.body.type === 'Identifier') node = graph.call('identity', node); // `b = a` keeps both names
      known.set(statement.name, node.named(statement.name));
    }
    if (statement.start === statements[statements.length - 1].start) output = node;
  }
  if (!output) throw new Error('a formula has at least one statement');
  nameNodes(graph, output, known);
  return { graph, output, variables };
}

/** Names the gates that have no name yet, starting with the output. */
function nameNodes(graph: Graph, output: Node, known: ReadonlyMap<string, Node>): void {
  const { names } = graph.tape;
  const taken = new Set(known.keys());
  if (!names.has(output.id)) taken.add(output.named(outputName(taken)).name);
  const free = intermediateNames(taken.add('f'));
  for (const node of graph.nodes())
    if (node.gate.arity !== 0 && !names.has(node.id)) node.named(free.next().value);
}
