/** @file The whole check: every problem, every parameter, and the planted error. */
import { NerwinError } from '../../error.js';
import { type Check, checksOf } from './check.js';
import type { Problem } from './problem.js';
import { addSituations, type Situations, situationsOf } from './situations.js';
import { Trial } from './trial.js';

/** Result of a check. */
export interface GradientCheck {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly situations: Situations;
  readonly problems: number;
  readonly planted: Planted | undefined;
}

/** The entry with the planted error. */
export interface Planted {
  readonly place: string;
  /** Number of problems that have this entry. */
  readonly problems: number;
  /** Number of them where the entry is 0, so that changing it by 0.01 % is no error. */
  readonly zero: number;
}

/**
 * Checks `problems`, each with an error planted at `plant`. Calls `begin` before each problem. Throws 'usage'
 * if no problem has such an entry, or if it is 0 in all of them.
 */
export function gradientCheck(
  problems: Iterable<Problem>,
  seed: number,
  plant?: string,
  begin: (problem: Problem) => void = () => {},
): GradientCheck {
  const checks: Check[] = [];
  let situations: Situations | undefined;
  const planted: number[] = [];
  let count = 0;
  for (const problem of problems) {
    begin(problem);
    count++;
    const trial = new Trial(problem, seed);
    const found = checksOf(trial, seed, plant);
    for (const check of found.checks) checks.push(check);
    const met = situationsOf(trial, found.stepsAside);
    situations = situations ? addSituations(situations, met) : met;
    if (found.planted !== undefined) planted.push(found.planted);
  }
  if (!situations) throw new Error('nothing to check');
  const zero = planted.filter((value) => value === 0).length;
  if (plant !== undefined && zero === planted.length) throw nothingPlanted(plant, planted.length);
  return {
    ok: checks.every(({ ok }) => ok),
    checks,
    situations,
    problems: count,
    planted: plant === undefined ? undefined : { place: plant, problems: planted.length, zero },
  };
}

function nothingPlanted(plant: string, problems: number): NerwinError {
  const reason = problems === 0 ? 'no gradient has this entry' : 'the gradient is 0 there in every problem';
  return new NerwinError(
    'usage',
    `--plant: ${plant}: ${reason}`,
    'the toy size has W[0,0] … W[7,19], b[0] … b[7] and u[0] … u[7]',
  );
}
