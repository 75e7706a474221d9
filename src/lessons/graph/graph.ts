/**
 * @file Building a graph by calls: `graph.call('tanh', graph.add(graph.matvec(W, x), b))`. Each call adds a
 * gate; nothing is computed until `forward`. Parameters can be set again, and `forward` called again.
 *
 * A cycle cannot be written, because the inputs of a gate exist before the gate.
 */
import { NerwinError } from '../../error.js';
import { equation, nameOf } from './fault.js';
import type { Gate } from './gate.js';
import * as arithmetic from './gates/arithmetic.js';
import { type FunctionName, functions } from './gates/functions.js';
import * as leaves from './gates/leaves.js';
import * as losses from './gates/losses.js';
import * as products from './gates/products.js';
import * as selection from './gates/selection.js';
import { backward, forward } from './passes.js';
import { Tape } from './tape.js';
import { type Shape, scalar, shapeText, type Tensor, vector } from './tensor.js';

/** A node, or a number, which becomes a constant. */
export type Operand = Node | number;

/** A node of a graph: a handle for one row of its tape. */
export class Node {
  constructor(
    readonly graph: Graph,
    /** Position in the order of recording, from 0. */
    readonly id: number,
  ) {}

  get gate(): Gate {
    return this.graph.tape.gates[this.id];
  }

  get shape(): Shape {
    return this.graph.tape.shapes[this.id];
  }

  get inputs(): Node[] {
    return this.graph.tape.inputsOf(this.id).map((id) => new Node(this.graph, id));
  }

  /**
   * Values in row-major order, from the last `forward`; a view that is valid until the next gate is added.
   */
  get value(): Float64Array {
    const { starts, values, computed } = this.graph.tape;
    if (this.id >= computed) throw new Error(`${this.name} has no value before forward()`);
    return values.subarray(starts[this.id], starts[this.id + 1]);
  }

  /** The value of a node of one element. */
  get scalar(): number {
    if (this.value.length !== 1) throw new Error(`${this.name} is ${shapeText(this.shape)}, not a scalar`);
    return this.value[0];
  }

  /**
   * ∂f/∂(this) in this node's shape, row-major, from the last `backward(f)`; 0 for
   * constants. A view, like `value`.
   */
  get gradient(): Float64Array {
    const { starts, gradients, differentiated, computed } = this.graph.tape;
    if (differentiated < 0 || this.id >= computed)
      throw new Error(`${this.name} has no gradient before backward()`);
    return gradients.subarray(starts[this.id], starts[this.id + 1]);
  }

  get name(): string {
    return nameOf(this.graph.tape, this.id);
  }

  /** Returns `a = x + y`. */
  get equation(): string {
    return equation(this.graph.tape, this.id);
  }

  /** True if the node depends on no parameter, so that it has no gradient. */
  get isConstant(): boolean {
    return this.graph.tape.varies[this.id] === 0;
  }

  /** Names this node, for messages and drawings, and returns it. */
  named(name: string): this {
    this.graph.tape.names.set(this.id, name);
    return this;
  }

  /**
   * Sets a parameter or a constant to `values` (row-major, of its size); `forward` then recomputes the rest.
   */
  set(values: ArrayLike<number>): void {
    const { starts, values: all, gates } = this.graph.tape;
    const size = starts[this.id + 1] - starts[this.id];
    if (gates[this.id].arity !== 0) throw new Error(`${this.name} is computed, it cannot be set`);
    if (values.length !== size) throw new Error(`${this.name} holds ${size} values, given ${values.length}`);
    all.set(values, starts[this.id]);
    this.graph.tape.computed = 0; // everything that depends on it is out of date
  }
}

/** A computation graph of float64 scalars, vectors and matrices. */
export class Graph {
  readonly tape = new Tape();

  /** A named input with respect to which gradients are taken. */
  parameter(name: string, value: Tensor | number): Node {
    return this.#leaf(leaves.input, typeof value === 'number' ? scalar(value) : value, 1).named(name);
  }

  /** A value without a gradient. */
  constant(value: Tensor | number, name?: string): Node {
    const node = this.#leaf(leaves.constant, typeof value === 'number' ? scalar(value) : value, 0);
    const text = name ?? (typeof value === 'number' ? String(value) : undefined);
    return text === undefined ? node : node.named(text);
  }

