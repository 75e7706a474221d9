/** @file The thresholds above which scores make a location. */

/**
 * A location is a run of tokens with s > `extend` of which at least one has s > `start`. If `start` =
 * `extend`, this is a single threshold. If `extend` < `start`, a location starts only at a high score and
 * extends over neighbors with lower scores (hysteresis thresholding; Canny 1986, §VIII). With `edge`, a
 * lowercase word at either end of the run belongs to the location only if s > `edge`, unless the whole run is
 * lowercase. Example: *southern* Sudan and Gulf *of* Mexico. The two words can have the same score, but only
 * *southern* is at an end. In *new york*, in text without capitals, both words belong to the name.
 */
export interface Thresholds {
  readonly start: number;
  readonly extend: number;
  readonly edge?: number;
}

/** Returns how many thresholds differ: the setting `decision.thresholds` with which training chooses such ones. */
export function distinctThresholds({ start, extend, edge }: Thresholds): 'one' | 'two' | 'edges' {
  if (edge !== undefined) return 'edges';
  return start === extend ? 'one' : 'two';
}

/** Returns the mean of each threshold; a missing `edge` counts as `extend`. */
export function meanThresholds(items: readonly Thresholds[]): Thresholds {
  const { edge, ...rest } = meanOf(items.map((item) => ({ edge: item.extend, ...item })));
  return items.some((item) => item.edge !== undefined) ? { ...rest, edge } : rest;
}

/** Returns the mean of each number. */
export function meanOf<T extends { readonly [K in keyof T]: number }>(items: readonly T[]): T {
  const names = Object.keys(items[0]) as (keyof T)[];
  const mean = (name: keyof T): number => items.reduce((sum, item) => sum + item[name], 0) / items.length;
  return Object.fromEntries(names.map((name) => [name, mean(name)])) as T;
}

/** Returns the mean of each operating point that all models have. */
export function meanPoints<Name extends string>(
  items: readonly Readonly<Record<Name, Thresholds>>[],
): Record<Name, Thresholds> {
  const names = (Object.keys(items[0]) as Name[]).filter((name) =>
    items.every((item) => Object.hasOwn(item, name)),
  );
  const means = names.map((name) => [name, meanThresholds(items.map((item) => item[name]))]);
  return Object.fromEntries(means) as Record<Name, Thresholds>;
}
