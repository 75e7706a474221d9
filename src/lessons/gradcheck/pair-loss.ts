/** @file The network's loss for the check, written independently: s = uᵀ f(z) and the max-margin losses. */

import type { LossKind } from '../../config/training-sections.js';
import type { Kernel } from '../../kernels/kernel.js';
import type { Objective } from '../../training/objective.js';
import { PairObjective } from '../../training/pair-objective.js';
import { Corrupter } from '../../windows/corruption.js';
import type { Graph, Node } from '../graph/graph.js';
import { kinkSides } from './kinks.js';
import type { Evaluation, Hinge, LossHead } from './loss-head.js';
import type { Problem } from './problem.js';
import type { RecordingKernel } from './recording-kernel.js';

/** The anchor's value during the check: exact in float32, so that differences with it are exact. */
const anchor = 0.25;

/** J = Σ max(0, margin − s + s_c) over pairs, or its anchored form. */
export class PairHead implements LossHead {
  readonly model = 'window';
  readonly hasOutput = true;
  readonly loss: LossKind;
  readonly own;
  readonly #B: number;
  readonly #K: number;
  readonly #share: number;

  constructor(readonly problem: Problem) {
    const { settings } = problem;
    this.loss = settings.loss.kind;
    this.own =
      this.loss === 'anchored'
        ? [{ block: { name: 'a', rows: undefined, width: 0 }, values: Float64Array.of(anchor) }]
        : [];
    this.#B = settings.training.batch;
    this.#K = settings.corruption.perTrue;
    this.#share = settings.loss.reduction === 'mean' ? 1 / (this.#B * this.#K) : 1;
  }

  objective(kernel: Kernel, margin?: number): PairObjective {
    const { corpus, settings } = this.problem;
    const { loss, corruption } = settings;
    const corrupter = new Corrupter(corpus, corruption.strategy, corruption.hard.share);
    const changed = { ...settings, loss: { ...loss, margin: margin ?? loss.margin } };
    const objective = new PairObjective(kernel, corrupter, changed);
    objective.restore({ mined: new Int32Array(0), anchor });
    return objective;
  }

  /** Returns ∂J/∂a from a step with rate 1: a − (a − 1 · ∂J/∂a). */
  ownGradients(objective: Objective): Map<string, Float64Array> {
    if (this.loss === 'margin') return new Map();
    objective.descend(1);
    return new Map([['a', Float64Array.of(anchor - objective.save().anchor)]]);
  }

  /** One hinge per pair; if anchored, one per true window and one per corrupt window. */
  hinges({ scores }: RecordingKernel, own: ReadonlyMap<string, Float64Array>): Hinge[] {
    const { margin } = this.problem.settings.loss;
    const weight = this.#share;
    const a = own.get('a')?.[0];
    const hinges: Hinge[] = [];
    for (let i = 0; i < this.#B; i++) {
      const s = scores[i];
      const corrupt = scores.subarray(this.#B + i * this.#K, this.#B + (i + 1) * this.#K);
      if (a !== undefined) hinges.push({ value: margin - s + a, weight: weight * this.#K });
      for (const s_c of corrupt) hinges.push({ value: margin - (a ?? s) + s_c, weight });
    }
    return hinges;
  }

  evaluate(
    kernel: RecordingKernel,
    _centers: Int32Array,
    own: ReadonlyMap<string, Float64Array>,
  ): Evaluation {
    const { count } = kernel.windows;
    kernel.score(count, new Float64Array(count));
    const hinges = this.hinges(kernel, own);
    return {
      J: hinges.reduce((J, { value, weight }) => J + weight * Math.max(0, value), 0),
      sides: [...hinges.map(({ value }) => Math.sign(value)), ...kinkSides(this.problem.activation, kernel)],
    };
  }

  onGraph(graph: Graph, z: readonly Node[], u: Node, own: ReadonlyMap<string, Node>): Node {
    const { margin } = this.problem.settings.loss;
    const s = z.map((node) => graph.dot(u, graph.call(this.problem.activation, node)));
    const a = own.get('a');
    const terms: Node[] = [];
    for (let i = 0; i < this.#B; i++) {
      for (let k = 0; k < this.#K; k++) {
        const corrupt = s[this.#B + i * this.#K + k];
        if (a) terms.push(graph.hinge(s[i], a, margin), graph.hinge(a, corrupt, margin));
        else terms.push(graph.hinge(s[i], corrupt, margin));
      }
    }
    return graph.multiply(graph.sum(graph.concatenate(terms)), this.#share).named('J');
  }
}
