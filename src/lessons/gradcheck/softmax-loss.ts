/** @file The softmax classifier's head: cross-entropy of the z of each window, over C classes. */

import type { Kernel } from '../../kernels/kernel.js';
import { crossEntropy } from '../../network/softmax.js';
import { type Classes, classAt } from '../../training/classes.js';
import { SoftmaxObjective } from '../../training/softmax-objective.js';
import type { Graph, Node } from '../graph/graph.js';
import type { Evaluation, Head } from './loss-head.js';
import type { Problem } from './problem.js';
import type { RecordingKernel } from './recording-kernel.js';

/** J = Σ −log p_y, or its mean. */
export class SoftmaxHead implements Head {
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

  /** None: the loss is smooth. */
  hinges(): [] {
    return [];
  }

  evaluate({ z, layout }: RecordingKernel, centres: Int32Array): Evaluation {
    let J = 0;
    centres.forEach((centre, i) => {
      J += this.#share * crossEntropy(z, i * layout.stride, layout.H, classAt(this.problem.corpus, centre));
    });
    return { J, sides: [] };
  }

  onGraph(
    graph: Graph,
    z: readonly Node[],
    _u: Node,
    _own: ReadonlyMap<string, Node>,
    centres: Int32Array,
  ): Node {
    const terms = z.map((node, i) =>
      graph.softmaxCrossEntropy(node, classAt(this.problem.corpus, centres[i]!)),
    );
    return graph.multiply(graph.sum(graph.concatenate(terms)), this.#share).named('J');
  }
}
