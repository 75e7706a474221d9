/**
 * @file The lecture's objective over pairs of a true window and a corrupt one,
 *
 *   J = Σ max(0, margin − s + s_c),
 *
 * with K corrupt windows for each true one, and the option `anchored`:
 *
 *   J = Σ max(0, margin − s + a) + max(0, margin − a + s_c),
 *
 * an upper bound of the pair loss with twice the margin. It pushes all true windows above the learned anchor a,
 * and all corrupt ones below it, because tagging uses one threshold for all windows. The threshold itself is
 * tuned on dev; a is used only in training.
 *
 * ∂J/∂s = −1 and ∂J/∂s_c = +1 for a pair inside the margin, otherwise 0. The coefficients of all pairs of a
 * true window are added, so it is differentiated only once. With `reduction: mean`, every coefficient is
 * divided by the number of pairs in the batch. At the kink the subgradient is 0.
 */
import type { LossKind } from '../config/training-sections.js';
import type { Kernel } from '../kernels/kernel.js';
import { initialize } from '../network/parameters.js';
import type { Random } from '../random.js';
import type { Corrupter } from '../windows/corruption.js';
import { slotsOf, trueCenters, writeWindow } from '../windows/encoded-corpus.js';
import { repeated } from '../windows/weights.js';
import { boundBelow, type MiningOptions, mineHard, type ScoreCorpus } from './mining.js';
import type { BatchOutcome, Objective, ObjectiveState } from './objective.js';
import type { TrainingSettings } from './settings.js';

/** Writes ∂J/∂s of all windows of a batch of B true windows with K corrupt ones each; returns J and the pairs inside the margin. */
type PairLoss = (B: number, K: number) => { readonly loss: number; readonly insideMargin: number };

export class PairObjective implements Objective {
  readonly centers: Int32Array;
  #anchor = 0;
  #anchorGradient = 0;
  readonly #slots: number;
  readonly #loss: PairLoss;
  readonly #ids: Int32Array; // (windows, slots): true ones first, then K for each
  readonly #s: Float32Array; // (windows)
  readonly #ds: Float32Array; // (windows), ∂J/∂s

  constructor(
    readonly kernel: Kernel,
    readonly corrupter: Corrupter,
    readonly settings: TrainingSettings,
  ) {
    this.centers = repeated(trueCenters(corrupter.corpus), corrupter.parts);
    this.#slots = slotsOf(corrupter.corpus);
    const losses: Record<LossKind, PairLoss> = {
      margin: (B, K) => this.#pairs(B, K),
      anchored: (B, K) => this.#anchored(B, K),
    };
    this.#loss = losses[settings.loss.kind];
    const windows = windowsOfBatch(settings);
    this.#ids = new Int32Array(windows * this.#slots);
    this.#s = new Float32Array(windows);
    this.#ds = new Float32Array(windows);
  }

  initialize(random: Random): void {
    const { kernel, settings } = this;
    initialize(kernel.parameters, kernel.layout, settings.training.sparseScale, random);
  }

  mines(epoch: number): boolean {
    return this.corrupter.strategy === 'hard' && epoch > 0;
  }

