/** @file The softmax classifier's loss: cross-entropy of the z of each window, over C classes. */

import type { Kernel } from '../../kernels/kernel.js';
import { crossEntropy } from '../../network/softmax.js';
import { type Classes, entityClass } from '../../training/classes.js';
import { SoftmaxObjective } from '../../training/softmax-objective.js';
import type { Graph, Node } from '../graph/graph.js';
import type { Evaluation, LossHead } from './loss-head.js';
import type { Problem } from './problem.js';
import type { RecordingKernel } from './recording-kernel.js';

/** J = Σ −log p_y, or its mean. */
export class SoftmaxHead implements LossHead {
  readonly model = 'softmax';
  readonly loss = 'cross-entropy';
  readonly hasOutput = false;
  readonly own = [];
  readonly #share: number;

  constructor(
    readonly problem: Problem,
    readonly classes: Classes,
  ) {
    const { loss, training } = problem.settings;
    this.#share = loss.reduction === 'mean' ? 1 / training.batch : 1;
  }

  objective(kernel: Kernel): SoftmaxObjective {
    return new SoftmaxObjective(kernel, this.problem.corpus, this.classes, this.problem.settings);
  }

  ownGradients(): Map<string, Float64Array> {
    return new Map();
  }

  /** None, because the loss is smooth. */
  hinges(): [] {
    return [];
  }

  evaluate({ z, layout }: RecordingKernel, centers: Int32Array): Evaluation {
    let J = 0;
    centers.forEach((center, i) => {
      J +=
        this.#share * crossEntropy(z, i * layout.stride, layout.H, entityClass(this.problem.corpus, center));
    });
    return { J, sides: [] };
  }

  onGraph(
    graph: Graph,
    z: readonly Node[],
    _u: Node,
    _own: ReadonlyMap<string, Node>,
    centers: Int32Array,
  ): Node {
    const terms = z.map((node, i) =>
      graph.softmaxCrossEntropy(node, entityClass(this.problem.corpus, centers[i])),
    );
    return graph.multiply(graph.sum(graph.concatenate(terms)), this.#share).named('J');
  }
}