  #leaf(gate: Gate, { shape, data }: Tensor, varies: 0 | 1): Node {
    const id = this.tape.append(gate, shape, [], varies);
    this.tape.values.set(data, this.tape.starts[id]);
    return new Node(this, id);
  }

  /** Adds a node: `gate` with `inputs`. Throws 'usage' with gate and shapes if they do not fit. */
  apply(gate: Gate, inputs: readonly Operand[]): Node {
    const ids = inputs.map((input) => {
      const node = typeof input === 'number' ? this.constant(input) : input;
      if (node.graph !== this) throw new Error(`${node.name} belongs to another graph`);
      return node.id;
    });
    return new Node(this, this.tape.record(gate, ids));
  }

  add = (x: Operand, y: Operand): Node => this.apply(arithmetic.add, [x, y]);
  subtract = (x: Operand, y: Operand): Node => this.apply(arithmetic.subtract, [x, y]);
  multiply = (x: Operand, y: Operand): Node => this.apply(arithmetic.multiply, [x, y]);
  divide = (x: Operand, y: Operand): Node => this.apply(arithmetic.divide, [x, y]);
  power = (x: Operand, y: Operand): Node => this.apply(arithmetic.power, [x, y]);
  negate = (x: Operand): Node => this.apply(arithmetic.negate, [x]);
  max = (x: Operand, y: Operand): Node => this.apply(selection.max, [x, y]);
  min = (x: Operand, y: Operand): Node => this.apply(selection.min, [x, y]);
  /** The function of this name, element by element: `graph.call('tanh', z)`. */
  call = (name: FunctionName, x: Operand): Node => this.apply(functions[name], [x]);
  sum = (x: Operand): Node => this.apply(products.sum, [x]);
  dot = (u: Node, h: Node): Node => this.apply(products.dot, [u, h]);
  matvec = (W: Node, x: Node): Node => this.apply(products.matvec, [W, x]);
  concatenate = (inputs: readonly Operand[]): Node => this.apply(products.concatenate, inputs);
  /** Row k of a matrix, or element k of a vector, from 0. */
  row = (X: Node, k: number): Node => this.apply(products.row(k), [X]);
  /** max(0, margin − s + s_c). */
  hinge = (s: Operand, corrupt: Operand, margin: Operand = 1): Node =>
    this.apply(losses.hinge, [s, corrupt, margin]);

  /** −ln softmax(scores)[target] for a class number `target`, or −Σ y ln softmax(scores) for a vector y. */
  softmaxCrossEntropy(scores: Node, target: Operand): Node {
    if (typeof target !== 'number') return this.apply(losses.softmaxCrossEntropy, [scores, target]);
    const C = scores.shape[0] ?? 1;
    if (!Number.isInteger(target) || target < 0 || target >= C) {
      throw new NerwinError(
        'usage',
        `softmax-cross-entropy: class ${target} is out of range for ${C} classes`,
        `classes are 0 … ${C - 1}`,
      );
    }
    const oneHot = this.constant(vector(Array.from({ length: C }, (_, c) => (c === target ? 1 : 0))), 'y');
    return this.apply(losses.softmaxCrossEntropy, [scores, oneHot]);
  }

  /** Computes the value of every node. */
  forward(): void {
    forward(this.tape);
  }

  /**
   * Computes the gradient of `output` with respect to every node, after `forward`. `upstream` is the gradient
   * at the output, in its shape; needed only if the output is not a scalar.
   */
  backward(output: Node, upstream?: ArrayLike<number>): void {
    const size = output.value.length;
    if (upstream === undefined && size !== 1) {
      throw new NerwinError(
        'usage',
        `${output.name} has the shape ${shapeText(output.shape)}; gradients can only be computed for a scalar`,
        'reduce it to one number, for example with sum(…)',
      );
    }
    if (upstream && upstream.length !== size)
      throw new Error(`${size} upstream values expected, not ${upstream.length}`);
    backward(this.tape, output.id, upstream ?? [1]);
  }

  /** Returns the node with number `id`. */
  node(id: number): Node {
    return new Node(this, id);
  }

  /** Returns all nodes, in order of recording. */
  nodes(): Node[] {
    return Array.from({ length: this.tape.count }, (_, id) => new Node(this, id));
  }
}
