/**
 * @file A gate: one operation of the graph. It knows how to get its output from its inputs (forward), and its
 * inputs' gradients from its output's (backward):
 *
 *   downstream = upstream × local,   ∂f/∂x += ∂f/∂z · ∂z/∂x
 *
 * and nothing of the graph around it.
 */
import { NerwinError } from '../../error.js';
import { type Shape, shapeText } from './tensor.js';

/** The columns of the tape (`tape.ts`) that a gate reads and writes. */
export interface Columns {
  readonly starts: Int32Array; // (nodes + 1) elements
  readonly firsts: Int32Array; // (nodes + 1) edges
  readonly inputs: Int32Array; // (edges) node numbers
  readonly values: Float64Array; // (elements)
  readonly gradients: Float64Array; // (elements) ∂f/∂·
  readonly varies: Uint8Array; // (nodes) 0 for a constant
  /** The inputs of `node`, in order. */
  inputsOf(node: number): number[];
}

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
  forward(tape: Columns, node: number): void;
  /** Adds upstream × local to the gradients of the inputs of `node`. */
  backward(tape: Columns, node: number): void;
  /** Why there is no finite output at these numbers; undefined when the result is merely too large. */
  fault?(...inputs: number[]): string | undefined;
  /** For a gate with kinks: on which side of them these numbers are; a tie has a side of its own. */
  side?(...inputs: number[]): number;
}

/** `name(x, y)`: how a gate without an operator sign is written. */
export function asCall(name: string): (inputs: readonly string[]) => string {
  return (inputs) => `${name}(${inputs.join(', ')})`;
}

/** The error of giving `gate` inputs of `shapes` that it does not take. */
export function shapeFault(gate: Gate, shapes: readonly Shape[]): NerwinError {
  const given = shapes.map(shapeText).join(' and ') || 'nothing';
  return new NerwinError(
    'usage',
    `${gate.name}: the shapes ${given} do not fit`,
    `${gate.name} takes ${gate.takes}`,
  );
}
