/**
 * @file A gate: one operation of the graph. It knows how to get its output from its inputs (forward), and its
 * inputs' gradients from its output's (backward):
 *
 *   downstream = upstream × local,   ∂f/∂x += ∂f/∂z · ∂z/∂x
 *
 * and nothing of the graph around it.
 */
import type { Tape } from './tape.js';
import type { Shape } from './tensor.js';

/** What a gate is called, and how people write it. */
export interface GateText {
  readonly name: string;
  /** What stands in its box: `+`, `max`, `tanh`. */
  readonly symbol: string;
  /** What it does to the gradient, for the narration: "+ distributes …". */
  readonly rule: string;
  /** The operation on named inputs: `x + y`, `max(y, z)`. */
  write(inputs: readonly string[]): string;
}

/** One operation with its derivative. */
export interface Gate extends GateText {
  /** The number of inputs, or undefined when any number from 1 is taken. */
  readonly arity: number | undefined;
  /** Which shapes it takes, in words, for the message about shapes that do not fit. */
  readonly takes: string;
  /** The output's shape, or undefined when the inputs' shapes do not fit. */
  shape(inputs: readonly Shape[]): Shape | undefined;
  /** Writes the values of `node` on the tape from those of its inputs. */
  forward(tape: Tape, node: number): void;
  /** Adds upstream × local to the gradients of the inputs of `node`. */
  backward(tape: Tape, node: number): void;
  /** Why there is no finite output at these numbers; undefined when the result is merely too large. */
  fault?(...inputs: number[]): string | undefined;
  /** For a gate with kinks: on which side of them these numbers are; a tie has a side of its own. */
  side?(...inputs: number[]): number;
}

/** `name(x, y)`: how a gate without an operator sign is written. */
export function asCall(name: string): (inputs: readonly string[]) => string {
  return (inputs) => `${name}(${inputs.join(', ')})`;
}
