/**
 * @file Runs that belong together, each in a folder of its own below one folder: the folds of a cross-validation, and trainings on
 * growing shares of the corpus.
 */
import { join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { openTraining } from '../dataset/corpora.js';
import { writeFolds } from '../dataset/folds.js';
import { NerwinError } from '../error.js';
import { RunFolder } from './run-folder.js';
import { type FileRunOptions, runPath, withAbsolutePaths } from './run-options.js';

/** A run of a series. */
export interface SeriesRun {
  /** What is different about it: `fold 2`, `25 %`. */
  readonly label: string;
  readonly options: FileRunOptions & { readonly output: string };
}

/** The folder of a series and its config. */
export interface Series {
  readonly folder: string;
  readonly runs: readonly SeriesRun[];
}

/** Returns the config and folder of a series. `option` names it in the error if there is no config. */
export function seriesConfig(
  options: FileRunOptions,
  option: string,
): { readonly loaded: LoadedConfig; readonly folder: string } {
  const { config, set, seed, bag } = options;
  const folder = runPath(options);
  if (config === undefined || folder === undefined)
    throw new NerwinError('usage', `${option} needs a config`, 'name it with --config FILE');
  const all = bag === undefined ? set : [...set, `training.bag=${bag}`];
  return { loaded: withAbsolutePaths(loadConfig(config, { set: all, seed })), folder };
}

/** Returns the options of a run in `folder/name`, with other settings; with `resume`, a run that has not begun is begun. */
export function seriesRun(
  options: FileRunOptions,
  folder: string,
  name: string,
  set: readonly string[],
): SeriesRun['options'] {
  const { resume, ...others } = options;
  const output = join(folder, name);
  const isBegun = new RunFolder(output).hasRun;
  return { ...others, set: [...options.set, ...set], output, ...(resume && isBegun ? { resume } : {}) };
}

/** Writes the folds of a K-fold cross-validation below the folder, and returns its runs. */
export async function foldRuns(options: FileRunOptions, count: number): Promise<Series> {
  const { loaded, folder } = seriesConfig(options, '--folds');
  const folds = await writeFolds(loaded, count, resolve(folder, 'folds'));
  const runs = folds.map(({ train, dev }, k) => ({
    label: `fold ${k + 1}`,
    options: seriesRun(options, folder, `fold-${k + 1}`, [
      'corpus.format=auto',
      setting('corpus.train', train),
      setting('corpus.dev', dev),
    ]),
  }));
  return { folder, runs };
}

/**
 * Returns the runs on shares of the training corpus, ascending. Each source gives the same share of its sentences, spread evenly over it;
 * dev and test stay the same.
 */
export async function sizeRuns(
  options: FileRunOptions,
  shares: readonly number[],
): Promise<Series & { readonly shares: readonly number[] }> {
  const { loaded, folder } = seriesConfig(options, '--sizes');
  const { sources } = await openTraining(loaded);
  const ascending = [...new Set(shares)].sort((a, b) => a - b);
  const runs = ascending.map((share) => {
    const items = sources.map(({ corpus, sentences, weight }) => ({
      files: corpus.summary.files.map(({ path }) => path),
      sentences: Math.max(1, Math.round(share * Math.min(sentences ?? Infinity, corpus.summary.sentences))),
      weight,
    }));
    const percent = Number((100 * share).toPrecision(6));
    return {
      label: `${percent} %`,
      options: seriesRun(
        options,
        folder,
        `size-${percent}`,
        share === 1 ? [] : [setting('corpus.train', items)],
      ),
    };
  });
  return { folder, runs, shares: ascending };
}

const setting = (path: string, value: unknown): string => `${path}=${JSON.stringify(value)}`;
