/** @file One batch, drawn as in training, away from the kinks of the loss. */
import { NerwinError } from '../../error.js';
import type { Kernel, KernelOptions } from '../../kernels/kernel.js';
import { copyParameters } from '../../network/parameters.js';
import { Random } from '../../random.js';
import type { Objective } from '../../training/objective.js';
import type { Values } from './gradient-block.js';
import { nearestKink } from './kinks.js';
import type { LossHead } from './loss-head.js';
import type { Problem } from './problem.js';
import { RecordingKernel } from './recording-kernel.js';

/**
 * Pairs whose hinge is closer to its kink than this are skipped: a finite difference would cross the kink.
 */
const kinkDistance = 1e-2;

/** In float32, a z closer to a kink of f than this could be on the other side. */
const roundingDistance = 1e-5;

const maxRounds = 400;

/** A batch in the float64 kernel: its windows, dθ and dz. */
export interface Batch {
  readonly centers: Int32Array;
  readonly kernel: RecordingKernel;
  readonly objective: Objective;
  /** Number of active windows: rows of `kernel.dz`. */
  readonly active: number;
  /** The state of the random generator that drew it, for drawing it again. */
  readonly random: () => Random;
  /** Number of pairs skipped before it was found. */
  readonly aside: number;
}

/** Returns the kernel options of a problem. */
export function kernelOptions({ layout, activation, inputs, settings }: Problem): KernelOptions {
  const { training, corruption } = settings;
  const capacity = training.batch * (1 + corruption.perTrue);
  return { layout, activation, inputs, capacity, dropout: training.dropout };
}

/**
 * Draws batches until one has a loss and no pair within {@link kinkDistance} of its kink; dθ and dz are those
 * of training. Throws 'gate' if there is none, for example if a model satisfies every margin.
 */
export function drawBatch(problem: Problem, head: LossHead, own: Values, seed: number): Batch {
  const kernel = new RecordingKernel(kernelOptions(problem));
  copyParameters(problem.parameters, kernel.parameters);
  const objective = head.objective(kernel);
  let aside = 0;
  for (let round = 0; round < maxRounds; round++) {
    const centers = pick(objective.centers, problem.settings.training.batch, Random.seeded(seed, 2 * round));
    const random = (): Random => Random.seeded(seed, 2 * round + 1);
    const { loss, active } = objective.batch(centers, random());
    const near = head.hinges(kernel, own).filter(({ value }) => Math.abs(value) < kinkDistance).length;
    aside += near;
    if (near === 0 && loss > 0 && nearestKink(problem.activation, kernel) > roundingDistance) {
      kernel.accumulate(active);
      return { centers, kernel, objective, active, random, aside };
    }
    kernel.clear();
  }
  throw new NerwinError(
    'gate',
    `${problem.size}: found no batch whose loss is away from its kinks in ${maxRounds} draws`,
    'the model may already satisfy every margin: use a larger loss.margin or a harder corpus',
  );
}

/**
 * Runs the batch again on another kernel, with θ and dθ in its precision;
 * returns the number of active windows.
 */
export function repeatBatch(
  problem: Problem,
  head: LossHead,
  { centers, random }: Batch,
  kernel: Kernel,
  margin?: number,
): { readonly active: number; readonly objective: Objective } {
  copyParameters(problem.parameters, kernel.parameters);
  const objective = head.objective(kernel, margin);
  const { active } = objective.batch(centers, random());
  kernel.accumulate(active);
  return { active, objective };
}

/** Draws `count` of `centers`, with repetition if there are not enough. */
function pick(centers: Int32Array, count: number, random: Random): Int32Array {
  return Int32Array.from({ length: count }, () => centers[random.below(centers.length)]);
}
