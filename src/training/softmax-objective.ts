/**
 * @file The objective of the softmax classifier over the tokens of a corpus, each with its class y:
 *
 *   J = Σ −log p(y | x),    p(c | x) = e^{z_c} / Σ_k e^{z_k},    z = Wx + b    (C)
 *
 * The kernel projects x to z, as it does for the network; here its C hidden units are the classes, and f and
 * u are not used. The objective passes dz = p − e_y back to the kernel (divided by the number of tokens in
 * the batch with `reduction: mean`), and the kernel computes dW = dz xᵀ, db = dz and dS from it. There are no
 * corrupt windows: every token of the corpus is one example per epoch.
 */
import type { Kernel } from '../kernels/kernel.js';
import { crossEntropy, crossEntropyDelta, likeliest } from '../network/softmax.js';
import type { Random } from '../random.js';
import { centersWhere, type EncodedCorpus, slotsOf, writeWindow } from '../windows/encoded-corpus.js';
import { type Part, repeated } from '../windows/weights.js';
import { type Classes, entityClass, startOfSoftmax } from './classes.js';
import type { BatchOutcome, Objective, ObjectiveState } from './objective.js';
import type { TrainingSettings } from './settings.js';

export class SoftmaxObjective implements Objective {
  readonly centers: Int32Array;
  readonly #slots: number;
  readonly #ids: Int32Array; // (batch, slots)

  constructor(
    readonly kernel: Kernel,
    readonly corpus: EncodedCorpus,
    readonly classes: Classes,
    readonly settings: Pick<TrainingSettings, 'loss' | 'training'>,
    parts: readonly Part[] = [],
  ) {
    this.centers = repeated(
      centersWhere(corpus, () => true),
      parts,
    );
    this.#slots = slotsOf(corpus);
    this.#ids = new Int32Array(settings.training.batch * this.#slots);
  }

  /** The problem is convex, so no random initialization is needed. */
  initialize(): void {
    startOfSoftmax(this.kernel.parameters, this.classes);
  }

  mines(): boolean {
    return false;
  }

  mine(): void {}

  batch(centers: Int32Array, random: Random): BatchOutcome {
    const { kernel, corpus, settings } = this;
    const { stride, H: C } = kernel.layout;
    const B = centers.length;
    for (let i = 0; i < B; i++) writeWindow(corpus, centers[i], this.#ids, i * this.#slots);
    const dropoutSeed = settings.training.dropout > 0 ? random.bits() | 0 : undefined;
    kernel.project(this.#ids, B, dropoutSeed);
    const share = settings.loss.reduction === 'mean' ? 1 / B : 1;
    const z = kernel.h;
    let [loss, wrong] = [0, 0];
    for (let i = 0; i < B; i++) {
      const y = entityClass(corpus, centers[i]);
      const at = i * stride;
      loss += crossEntropy(z, at, C, y);
      if (likeliest(z, at, C) !== y) wrong++;
      crossEntropyDelta(z, at, C, y, share, kernel.dz, at);
      kernel.active[i] = i;
    }
    return { loss, terms: B, insideMargin: wrong, windows: B, active: B };
  }

  descend(): void {}

  save(): ObjectiveState {
    return { mined: new Int32Array(0), anchor: 0 };
  }

  restore(): void {}
}
