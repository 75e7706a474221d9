/**
 * @file Training, epoch by epoch: SGD on the objective, evaluation on dev after
 * each epoch; the best θ is kept.
 *
 * Steps of an epoch: mine (for the `hard` strategy) → shuffle the centers → for each batch: draw → score → dz
 * → step. Every epoch has its own random generators, seeded with the run's seed and the epoch number, so
 * training can resume in the middle of an epoch from the state of one generator.
 */

import { NerwinError } from '../error.js';
import type { CorpusScorer } from '../evaluation/corpus-scorer.js';
import type { Kernel } from '../kernels/kernel.js';
import type { ScreeningTable } from '../kernels/projection-table.js';
import type { Thresholds } from '../model/thresholds.js';
import { areFinite, copyParameters, type Parameters, zeroParameters } from '../network/parameters.js';
import { Random, type RandomState } from '../random.js';
import { Averaging } from './averaging.js';
import type { DevEvaluator } from './dev-evaluator.js';
import type { EpochMetrics, EpochTiming, GradientNorms } from './metrics.js';
import type { Objective } from './objective.js';
import { Optimizer } from './optimizer.js';
import { rateAt } from './schedule.js';
import type { TrainingSettings } from './settings.js';
import { copyStart, type StartWeights } from './start-weights.js';

/** The best epoch so far. */
export interface BestEpoch {
  readonly epoch: number;
  readonly value: number;
  readonly thresholds: Thresholds;
  readonly parameters: Parameters;
}

/**
 * The progress of training between two batches. Together with θ, the optimizer's state and the means, it is
 * all that a checkpoint needs.
 */
export interface Position {
  /** Number of complete epochs. */
  readonly epoch: number;
  /** Number of centers processed in the current epoch. */
  readonly done: number;
  /** State of the current epoch's random generator. */
  readonly draws: RandomState;
  readonly sums: Sums;
}

/** Sums over the batches of the current epoch. */
export interface Sums {
  loss: number;
  terms: number;
  insideMargin: number;
  windows: number;
  gradientNorm: GradientNorms;
}

/** Progress events of training. */
export type TrainingEvent =
  | { readonly kind: 'batch'; readonly epoch: number; readonly done: number; readonly centers: number }
  | { readonly kind: 'epoch'; readonly metrics: EpochMetrics; readonly timing: EpochTiming };

/** Seconds spent in epochs: on mining hard windows, on steps, and on evaluating dev. */
export interface PhaseSeconds {
  mining: number;
  steps: number;
  judging: number;
}

/** The components of a trainer. */
export interface TrainerDependencies {
  readonly settings: TrainingSettings;
  readonly kernel: Kernel;
  readonly objective: Objective;
  readonly judge: DevEvaluator;
  /** Scores of the training corpus, for mining. */
  readonly scorer: CorpusScorer<ScreeningTable> | undefined;
  /** The weights of another network to start from; undefined for random ones. */
  readonly start?: StartWeights | undefined;
  /**
   * Clock in seconds since an arbitrary time. It affects only the reported speeds and how often events are
   * emitted.
   */
  readonly seconds: () => number;
}

/**
 * A `batch` event is emitted after `batchesPerEvent` batches or `secondsPerEvent` seconds, whichever comes
 * first. The consumer can stop only at an event.
 */
const batchesPerEvent = 8;
const secondsPerEvent = 0.1;

/** Random streams of the run's seed; each epoch uses two, from `firstEpoch` on. */
const stream = { initial: 0, firstEpoch: 16 } as const;

const nothingYet: Sums = {
  loss: 0,
  terms: 0,
  insideMargin: 0,
  windows: 0,
  gradientNorm: { W: 0, b: 0, u: 0, S: 0 },
};

export class Trainer {
  best: BestEpoch | undefined;
  position: Position;
  readonly optimizer: Optimizer;
  readonly averaging: Averaging | undefined;
  readonly spent: PhaseSeconds = { mining: 0, steps: 0, judging: 0 };

  constructor(readonly parts: TrainerDependencies) {
    const { settings, kernel, objective } = parts;
    this.optimizer = new Optimizer(kernel, settings.training);
    this.averaging = settings.training.averaging.from > 0 ? new Averaging(kernel.layout) : undefined;
    objective.initialize(Random.seeded(settings.seed, stream.initial));
    if (parts.start) copyStart(kernel.parameters, kernel.layout, parts.start);
    this.position = this.#startOf(0);
  }

  /**
   * Trains from `position` to the last epoch, or until patience runs out. The
   * consumer can stop after any event.
   */
  *run(): Generator<TrainingEvent> {
    while (!isOver(this.parts.settings, this.position.epoch, this.best?.epoch)) yield* this.#epoch();
  }

