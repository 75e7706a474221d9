/** @file What stands above z: scores and their loss. One for the network, one for the softmax classifier. */

import type { Kernel } from '../../kernels/kernel.js';
import type { Objective } from '../../training/objective.js';
import type { Graph, Node } from '../graph/graph.js';
import type { GradientBlock } from './gradient-block.js';
import type { RecordingKernel } from './recording-kernel.js';

/** A term of the loss that has a kink where `value` is 0: weight · max(0, value). */
export interface Hinge {
  readonly value: number;
  readonly weight: number;
}

/** J at some θ, and on which sides of its kinks that is. */
export interface Evaluation {
  readonly J: number;
  readonly sides: readonly number[];
}

/** The part of a problem that differs between models. */
export interface LossHead {
  readonly model: 'window' | 'softmax';
  /** `margin`, `anchored` or `cross-entropy`. */
  readonly loss: string;
  /** Whether u takes part in J. */
  readonly hasOutput: boolean;
  /** Parameters of its own, with their values. */
  readonly own: readonly { readonly block: GradientBlock; readonly values: Float64Array }[];
  /** The objective that trains, on a kernel. `margin`, of losses that have one, replaces the configured one. */
  objective(kernel: Kernel, margin?: number): Objective;
  /** The gradients of its own parameters, after `batch` of the objective; by name. */
  ownGradients(objective: Objective): Map<string, Float64Array>;
  /** The hinges of the loss, at the kernel's z and scores. */
  hinges(kernel: RecordingKernel, own: ReadonlyMap<string, Float64Array>): Hinge[];
  /** J at the z that the kernel projected last, in float64. `centres` are the true windows of the batch. */
  evaluate(kernel: RecordingKernel, centers: Int32Array, own: ReadonlyMap<string, Float64Array>): Evaluation;
  /** J on the graph, from the z of every window. `u` is there when {@link hasOutput}. */
  onGraph(
    graph: Graph,
    z: readonly Node[],
    u: Node,
    own: ReadonlyMap<string, Node>,
    centers: Int32Array,
  ): Node;
}
