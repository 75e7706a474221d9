/** @file The gradient along one edge: a gate runs backward alone, on copies of its inputs. */
import { Graph, type Node } from './graph.js';
import { tensor } from './tensor.js';

/**
 * Returns upstream × local for each input of `node`, in the input's shape; undefined for
 * constants. `upstream` is the gradient that arrives at the node, by default from the last
 * backward pass; 1 gives the local derivatives.
 */
export function contributions(
  node: Node,
  upstream: ArrayLike<number> = node.gradient,
): (Float64Array | undefined)[] {
  const alone = new Graph();
  const copies = node.inputs.map((input) => {
    const value = tensor(input.shape, input.value);
    return input.isConstant ? alone.constant(value) : alone.parameter(input.name, value);
  });
  if (copies.length === 0) return [];
  const output = alone.apply(node.gate, copies);
  alone.forward();
  alone.backward(output, upstream);
  return copies.map((copy) => (copy.isConstant ? undefined : copy.gradient.slice()));
}
