/**
 * @file A gate: one operation of the graph. It computes its output from its inputs (forward), and the
 * gradients of its inputs from the gradient of its output (backward):
 *
 *   downstream = upstream × local,   ∂f/∂x += ∂f/∂z · ∂z/∂x
 *
 * It knows nothing about the rest of the graph.
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

/** The texts of a gate: its names and notation. */
export interface GateText {
  readonly name: string;
  /** The text in its box: `+`, `max`, `tanh`. */
  readonly symbol: string;
  /** What it does to the gradient, for the explanation of the steps: "+ distributes …". */
  readonly rule: string;
  /** Writes the operation with named inputs: `x + y`, `max(y, z)`. */
  write(inputs: readonly string[]): string;
}

/** One operation with its derivative. */
export interface Gate extends GateText {
  /** Number of inputs; undefined if any number from 1 is allowed. */
  readonly arity: number | undefined;
  /** The shapes it accepts, in words, for the error message. */
  readonly takes: string;
  /** Returns the shape of the output; undefined if the shapes of the inputs do not fit. */
  shape(inputs: readonly Shape[]): Shape | undefined;
  /** Writes the values of `node` on the tape from the values of its inputs. */
  forward(tape: Columns, node: number): void;
  /** Adds upstream × local to the gradients of the inputs of `node`. */
  backward(tape: Columns, node: number): void;
  /** Returns why there is no finite output for these inputs; undefined if the result is merely too large. */
  fault?(...inputs: number[]): string | undefined;
  /**
   * For a gate with kinks or poles: returns the side of them that these inputs are on; a tie is a side of its
   * own.
   */
  side?(...inputs: number[]): number;
}

/** Writes `name(x, y)`, for a gate without an operator sign. */
export function asCall(name: string): (inputs: readonly string[]) => string {
  return (inputs) => `${name}(${inputs.join(', ')})`;
}

/** Returns the error for inputs of `shapes` that `gate` does not accept. */
export function shapeFault(gate: Gate, shapes: readonly Shape[]): NerwinError {
  const given = shapes.map(shapeText).join(' and ') || 'nothing';
  return new NerwinError(
    'usage',
    `${gate.name}: the shapes ${given} do not fit`,
    `${gate.name} takes ${gate.takes}`,
  );
}
