/**
 * @file Runs that belong together, each in a folder of its own below one folder: the folds of a cross-validation, and trainings on
 * growing shares of the corpus.
 */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { openTraining } from '../dataset/corpora.js';
import { writeFolds } from '../dataset/folds.js';
import { NerwinError, withPath } from '../error.js';
import { isThere } from '../is-there.js';
import { OwnedFolder } from '../owned-folder.js';
import { RunFolder } from './run-folder.js';
import { type FileRunOptions, runPath, withAbsolutePaths } from './run-options.js';

/** A run of a series. */
export interface SeriesRun {
  /** What is different about it: `fold 2`, `25 %`. */
  readonly label: string;
  readonly options: FileRunOptions & { readonly output: string };
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

/**
 * Opens the folder of a series for `action`, and keeps it locked meanwhile. Throws 'usage' if it holds something other than runs, and
 * 'file' if one of the files that the series will write, `claimed`, is the user's. In a series of an earlier version, which listed no
 * files, those with the names that it wrote are nerwin's.
 */
export async function inSeriesFolder<T>(
  path: string,
  claimed: readonly string[],
  action: (folder: OwnedFolder) => Promise<T>,
): Promise<T> {
  return new OwnedFolder(path).locked((folder) => {
    const runs = folder.isOwned
      ? []
      : folder.entries.filter((name) => new RunFolder(join(path, name)).isOwned);
    if (!folder.isVacant && !folder.isOwned && runs.length === 0)
      throw new NerwinError(
        'usage',
        `${path}: the folder is not empty, and what it contains is not a series of runs`,
        'choose another --output: a folder that does not exist yet, or an empty one',
      );
    const isSeries = runs.some((name) => /^(fold|size|run)-\d/.test(name)); // the names that a series gives them
    if (isSeries) folder.adopt([...claimed, ...foldFiles(path)]);
    folder.claim(claimed);
    return action(folder);
  });
}

/** The folds that are in the folder of a series, by their paths relative to it. */
function foldFiles(path: string): string[] {
  const folds = join(path, 'folds');
  const names = isThere(folds) ? withPath('file', folds, () => readdirSync(folds)) : [];
  return names.filter((name) => /^fold-\d+-source-\d+\.jsonl$/.test(name)).map((name) => `folds/${name}`);
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
export async function foldRuns(
  options: FileRunOptions,
  loaded: LoadedConfig,
  count: number,
  owned: OwnedFolder,
): Promise<SeriesRun[]> {
  const folder = owned.path;
  const folds = await writeFolds(loaded, count, resolve(folder, 'folds'), (names) =>
    owned.claim(names.map((name) => `folds/${name}`)),
  );
  return folds.map(({ train, dev }, k) => ({
    label: `fold ${k + 1}`,
    options: seriesRun(options, folder, `fold-${k + 1}`, [
      'corpus.format=auto',
      setting('corpus.train', train),
      setting('corpus.dev', dev),
    ]),
  }));
}

/**
 * Returns the runs on shares of the training corpus, ascending. Each source gives the same share of its sentences, spread evenly over it;
 * dev and test stay the same.
 */
export async function sizeRuns(
  options: FileRunOptions,
  loaded: LoadedConfig,
  shares: readonly number[],
  { path: folder }: OwnedFolder,
): Promise<{ readonly runs: readonly SeriesRun[]; readonly shares: readonly number[] }> {
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
  return { runs, shares: ascending };
}

const setting = (path: string, value: unknown): string => `${path}=${JSON.stringify(value)}`;
