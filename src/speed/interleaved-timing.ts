/**
 * @file Measures several things in turn (A B C A B C …), so that other load on the machine affects all of
 * them equally.
 */

/** Something whose speed is measured. */
export interface Runner {
  readonly name: string;
  /** `ms` for milliseconds per unit; anything else is units per second. */
  readonly unit: string;
  /** Works for about `seconds` seconds. Returns the number of units done and the time taken. */
  run(seconds: number): { readonly units: number; readonly seconds: number };
}

/** Minimum, median and maximum of some numbers. */
export interface SpeedRange {
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

/** Units per second, or milliseconds per unit, over all rounds. */
export interface Measured extends SpeedRange {
  readonly name: string;
  readonly unit: string;
  readonly rounds: readonly number[];
}

/** Returns minimum, median and maximum; for an even count, the median is the larger of the two middle values. */
export function spreadOf(values: readonly number[]): SpeedRange {
  const sorted = [...values].sort((a, b) => a - b);
  return { minimum: sorted[0], median: sorted[sorted.length >> 1], maximum: sorted[sorted.length - 1] };
}

/** Runs every runner once in each of `rounds` rounds, after a warm-up round that doesn't count, within about `seconds` in all. */
export function measure(runners: readonly Runner[], seconds: number, rounds: number): Measured[] {
  const each = seconds / (runners.length * (rounds + 1));
  const speeds = runners.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [k, runner] of runners.entries()) {
      const done = runner.run(each);
      const speed = done.units / done.seconds;
      if (round > 0) speeds[k].push(runner.unit === 'ms' ? 1000 / speed : speed);
    }
  }
  return runners.map(({ name, unit }, k) => ({ name, unit, ...spreadOf(speeds[k]), rounds: speeds[k] }));
}

/** Calls `step` until about `seconds` seconds have passed; `step` returns the number of units it did. */
export function repeatFor(
  seconds: number,
  clock: () => number,
  step: () => number,
): { units: number; seconds: number } {
  const start = clock();
  let units = 0;
  let now = start;
  do {
    units += step();
    now = clock();
  } while (now - start < seconds);
  return { units, seconds: now - start };
}
