/** @file Measures how fast a network trains, scores and tags on this machine, for `nerwin bench`. */
import { cpus } from 'node:os';
import type { KernelName } from '../kernels/kernel.js';
import { packageVersion } from '../package.js';
import { resolveKernel } from '../simd/choose.js';
import type { SpeedSubject } from './bench-subject.js';
import { type Measured, measure, type SpeedRange, spreadOf } from './interleaved-timing.js';
import { scoringSpeeds } from './scoring-speed.js';
import { openingTime, taggingSpeeds } from './tagging-speed.js';
import { trainingSpeeds } from './training-speed.js';

/** One measurement. */
export interface SpeedLine extends Measured {
  /** For a training step: median number of windows scored per second. */
  readonly windowsPerSecond?: number;
  /** Speed relative to the plain loops, round by round. */
  readonly overLoops?: SpeedRange;
}

/** The object that `nerwin bench --json` prints. */
export interface SpeedReport {
  readonly nerwin: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly subject: string;
  readonly batch: number;
  readonly rounds: number;
  /**
   * True if loops and SIMD, with one thread and two, gave the same bits before anything was timed;
   * false if there are only loops.
   */
  readonly verified: boolean;
  readonly lines: readonly SpeedLine[];
}

const rounds = 11;

/**
 * Checks that all kernels agree, then measures for about `seconds` seconds. Throws 'gate' if they disagree.
 * `clock` returns seconds since any fixed time.
 */
export function speedOf(subject: SpeedSubject, seconds: number, clock: () => number): SpeedReport {
  const kernels: KernelName[] = resolveKernel('auto') === 'simd' ? ['loops', 'simd'] : ['loops'];
  const training = trainingSpeeds(subject, clock);
  const scoring = scoringSpeeds(subject, kernels, clock);
  const runners = [...training, ...scoring, ...taggingSpeeds(subject, clock), openingTime(subject, clock)];
  const measured = measure(runners, seconds, rounds);
  const lines = measured.map((line, k): SpeedLine => {
    const base = k < training.length ? 0 : training.length; // both groups begin with the loops
    const isCompared = k !== base && k < training.length + scoring.length;
    const step = training[k];
    return {
      ...line,
      ...(step ? { windowsPerSecond: line.median * step.windowsPerTerm } : {}),
      ...(isCompared ? { overLoops: ratioOf(line, measured[base]) } : {}),
    };
  });
  for (const runner of [...training, ...scoring]) runner.close();
  return {
    nerwin: packageVersion(),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    subject: subject.name,
    batch: subject.settings.training.batch,
    rounds,
    verified: kernels.length > 1,
    lines,
  };
}

const ratioOf = (one: Measured, other: Measured): SpeedRange =>
  spreadOf(one.rounds.map((speed, round) => speed / other.rounds[round]));