  mine(scoring: ScoreCorpus): void {
    const { corrupter } = this;
    const hardness = { ...this.settings.corruption.hard, margin: this.settings.loss.margin };
    const mined = mineHard(scoring, this.#guess(hardness), corrupter.corpus, this.centers, hardness);
    corrupter.mined = repeated(mined, corrupter.parts);
  }

  /**
   * Estimates the bound above which windows are hard, from one batch of evenly spaced true windows, and
   * subtracts half a margin.
   */
  #guess({ margin, quantile }: MiningOptions): number {
    const { centers, kernel } = this;
    const n = Math.min(this.#s.length, centers.length);
    for (let k = 0; k < n; k++) {
      const center = centers[Math.floor((k * centers.length) / n)];
      writeWindow(this.corrupter.corpus, center, this.#ids, k * this.#slots);
    }
    kernel.project(this.#ids, n);
    kernel.score(n, this.#s);
    return boundBelow(this.#s.slice(0, n), margin, quantile) - margin / 2;
  }

  batch(centers: Int32Array, random: Random): BatchOutcome {
    const { perTrue: K } = this.settings.corruption;
    const B = centers.length;
    for (let i = 0; i < B; i++) {
      writeWindow(this.corrupter.corpus, centers[i], this.#ids, i * this.#slots);
      for (let k = 0; k < K; k++) this.corrupter.corrupt(centers[i], random, this.#ids, B + i * K + k);
    }
    const windows = B * (1 + K);
    const dropoutSeed = this.settings.training.dropout > 0 ? random.bits() | 0 : undefined;
    this.kernel.project(this.#ids, windows, dropoutSeed);
    this.kernel.score(windows, this.#s);
    const { loss, insideMargin } = this.#loss(B, K);
    return { loss, insideMargin, terms: B * K, windows, active: this.kernel.marginDelta(this.#ds, windows) };
  }

  /** J = Σ max(0, margin − s + s_c): coefficients of all windows of the batch. */
  #pairs(B: number, K: number): { loss: number; insideMargin: number } {
    const { margin, reduction } = this.settings.loss;
    const share = reduction === 'mean' ? 1 / (B * K) : 1;
    let loss = 0;
    let insideMargin = 0;
    for (let i = 0; i < B; i++) {
      let inside = 0;
      for (let k = 0; k < K; k++) {
        const c = B + i * K + k;
        const pair = margin - this.#s[i] + this.#s[c];
        const isInside = !(pair <= 0); // written so that a NaN score counts as inside
        if (isInside) loss += pair;
        if (isInside) inside++;
        this.#ds[c] = isInside ? share : 0; // ∂J/∂s_c = +1
      }
      this.#ds[i] = -inside * share; // ∂J/∂s = −1 for every pair
      insideMargin += inside;
    }
    return { loss, insideMargin };
  }

  /** J = Σ max(0, margin − s + a) + max(0, margin − a + s_c), the first term once for each pair. */
  #anchored(B: number, K: number): { loss: number; insideMargin: number } {
    const { margin, reduction } = this.settings.loss;
    const share = reduction === 'mean' ? 1 / (B * K) : 1;
    const a = this.#anchor;
    let loss = 0;
    let insideMargin = 0;
    let balance = 0; // true windows below, minus corrupt windows above
    for (let i = 0; i < B; i++) {
      const above = margin - this.#s[i] + a;
      const trueViolates = !(above <= 0);
      if (trueViolates) loss += K * above;
      this.#ds[i] = trueViolates ? -K * share : 0;
      if (trueViolates) balance += K;
      for (let k = 0; k < K; k++) {
        const c = B + i * K + k;
        const below = margin - a + this.#s[c];
        const corruptViolates = !(below <= 0);
        if (corruptViolates) loss += below;
        if (corruptViolates) balance--;
        this.#ds[c] = corruptViolates ? share : 0;
        if (trueViolates || corruptViolates) insideMargin++;
      }
    }
    this.#anchorGradient = balance * share; // ∂J/∂a
    return { loss, insideMargin };
  }

  descend(alpha: number): void {
    this.#anchor -= alpha * this.#anchorGradient;
    this.#anchorGradient = 0;
  }

  save(): ObjectiveState {
    return { mined: this.corrupter.mined, anchor: this.#anchor };
  }

  restore({ mined, anchor }: ObjectiveState): void {
    this.corrupter.mined = Int32Array.from(mined);
    this.#anchor = anchor;
  }
}

/** Maximum number of windows in a batch: the true windows and their corrupt ones. */
export const windowsOfBatch = ({ training, corruption }: TrainingSettings): number =>
  training.batch * (1 + corruption.perTrue);
