/** @file The same J on the computation graph, with gates, order and arithmetic of its own. */

import type { NetworkShape } from '../../network/network-shape.js';
import { Graph, type Node } from '../graph/graph.js';
import { sides } from '../graph/numeric.js';
import { type Tensor, tensor } from '../graph/tensor.js';
import { arrayOf, type GradientBlock, type Values } from './gradient-block.js';
import type { Evaluation, LossHead } from './loss-head.js';
import type { Touched } from './touched.js';

/** J of a whole batch as one graph. */
export class GraphObjective {
  readonly graph = new Graph();
  readonly #J: Node;
  readonly #leaves = new Map<string, readonly Node[]>(); // by block: one node, or one per row of S and x

  constructor(
    layout: NetworkShape,
    head: LossHead,
    touched: Touched,
    centers: Int32Array,
    blocks: readonly GradientBlock[],
    theta: Values,
  ) {
    for (const block of blocks)
      this.#leaves.set(block.name, this.#leavesOf(block, arrayOf(theta, block.name)));
    const z = touched.windows.map((window) => this.#projection(layout, window));
    const own = new Map(head.own.map(({ block: { name } }) => [name, this.#leaf(name)]));
    this.#J = head.onGraph(this.graph, z, this.#leaf('u'), own, centers);
    this.graph.forward();
    this.graph.backward(this.#J);
  }

  get J(): number {
    return this.#J.scalar;
  }

  /** Returns ∂J/∂(block) at the θ that the graph was built with. */
  gradient(name: string): Float64Array {
    return Float64Array.from(this.#leavesNamed(name).flatMap(({ gradient }) => [...gradient]));
  }

  /** Returns J with other values of a block; the block keeps them. */
  evaluate(name: string, values: Float64Array): Evaluation {
    let at = 0;
    for (const node of this.#leavesNamed(name)) {
      const length = node.shape.reduce((product, size) => product * size, 1);
      node.set(values.subarray(at, at + length));
      at += length;
    }
    this.graph.forward();
    return { J: this.#J.scalar, sides: sides(this.graph) };
  }

  #leavesNamed(name: string): readonly Node[] {
    return this.#leaves.get(name) ?? [];
  }

  #leaf(name: string): Node {
    return this.#leaves.get(name)?.[0] ?? this.graph.constant(0);
  }

  /** W is one node; each row of S and x is a node, so that a window uses only its own rows. */
  #leavesOf({ name, rows, width }: GradientBlock, values: Float64Array): Node[] {
    const leaf = (label: string, value: Tensor): Node => this.graph.parameter(label, value);
    if (!rows) return [leaf(name, tensor(width === 0 ? [] : [width], values))];
    if (name === 'W') return [leaf(name, tensor([rows.length, width], values))];
    return rows.map((row, r) =>
      leaf(`${name}[${row}]`, tensor([width], values.subarray(r * width, (r + 1) * width))),
    );
  }

  /** Builds z = Wx + b + Σ_f S_f of one window; x is the concatenation of its words. */
  #projection({ slots, d }: NetworkShape, window: Touched['windows'][number]): Node {
    const { graph } = this;
    const parts = window.flatMap(({ vector }, p) =>
      slots[p].column < 0
        ? []
        : [
            vector === undefined
              ? graph.constant(tensor([d], new Float64Array(d)))
              : this.#leavesNamed('x')[vector],
          ],
    );
    const Wx = graph.matvec(this.#leaf('W'), graph.concatenate(parts));
    const features = window.flatMap(({ features }) => features.map((f) => this.#leavesNamed('S')[f]));
    return features.reduce((z, S_f) => graph.add(z, S_f), graph.add(Wx, this.#leaf('b')));
  }
}
