/** @file Collects the constants and operators of an ONNX graph. */
import type { StoredTensor } from '../model/safetensors.js';
import type { Constant, Operator } from './onnx-graph.js';

/** Collects the parts of a graph. */
export class GraphBuilder {
  readonly constants: Constant[] = [];
  readonly operators: Operator[] = [];

  floats(name: string, data: Float32Array, ...shape: number[]): string {
    this.constants.push({ name, data, shape });
    return name;
  }

  wholes(name: string, data: readonly number[], ...shape: number[]): string {
    this.constants.push({ name, data: BigInt64Array.from(data, BigInt), shape });
    return name;
  }

  apply(
    type: string,
    inputs: readonly string[],
    output: string,
    attributes: Operator['attributes'] = {},
  ): string {
    this.operators.push({ type, inputs, output, attributes });
    return output;
  }
}

/** The tensors of a model file by name. */
export type Tensors = ReadonlyMap<string, StoredTensor>;

/** Returns a tensor of float32 numbers. */
export const floatsOf = (tensors: Tensors, name: string): Float32Array =>
  tensors.get(name)?.data as Float32Array;
