/** @file Verifies contenders before timing: only those that compute the same are timed. */
import { type Contender, difference } from './contender.js';

/** The largest relative difference of a check for two contenders that do the same work. */
export const bound = 1e-4;

/**
 * Returns the contenders that agree with the first. For each other one, prints that it differs or why
 * it did not run, and closes it.
 */
export async function verified(
  all: readonly Contender[],
  say: (line: string) => void = console.log,
): Promise<Contender[]> {
  const expected = await all[0].check();
  const kept: Contender[] = [];
  for (const contender of all) {
    const fault = await faultOf(contender, expected);
    if (fault === undefined) kept.push(contender);
    else {
      say(`  ${fault}: skipped`);
      contender.close();
    }
  }
  return kept;
}

async function faultOf(contender: Contender, expected: readonly number[]): Promise<string | undefined> {
  try {
    const found = await contender.check();
    const far = found.length === expected.length ? difference(found, expected) : Number.NaN;
    return far <= bound ? undefined : `${contender.name} differs by ${far.toExponential(1)}`; // NaN differs too
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
