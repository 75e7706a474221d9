/**
 * @file Measures the speed of training steps with loops and SIMD, one thread and two, after checking that all
 * produce the same bits.
 */
import { NerwinError } from '../error.js';
import type { Kernel, KernelName } from '../kernels/kernel.js';
import type { Activation } from '../network/activation.js';
import { Random } from '../random.js';
import { resolveKernel } from '../simd/choose.js';
import { makeKernel } from '../simd/make-kernel.js';
import type { Objective } from '../training/objective.js';
import { Optimizer } from '../training/optimizer.js';
import { PairObjective, windowsOfBatch } from '../training/pair-objective.js';
import { SoftmaxObjective } from '../training/softmax-objective.js';
import { Corrupter } from '../windows/corruption.js';
import type { SpeedSubject } from './bench-subject.js';
import { type Runner, repeatFor } from './interleaved-timing.js';

/** Number of steps that are compared bit by bit. */
const comparedSteps = 4;
/**
 * A rate so small that θ stays at its start, where nearly every pair is inside the margin: these are the
 * slowest steps of a run.
 */
const stillRate = 1e-6;

/** Training steps of one kernel, always over the same batches. */
export class TrainingSpeed implements Runner {
  readonly unit: string;
  readonly #kernel: Kernel;
  readonly #objective: Objective;
  readonly #optimizer: Optimizer;
  readonly #batch: number;
  #at = 0;
  #random = Random.seeded(1);
  /** Windows scored per pair, or per token. */
  readonly windowsPerTerm: number;

  constructor(
    readonly name: string,
    kernel: KernelName,
    threads: number,
    subject: SpeedSubject,
    private readonly clock: () => number,
  ) {
    const { settings, corpus, layout, head, inputs, classes } = subject;
    const { strategy, perTrue, hard } = settings.corruption;
    this.#batch = settings.training.batch;
    this.#kernel = makeKernel(kernel, {
      layout,
      activation: classes ? 'identity' : (head as Activation),
      inputs,
      capacity: classes ? this.#batch : windowsOfBatch(settings),
      dropout: settings.training.dropout,
      threads,
    });
    this.#objective = classes
      ? new SoftmaxObjective(this.#kernel, corpus, classes, settings)
      : new PairObjective(this.#kernel, new Corrupter(corpus, strategy, hard.share), settings);
    this.#optimizer = new Optimizer(this.#kernel, settings.training);
    this.unit = classes ? 'tokens/s' : 'pairs/s';
    this.windowsPerTerm = classes ? 1 : (1 + perTrue) / perTrue;
    this.#restart();
  }

  /** Returns the bits of θ after a few steps with rate `alpha` from the start. */
  bitsAfter(alpha: number): Buffer {
    this.#restart();
    for (let step = 0; step < comparedSteps; step++) this.#step(alpha);
    const { W, b, u, S } = this.#kernel.parameters;
    const bits = Buffer.concat([W, b, u, S].map((part) => Buffer.from(Float32Array.from(part).buffer)));
    this.#restart();
    return bits;
  }

  run(seconds: number): { units: number; seconds: number } {
    return repeatFor(seconds, this.clock, () => this.#step(stillRate));
  }

  close(): void {
    this.#kernel.close();
  }

  #restart(): void {
    this.#random = Random.seeded(1);
    this.#objective.initialize(Random.seeded(1));
    this.#at = 0;
  }

  /** Processes one batch: draw, score, differentiate, step. Returns its number of pairs or tokens. */
  #step(alpha: number): number {
    const { centers } = this.#objective;
    if (this.#at + this.#batch > centers.length) this.#at = 0;
    const batch = centers.subarray(this.#at, this.#at + this.#batch);
    this.#at += batch.length;
    const { active, terms } = this.#objective.batch(batch, this.#random);
    this.#optimizer.step(active, alpha);
    return terms;
  }
}

/**
 * Creates one for loops, SIMD, and SIMD with two threads, as far as this machine supports them.
 * Throws 'gate' if their bits differ.
 */
export function trainingSpeeds(subject: SpeedSubject, clock: () => number): TrainingSpeed[] {
  const make = (name: string, kernel: KernelName, threads: number): TrainingSpeed =>
    new TrainingSpeed(`training step, ${name}`, kernel, threads, subject, clock);
  const speeds = [make('loops', 'loops', 1)];
  if (resolveKernel('auto') === 'simd')
    speeds.push(make('simd', 'simd', 1), make('simd, 2 threads', 'simd', 2));
  const alpha = subject.settings.training.rate.start;
  const expected = speeds[0].bitsAfter(alpha);
  for (const speed of speeds.slice(1)) {
    if (!speed.bitsAfter(alpha).equals(expected))
      throw new NerwinError(
        'gate',
        `${speed.name}: does not produce the same bits as loops`,
        'please report this',
      );
  }
  return speeds;
}
