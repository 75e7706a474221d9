/** @file Errors of a graph, described in terms of its nodes: values and gradients that are not finite. */
import { NerwinError } from '../../error.js';
import type { Tape } from './tape.js';

const otherValues = 'choose other values of the variables with --at';

/** Returns the error for element `i` of `node` that is not a finite number after the forward pass. */
export function valueFault(tape: Tape, node: number, i: number): NerwinError {
  const value = tape.values[tape.starts[node] + i];
  if (tape.gates[node].arity === 0) {
    return new NerwinError(
      'usage',
      `${nameOf(tape, node)}: element ${i} is ${value}`,
      'values must be finite numbers',
    );
  }
  const numbers = operands(tape, node, i);
  const reason = tape.gates[node].fault?.(...numbers.map(({ value }) => value)) ?? 'the result is too large';
  return new NerwinError('usage', `${equation(tape, node)}: ${reason}${at(numbers)}`, otherValues);
}

/** Returns the error for a gradient from `node` to element `i` of `input` that is not a finite number. */
export function gradientFault(tape: Tape, node: number, input: number, i: number): NerwinError {
  const numbers = operands(tape, node, i);
  const name = nameOf(tape, input);
  return new NerwinError(
    'usage',
    `${equation(tape, node)}: the gradient of ${name} is not finite${at(numbers)}`,
    otherValues,
  );
}

/** Returns the name of the node, or the gate's name with the node number. */
export function nameOf(tape: Tape, node: number): string {
  return tape.names.get(node) ?? `${tape.gates[node].name} ${node}`;
}

/** Returns `a = x + y` for the node named a. */
export function equation(tape: Tape, node: number): string {
  return `${nameOf(tape, node)} = ${tape.gates[node].write(tape.inputsOf(node).map((input) => nameOf(tape, input)))}`;
}

/** Returns the inputs of element `i` of `node`, with names; none for a gate that mixes elements. */
function operands(tape: Tape, node: number, i: number): { name: string; value: number }[] {
  const inputs = tape.inputsOf(node);
  const sizes = inputs.map((input) => tape.starts[input + 1] - tape.starts[input]);
  if (sizes.some((size) => size > 1 && i >= size)) return [];
  return inputs.map((input, which) => ({
    name: sizes[which] > 1 ? `${nameOf(tape, input)}[${i}]` : nameOf(tape, input),
    value: tape.values[tape.starts[input] + (sizes[which] > 1 ? i : 0)],
  }));
}

function at(numbers: readonly { name: string; value: number }[]): string {
  const known = numbers.filter(({ name, value }) => name !== String(value)); // a constant is already named by its value
  return known.length ? ` at ${known.map(({ name, value }) => `${name} = ${value}`).join(', ')}` : '';
}
