/** @file The interface of training objectives: draw examples in batches, and compute their loss and gradient. */
import type { Random } from '../random.js';
import type { ScoreCorpus } from './mining.js';

/** Loss and counts of a batch, before the step. */
export interface BatchOutcome {
  /** Sum of the losses of its terms (pairs, or tokens for a softmax). */
  readonly loss: number;
  readonly terms: number;
  /** Terms with a loss above 0 (for a softmax: tokens classified wrongly). */
  readonly insideMargin: number;
  /** Windows scored. */
  readonly windows: number;
  /** Number of windows with a gradient: the valid rows of `kernel.dz` and `kernel.active`. */
  readonly active: number;
}

/** An objective over the windows of a corpus. */
export interface Objective {
  /** Centers visited in an epoch, each repeated according to its weight. */
  readonly centers: Int32Array;
  /** Initializes θ of the kernel. */
  initialize(random: Random): void;
  /** True if `mine` is to be called before epoch `epoch`, counted from 0. */
  mines(epoch: number): boolean;
  /** Mines hard examples. `scoring` computes the current scores of the training corpus on request. */
  mine(scoring: ScoreCorpus): void;
  /** Draws, scores and differentiates the batch of `centers`: afterward the kernel holds dz and du. */
  batch(centers: Int32Array, random: Random): BatchOutcome;
  /** Updates the objective's own parameters, if it has any. */
  descend(alpha: number): void;
  /** Saves and restores the objective's part of a checkpoint. */
  save(): ObjectiveState;
  restore(state: ObjectiveState): void;
}

export interface ObjectiveState {
  readonly mined: Int32Array;
  readonly anchor: number;
}
