/**
 * @file Repeats a training run with other seeds, each in a folder of its own, to tell a real difference from chance: `nerwin compare`
 * takes the folder above them as a group of baselines.
 */
import { meanAndSd } from '../compare/significance.js';
import type { FileRunOptions } from './run-options.js';
import { seriesConfig, seriesRun } from './series.js';
import type { WrittenResult } from './training-run.js';

/**
 * Returns the options of `count` runs, in seed-S, seed-S+1 … below the folder of `options`. The seeds of a bag are consecutive, so
 * those of the next run begin after them. With `resume`, runs that have not begun are begun.
 * @throws {NerwinError} `usage` without a config.
 */
export function repeatedOptions(options: FileRunOptions, count: number): FileRunOptions[] {
  const { loaded, folder } = seriesConfig(options, '--repeat');
  const { seed, training } = loaded.config;
  return Array.from({ length: count }, (_, k) => {
    const own = seed + k * training.bag;
    return seriesRun({ ...options, seed: own }, folder, `seed-${own}`, []);
  });
}

/** Mean and sample standard deviation of a score over runs. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
}

/** F1 over repeated runs. */
export interface RepeatSummary {
  readonly dev: { readonly token: Spread; readonly entity: Spread };
  readonly test: { readonly token: Spread; readonly entity: Spread } | null;
}

type Scored = Pick<WrittenResult, 'dev' | 'test'>;

/** Returns mean and standard deviation of F1 over the runs; `test` is null if a run has no test split. */
export function repeatSummary(results: readonly Scored[]): RepeatSummary {
  const spread = (value: (result: Scored) => number): Spread => meanAndSd(results.map(value));
  const hasTest = results.every(({ test }) => test !== null);
  return {
    dev: { token: spread(({ dev }) => dev.token.f1), entity: spread(({ dev }) => dev.entity.f1) },
    test: hasTest
      ? {
          token: spread(({ test }) => test?.token.f1 ?? Number.NaN),
          entity: spread(({ test }) => test?.entity.f1 ?? Number.NaN),
        }
      : null,
  };
}
