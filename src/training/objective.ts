/** @file What training makes small: examples, drawn in batches, each with a loss and a gradient. */
import type { Random } from '../random.js';
import type { Scoring } from './mining.js';

/** How a batch did before the step. */
export interface BatchOutcome {
  /** Sum of the losses of its terms (pairs, or tokens for a softmax). */
  readonly loss: number;
  readonly terms: number;
  /** Terms with a loss above 0 (for a softmax: tokens classified wrongly). */
  readonly violating: number;
  /** Windows scored. */
  readonly windows: number;
  /** Windows with a gradient: the rows of `kernel.delta` and `kernel.active` that count. */
  readonly active: number;
}

/** An objective over the windows of a corpus. */
export interface Objective {
  /** Centres that an epoch goes through, each as often as its weight says. */
  readonly centres: Int32Array;
  /** Draws the θ of the kernel that training begins with. */
  initialise(random: Random): void;
  /** Whether `mine` is to be called before epoch `epoch`, counted from 0. */
  mines(epoch: number): boolean;
  /** Is told the current score of every position of the training corpus, as far as it asks for them. */
  mine(scoring: Scoring): void;
  /** Draws, scores and differentiates the batch of `centres`: afterwards the kernel holds δ and du. */
  batch(centres: Int32Array, random: Random): BatchOutcome;
  /** A step of the objective's own parameters, if it has some. */
  descend(alpha: number): void;
  /** What a checkpoint must hold of it, and back. */
  save(): ObjectiveState;
  restore(state: ObjectiveState): void;
}

export interface ObjectiveState {
  readonly mined: Int32Array;
  readonly anchor: number;
}
