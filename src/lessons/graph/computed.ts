/** @file An expression that is computed forward and backward, and the nodes whose gradients the caller asks for. */
import type { NerwinError } from '../../error.js';
import { checkNames } from './assignment.js';
import { type Check, checkGradients } from './check.js';
import { type Formula, formulaOf, variablesOf } from './expression.js';
import type { Node } from './graph.js';
import type { Tensor } from './tensor.js';

/**
 * Computes an expression: the value of each node, then ∂output/∂node. `at` is what the caller calls the values, and `missing`
 * its error for variables without one. Throws that, and 'usage' if the expression or a shape is wrong.
 */
export function computed(
  expression: string,
  values: ReadonlyMap<string, Tensor>,
  at: string,
  missing: (names: readonly string[]) => NerwinError,
): Formula {
  const variables = variablesOf(expression);
  checkNames(values.keys(), variables, at);
  const without = variables.filter((name) => !values.has(name));
  if (without.length > 0) throw missing(without);
  const formula = formulaOf(expression, values);
  formula.graph.forward();
  formula.graph.backward(formula.output);
  return formula;
}

/** Returns the nodes of these names, or else all variables. Throws 'usage' for an unknown name; `option` is where it was given. */
export function askedOf(
  { graph, variables }: Formula,
  names: readonly string[] | undefined,
  option: string,
): Node[] {
  if (names === undefined) return [...variables.values()];
  const named = new Map(graph.nodes().flatMap((node) => (node.isConstant ? [] : [[node.name, node]])));
  checkNames(names, [...named.keys()], option);
  return [...new Set(names)].flatMap((name) => named.get(name) ?? []);
}

/** Compares the gradients of the inputs among `asked` with numerical ones; only nodes that no gate computes can be changed. */
export function checksOf({ output }: Formula, asked: readonly Node[]): Check[] {
  const inputs = asked.filter(({ gate }) => gate.arity === 0);
  return checkGradients(output, inputs);
}
