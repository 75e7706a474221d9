/**
 * @file From z to the loss: scores and their loss. One version for the network,
 * one for the softmax classifier.
 */

import type { Kernel } from '../../kernels/kernel.js';
import type { Objective } from '../../training/objective.js';
import type { Graph, Node } from '../graph/graph.js';
import type { GradientBlock } from './gradient-block.js';
import type { RecordingKernel } from './recording-kernel.js';

/** A term of the loss with a kink at `value` = 0: weight · max(0, value). */
export interface Hinge {
  readonly value: number;
  readonly weight: number;
}

/** J at some θ, and the sides of its kinks there. */
export interface Evaluation {
  readonly J: number;
  readonly sides: readonly number[];
}

/** The part of a problem that depends on the kind of model. */
export interface LossHead {
  readonly model: 'window' | 'softmax';
  /** `margin`, `anchored` or `cross-entropy`. */
  readonly loss: string;
  /** True if J depends on u. */
  readonly hasOutput: boolean;
  /** Parameters of the head itself, with their values. */
  readonly own: readonly { readonly block: GradientBlock; readonly values: Float64Array }[];
  /**
   * Creates the training objective on a kernel. `margin`, for losses that have one,
   * replaces the configured margin.
   */
  objective(kernel: Kernel, margin?: number): Objective;
  /** Returns the gradients of the head's own parameters, by name, after `batch` of the objective. */
  ownGradients(objective: Objective): Map<string, Float64Array>;
  /** Returns the hinges of the loss at the kernel's z and scores. */
  hinges(kernel: RecordingKernel, own: ReadonlyMap<string, Float64Array>): Hinge[];
  /** Returns J at the last projected z, in float64. `centers` are the true windows of the batch. */
  evaluate(kernel: RecordingKernel, centers: Int32Array, own: ReadonlyMap<string, Float64Array>): Evaluation;
  /** Builds J on the graph from the z of every window. `u` is given if {@link hasOutput}. */
  onGraph(
    graph: Graph,
    z: readonly Node[],
    u: Node,
    own: ReadonlyMap<string, Node>,
    centers: Int32Array,
  ): Node;
}
