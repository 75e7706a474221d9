/**
 * @file Repeats a training run with other seeds, each in a folder of its own, to tell a real difference from chance: `nerwin compare`
 * takes the folder above them as a group of baselines.
 */
import { join } from 'node:path';
import { meanAndSd } from '../compare/significance.js';
import { loadConfig } from '../config/load.js';
import { NerwinError } from '../error.js';
import { RunFolder } from './run-folder.js';
import { type RunOptions, runPath } from './run-options.js';
import type { WrittenResult } from './training-run.js';

/** Options of a run with a config file. */
export interface RepeatOptions extends RunOptions {
  readonly config?: string;
}

/**
 * Returns the options of `count` runs, in seed-S, seed-S+1 … below the folder of `options`. The seeds of a bag are consecutive, so
 * those of the next run begin after them. With `resume`, runs that have not begun are begun.
 * @throws {NerwinError} `usage` without a config.
 */
export function repeatedOptions(options: RepeatOptions, count: number): RepeatOptions[] {
  const { config, set, seed, bag, resume, ...others } = options;
  const path = runPath(options);
  if (config === undefined || path === undefined)
    throw new NerwinError('usage', '--repeat needs a config', 'name it with --config FILE');
  const loaded = loadConfig(config, {
    set: bag === undefined ? set : [...set, `training.bag=${bag}`],
    seed,
  }).config;
  return Array.from({ length: count }, (_, k) => {
    const own = loaded.seed + k * loaded.training.bag;
    const output = join(path, `seed-${own}`);
    const isBegun = new RunFolder(output).hasRun;
    return {
      ...others,
      config,
      set,
      seed: own,
      output,
      ...(bag === undefined ? {} : { bag }),
      ...(resume && isBegun ? { resume } : {}),
    };
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

/** Returns mean and standard deviation of F1 over the runs; `test` is null if a run has no test split. */
export function repeatSummary(results: readonly WrittenResult[]): RepeatSummary {
  const spread = (value: (result: WrittenResult) => number): Spread => meanAndSd(results.map(value));
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
