/** @file Gates on whole scalars, vectors and matrices, defined on arrays: z from its inputs, dx … from dz. */
import { asCall, type Columns, type Gate } from './gate.js';

interface ArrayGate extends Pick<Gate, 'name' | 'rule' | 'arity' | 'takes' | 'shape' | 'fault' | 'side'> {
  readonly symbol?: string;
  readonly write?: (inputs: readonly string[]) => string;
  /** Fills z from the values of the inputs. */
  readonly compute: (z: Float64Array, inputs: readonly Float64Array[]) => void;
  /** Adds upstream dz × local to each of `gradients`, in the shape of its input. */
  readonly differentiate: (
    dz: Float64Array,
    inputs: readonly Float64Array[],
    gradients: readonly Float64Array[],
  ) => void;
}

/** Returns the gate that `compute` and `differentiate` define. */
export function arrays({ compute, differentiate, ...text }: ArrayGate): Gate {
  return {
    symbol: text.name,
    write: asCall(text.name),
    ...text,
    forward(tape, node) {
      compute(
        part(tape, tape.values, node),
        tape.inputsOf(node).map((input) => part(tape, tape.values, input)),
      );
    },
    backward(tape, node) {
      const inputs = tape.inputsOf(node);
      differentiate(
        part(tape, tape.gradients, node),
        inputs.map((input) => part(tape, tape.values, input)),
        inputs.map((input) => {
          const gradient = part(tape, tape.gradients, input);
          return tape.varies[input] ? gradient : new Float64Array(gradient.length); // a constant has no gradient
        }),
      );
    },
  };
}

function part({ starts }: Columns, column: Float64Array, node: number): Float64Array {
  return column.subarray(starts[node], starts[node + 1]);
}
