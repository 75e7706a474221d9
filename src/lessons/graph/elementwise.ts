/**
 * @file Element-wise gates, defined by their value and their local derivatives. Two inputs have equal shapes,
 * or one is a scalar that is used with every element of the other; its gradient is then the sum over the
 * elements, as for any node with several outgoing branches.
 *
 * Where the upstream gradient is exactly 0, nothing is added, even if the local derivative is infinite: the
 * branch that max did not choose has no influence.
 */
import { asCall, type Gate, type GateText } from './gate.js';
import { type Shape, sameShape } from './tensor.js';

interface Unary extends Pick<GateText, 'name' | 'rule'> {
  readonly symbol?: string;
  readonly write?: (inputs: readonly string[]) => string;
  /** z of x. */
  readonly value: (x: number) => number;
  /** ∂z/∂x, from x and the output z. */
  readonly local: (x: number, z: number) => number;
  readonly fault?: (x: number) => string | undefined;
  readonly side?: (x: number) => number;
}

interface Binary extends Pick<GateText, 'name' | 'rule'> {
  readonly symbol?: string;
  readonly write?: (inputs: readonly string[]) => string;
  /** z of x and y. */
  readonly value: (x: number, y: number) => number;
  /** ∂z/∂x and ∂z/∂y, from x, y and the output z. */
  readonly local: readonly [
    (x: number, y: number, z: number) => number,
    (x: number, y: number, z: number) => number,
  ];
  readonly fault?: (x: number, y: number) => string | undefined;
  readonly side?: (x: number, y: number) => number;
}

/** The gate z = value(x), for each element. */
export function unary({ value, local, ...text }: Unary): Gate {
  return {
    symbol: text.name,
    write: asCall(text.name),
    ...text,
    arity: 1,
    takes: 'one input of any shape',
    shape: ([x]) => x,
    forward({ starts, firsts, inputs, values }, node) {
      let x = starts[inputs[firsts[node]]];
      for (let z = starts[node]; z < starts[node + 1]; z++) values[z] = value(values[x++]);
    },
    backward({ starts, firsts, inputs, values, gradients }, node) {
      let x = starts[inputs[firsts[node]]];
      for (let z = starts[node]; z < starts[node + 1]; z++, x++) {
        const upstream = gradients[z];
        if (upstream !== 0) gradients[x] += upstream * local(values[x], values[z]);
      }
    },
  };
}

/** The gate z = value(x, y), for each pair of elements. */
export function binary({ value, local: [localX, localY], ...text }: Binary): Gate {
  return {
    symbol: text.name,
    write: asCall(text.name),
    ...text,
    arity: 2,
    takes: 'equal shapes, or a scalar with any shape',
    shape: ([x, y]) => broadcast(x, y),
    forward({ starts, firsts, inputs, values }, node) {
      const [first, second] = [inputs[firsts[node]], inputs[firsts[node] + 1]];
      let [x, y] = [starts[first], starts[second]];
      const stepX = starts[first + 1] - x === 1 ? 0 : 1; // a scalar is used again for every element
      const stepY = starts[second + 1] - y === 1 ? 0 : 1;
      for (let z = starts[node]; z < starts[node + 1]; z++, x += stepX, y += stepY) {
        values[z] = value(values[x], values[y]);
      }
    },
    backward({ starts, firsts, inputs, values, gradients, varies }, node) {
      const [first, second] = [inputs[firsts[node]], inputs[firsts[node] + 1]];
      let [x, y] = [starts[first], starts[second]];
      const stepX = starts[first + 1] - x === 1 ? 0 : 1;
      const stepY = starts[second + 1] - y === 1 ? 0 : 1;
      for (let z = starts[node]; z < starts[node + 1]; z++, x += stepX, y += stepY) {
        const upstream = gradients[z];
        if (upstream === 0) continue;
        if (varies[first]) gradients[x] += upstream * localX(values[x], values[y], values[z]);
        if (varies[second]) gradients[y] += upstream * localY(values[x], values[y], values[z]);
      }
    },
  };
}

function broadcast(x: Shape, y: Shape): Shape | undefined {
  if (x.length === 0) return y;
  return y.length === 0 || sameShape(x, y) ? x : undefined;
}