  #startOf(epoch: number): Position {
    const draws = Random.seeded(this.parts.settings.seed, stream.firstEpoch + 2 * epoch + 1).state;
    return { epoch, done: 0, draws, sums: { ...nothingYet } };
  }

  /** Returns the centers in this epoch's order. */
  #order(epoch: number): Int32Array {
    const order = this.parts.objective.centers.slice();
    Random.seeded(this.parts.settings.seed, stream.firstEpoch + 2 * epoch).shuffle(order);
    return order;
  }

  *#epoch(): Generator<TrainingEvent> {
    const { objective, kernel, scorer, seconds } = this.parts;
    const { epoch, sums } = this.position;
    const started = seconds();
    const startedAt = sums.windows;
    if (this.position.done === 0 && scorer && objective.mines(epoch))
      objective.mine((above) => scorer.scoreAbove(kernel.parameters, above));
    const mined = seconds();
    const order = this.#order(epoch);
    const draws = Random.from(this.position.draws);
    let lastEventAt = started;
    for (let batches = 1; this.position.done < order.length; batches++) {
      this.#batch(order, draws, sums);
      if (batches % batchesPerEvent === 0 || seconds() - lastEventAt >= secondsPerEvent) {
        lastEventAt = seconds();
        yield { kind: 'batch', epoch: epoch + 1, done: this.position.done, centers: order.length };
      }
    }
    const stepped = seconds();
    const elapsed = stepped - started;
    const windowsPerSecond = (sums.windows - startedAt) / elapsed;
    const metrics = this.#judge(epoch, sums);
    this.spent.mining += mined - started;
    this.spent.steps += stepped - mined;
    this.spent.judging += seconds() - stepped;
    this.position = this.#startOf(epoch + 1);
    yield { kind: 'epoch', metrics, timing: { epoch: epoch + 1, seconds: elapsed, windowsPerSecond } };
  }

  #batch(order: Int32Array, draws: Random, sums: Sums): void {
    const { objective, settings } = this.parts;
    const { training } = settings;
    const { epoch, done } = this.position;
    const batch = order.subarray(done, Math.min(order.length, done + training.batch));
    const outcome = objective.batch(batch, draws);
    if (!Number.isFinite(outcome.loss)) throw diverged(epoch + 1, done, 'the loss');
    const steps = Math.ceil(order.length / training.batch);
    const step = epoch * steps + done / training.batch;
    const alpha = rateAt(training.rate, step, steps * training.epochs, epoch);
    if (done === 0) sums.gradientNorm = this.optimizer.measuredStep(outcome.active, alpha);
    else this.optimizer.step(outcome.active, alpha);
    objective.descend(alpha);
    if (this.averaging && epoch + 1 >= training.averaging.from && step % training.averaging.every === 0) {
      this.averaging.add(this.parts.kernel.parameters);
    }
    sums.loss += outcome.loss;
    sums.terms += outcome.terms;
    sums.insideMargin += outcome.insideMargin;
    sums.windows += outcome.windows;
    this.position = { epoch, done: done + batch.length, draws: draws.state, sums };
  }

  /** Evaluates θ on dev after an epoch, and keeps it if it is the best so far. */
  #judge(epoch: number, sums: Sums): EpochMetrics {
    const { settings, kernel, judge } = this.parts;
    if (!areFinite(kernel.parameters)) throw diverged(epoch + 1, this.position.done, 'a weight');
    const theta = this.averaging?.of(kernel.parameters) ?? kernel.parameters;
    const { metrics: dev, thresholds } = judge.judge(theta);
    const loss = sums.loss / sums.terms;
    const value = selectionValue(settings.selection.metric, loss, dev);
    const isBest = !this.best || value > this.best.value;
    if (isBest) {
      const parameters = this.best?.parameters ?? zeroParameters(kernel.layout);
      copyParameters(theta, parameters);
      this.best = { epoch: epoch + 1, value, thresholds, parameters };
    }
    const { training } = settings;
    const steps = Math.ceil(this.parts.objective.centers.length / training.batch);
    return {
      epoch: epoch + 1,
      loss,
      insideMargin: sums.insideMargin / sums.terms,
      rate: rateAt(training.rate, (epoch + 1) * steps - 1, steps * training.epochs, epoch),
      gradientNorm: sums.gradientNorm,
      dev,
      best: isBest,
    };
  }
}

/**
 * True if training ends after `epochs` epochs, where `best` is the best one so far: it was the last epoch, or
 * patience has run out.
 */
export function isOver({ training, selection }: TrainingSettings, epochs: number, best?: number): boolean {
  if (epochs >= training.epochs) return true;
  return selection.patience > 0 && best !== undefined && epochs - best >= selection.patience;
}

/** Returns the value by which the best epoch is selected. */
function selectionValue(
  metric: TrainingSettings['selection']['metric'],
  loss: number,
  dev: EpochMetrics['dev'],
): number {
  switch (metric) {
    case 'dev.entity.f1':
      return dev.entity.f1;
    case 'dev.token.f1':
      return dev.token.f1;
    case 'dev.averagePrecision':
      return dev.averagePrecision;
    case 'loss':
      return -loss;
  }
}

const diverged = (epoch: number, done: number, what: string): NerwinError =>
  new NerwinError(
    'diverged',
    `training diverged in epoch ${epoch}, after ${done} true windows: ${what} is not a finite number`,
    `${epoch > 1 ? `the checkpoint after epoch ${epoch - 1} is kept` : 'no checkpoint was written'}; lower training.rate.start or training.momentum`,
  );
