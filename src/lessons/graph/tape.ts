/**
 * @file The graph as columns: gates in the order in which they were recorded. This is a topological order,
 * because the inputs of a gate must exist when it is added. `passes.ts` computes values and gradients.
 */
import { type Columns, type Gate, shapeFault } from './gate.js';
import { type Shape, sizeOf } from './tensor.js';

/** Columns of nodes; `starts[n] … starts[n + 1]` is the range of node n in `values` and `gradients`. */
export class Tape implements Columns {
  /** Number of nodes. */
  count = 0;
  readonly gates: Gate[] = []; // (count)
  readonly shapes: Shape[] = []; // (count)
  starts = new Int32Array(17); // (count + 1) positions
  firsts = new Int32Array(17); // (count + 1) `inputs[firsts[n] … firsts[n + 1]]` are the inputs of n
  inputs = new Int32Array(32); // node numbers
  values = new Float64Array(16);
  gradients = new Float64Array(0); // as long as `values`, from the first backward pass on
  /** 1 if the node depends on a parameter and therefore has a gradient; 0 if it is constant. */
  varies = new Uint8Array(16);
  /** Number of nodes whose values are up to date. */
  computed = 0;
  /** The node that the gradients belong to; −1 before the first backward pass. */
  differentiated = -1;
  readonly names = new Map<number, string>();

  /** Appends a node: `gate` with nodes `inputs`. Throws 'usage' with the shapes if they do not fit. */
  record(gate: Gate, inputs: readonly number[]): number {
    const shapes = inputs.map((input) => this.shapes[input]);
    const fits = inputs.length > 0 && (gate.arity === undefined || gate.arity === inputs.length);
    const shape = fits ? gate.shape(shapes) : undefined;
    if (!shape) throw shapeFault(gate, shapes);
    return this.append(gate, shape, inputs, inputs.some((input) => this.varies[input]) ? 1 : 0);
  }

  /** Appends a node of `shape` without checking with the gate; for leaves. */
  append(gate: Gate, shape: Shape, inputs: readonly number[], varies: 0 | 1): number {
    const node = this.count++;
    const end = this.starts[node] + sizeOf(shape);
    const last = this.firsts[node] + inputs.length;
    this.gates.push(gate);
    this.shapes.push(shape);
    this.#grow(end, last);
    this.starts[node + 1] = end;
    this.firsts[node + 1] = last;
    for (let i = 0; i < inputs.length; i++) this.inputs[this.firsts[node] + i] = inputs[i];
    this.varies[node] = varies;
    return node;
  }

  #grow(places: number, edges: number): void {
    if (this.starts.length < this.count + 1) {
      this.starts = longer(this.starts, new Int32Array(2 * this.count + 1));
      this.firsts = longer(this.firsts, new Int32Array(2 * this.count + 1));
      this.varies = longer(this.varies, new Uint8Array(2 * this.count));
    }
    if (this.inputs.length < edges) this.inputs = longer(this.inputs, new Int32Array(2 * edges));
    if (this.values.length < places) this.values = longer(this.values, new Float64Array(2 * places));
  }

  /** Returns the inputs of `node`. */
  inputsOf(node: number): number[] {
    return Array.from(this.inputs.subarray(this.firsts[node], this.firsts[node + 1]));
  }
}

function longer<T extends Int32Array | Uint8Array | Float64Array>(column: T, room: T): T {
  room.set(column);
  return room;
}
