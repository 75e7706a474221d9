/**
 * @file Reverse-mode automatic differentiation. Source: Baydin et al., "Automatic differentiation in machine learning: a
 * survey", 2018.
 *
 * Forward:  for each node in order, its value from the values of its inputs.
 * Backward: ∂f/∂f = 1; for each node in reverse order, add upstream × local to the gradients of its inputs. All nodes
 *           that use a node come after it, so its gradient is complete when its turn comes.
 *
 * Both are loops, not recursion, and visit each edge once: backward costs a constant times forward, however many inputs
 * there are.
 */
import { gradientFault, valueFault } from './fault.js';
import type { Tape } from './tape.js';

/**
 * Computes all values, in order. Throws 'usage' with the name of the node if a value is not a finite number.
 */
export function forward(tape: Tape): void {
  const { gates, starts, values, count } = tape;
  for (let node = 0; node < count; node++) {
    gates[node].forward(tape, node);
    for (let at = starts[node]; at < starts[node + 1]; at++) {
      if (!Number.isFinite(values[at])) throw valueFault(tape, node, at - starts[node]);
    }
  }
  tape.computed = count;
}

/**
 * Computes ∂f/∂(every node), f = node `output`. `upstream` is the gradient at f (1 for a scalar f). Throws
 * 'usage' with the names of both nodes of an edge if a gradient is not a finite number.
 */
export function backward(tape: Tape, output: number, upstream: ArrayLike<number>): void {
  if (tape.gradients.length < tape.values.length) tape.gradients = new Float64Array(tape.values.length);
  const { gates, starts, firsts, inputs, varies, gradients } = tape;
  const reached = new Uint8Array(output + 1);
  gradients.fill(0);
  gradients.set(upstream, starts[output]);
  reached[output] = 1;
  for (let node = output; node >= 0; node--) {
    if (!reached[node] || !varies[node]) continue;
    gates[node].backward(tape, node);
    for (let edge = firsts[node]; edge < firsts[node + 1]; edge++) {
      reached[inputs[edge]] = 1;
      checkGradient(tape, node, inputs[edge]);
    }
  }
  tape.differentiated = output;
}

function checkGradient(tape: Tape, node: number, input: number): void {
  const { starts, gradients } = tape;
  for (let at = starts[input]; at < starts[input + 1]; at++) {
    if (!Number.isFinite(gradients[at])) throw gradientFault(tape, node, input, at - starts[input]);
  }
}
