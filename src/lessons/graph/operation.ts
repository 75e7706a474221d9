/** @file The operations of an expression as gates: the gate of each sign and each function name. */
import type jsep from 'jsep';
import { NerwinError } from '../../error.js';
import type { Gate } from './gate.js';
import * as arithmetic from './gates/arithmetic.js';
import { functions } from './gates/functions.js';
import * as losses from './gates/losses.js';
import * as products from './gates/products.js';
import * as selection from './gates/selection.js';
import type { Graph, Node } from './graph.js';
import { type Syntax, startOf, syntaxFault } from './syntax.js';
import type { Tensor } from './tensor.js';
import { numbersOf, operandsFirst } from './traversal.js';

const operatorGates = new Map<string, Gate>([
  ['+', arithmetic.add],
  ['-', arithmetic.subtract],
  ['*', arithmetic.multiply],
  ['/', arithmetic.divide],
  ['^', arithmetic.power],
  ['**', arithmetic.power],
]);

/** The functions that an expression can call, by name. */
export const functionGates: ReadonlyMap<string, Gate> = new Map<string, Gate>([
  ...Object.entries(functions),
  ['max', selection.max],
  ['min', selection.min],
  ['sum', products.sum],
  ['dot', products.dot],
  ['matvec', products.matvec],
  ['concat', products.concatenate],
  ['hinge', losses.hinge],
  ['cross_entropy', losses.softmaxCrossEntropy],
]);

/** Adds the gates of `body` to `graph`, operands first, and returns the last; `known` are the named nodes. */
export function nodeOf(source: string, body: Syntax, graph: Graph, known: ReadonlyMap<string, Node>): Node {
  const results: Node[] = [];
  for (const { syntax, operands } of operandsFirst(source, body)) {
    const inputs = results.splice(results.length - operands);
    try {
      results.push(operationOf(syntax, inputs, graph, known));
    } catch (error) {
      if (!(error instanceof NerwinError)) throw error;
      throw syntaxFault(source, columnOf(source, syntax), error.message, error.hint);
    }
  }
  return results[0];
}

function operationOf(syntax: Syntax, inputs: Node[], graph: Graph, known: ReadonlyMap<string, Node>): Node {
  const numbers = numbersOf(syntax);
  if (numbers) return graph.constant(numbers, literalText(numbers));
  switch (syntax.type) {
    case 'Identifier': {
      const node = known.get(syntax.name);
      if (!node) throw new Error(`${syntax.name} is used before it is known`);
      return node;
    }
    case 'UnaryExpression':
      return graph.negate(inputs[0]);
    case 'BinaryExpression': {
      const product = inputs[0].shape.length === 2 ? products.matvec : products.dot;
      return graph.apply(operatorGates.get(syntax.operator) ?? product, inputs);
    }
    case 'MemberExpression':
      return graph.row(inputs[0], numbersOf(syntax.property as Syntax)?.data[0] ?? Number.NaN);
    case 'CallExpression':
      return callOf(syntax, inputs, graph);
    default:
      return graph.concatenate(inputs);
  }
}

function callOf({ callee }: jsep.CallExpression, inputs: Node[], graph: Graph): Node {
  const name = String(callee.name);
  const gate = functionGates.get(name);
  if (!gate) {
    throw new NerwinError(
      'usage',
      `no function ${name}`,
      `the functions are ${[...functionGates.keys()].join(', ')}`,
    );
  }
  if (gate === losses.hinge && inputs.length === 2) return graph.hinge(inputs[0], inputs[1]);
  if (name === 'max' || name === 'min') {
    if (inputs.length < 2)
      throw new NerwinError(
        'usage',
        `${name} takes 2 inputs or more, not ${inputs.length}`,
        callHint(name, 2),
      );
    return inputs.reduce((chosen, next) => graph.apply(gate, [chosen, next]));
  }
  if (gate.arity !== undefined && gate.arity !== inputs.length) {
    const inputsTaken = gate.arity === 1 ? '1 input' : `${gate.arity} inputs`;
    throw new NerwinError(
      'usage',
      `${name} takes ${inputsTaken}, found ${inputs.length}`,
      callHint(name, gate.arity),
    );
  }
  return graph.apply(gate, inputs);
}

const callHint = (name: string, arity: number): string =>
  `write ${name}(${['a', 'b', 'c'].slice(0, arity).join(', ')})`;

/** Returns `2` or `[1,2]`; undefined if the text is too long for a name. */
function literalText({ shape, data }: Tensor): string | undefined {
  const text = shape.length ? JSON.stringify([...data]) : String(data[0]);
  return shape.length < 2 && text.length <= 20 ? text : undefined;
}

/**
 * Returns the position at which an error in `syntax` is shown: the sign of an operation, otherwise its start.
 */
function columnOf(source: string, syntax: Syntax): number {
  if (syntax.type !== 'BinaryExpression') return startOf(syntax);
  const sign = source.lastIndexOf(syntax.operator, startOf(syntax.right as Syntax) - 1);
  return sign >= 0 ? sign : startOf(syntax);
}
