/** @file What a run is asked for: its config and its folder. Refuses what would destroy something, before anything is read or written. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { corpusRoot, vectorsFile } from '../config/paths.js';
import { stringifyConfig } from '../config/write.js';
import { NerwinError, withPath } from '../error.js';
import { RunFolder } from './run-folder.js';

export interface RunOptions {
  readonly config?: string;
  readonly set: readonly string[];
  readonly output?: string;
  readonly seed?: number;
  /** Replaces `training.bag`. */
  readonly bag?: number;
  readonly resume?: true;
  readonly overwrite?: true;
}

export interface RunRequest {
  readonly folder: string;
  readonly loaded: LoadedConfig;
  readonly isResumed: boolean;
}

/** Finds config and folder, and refuses to touch a run that exists unless told to. */
export function requestOf(options: RunOptions): RunRequest {
  const { config, output, seed, bag, resume = false, overwrite = false } = options;
  const fault = (message: string, hint: string) => new NerwinError('usage', message, hint);
  if (resume && overwrite) {
    throw fault(
      'both --resume and --overwrite are given',
      '--resume goes on with a run, --overwrite begins it again: give one of them',
    );
  }
  if (config === undefined && !(resume && output !== undefined)) {
    throw fault(
      'no config given',
      '`nerwin config init` writes a starter; then `nerwin train --config nerwin.yaml`',
    );
  }
  const path = output ?? join('runs', basename(config!).replace(/\.(ya?ml|json)$/, ''));
  if (path === '') throw fault('--output is empty', 'name a folder, for instance --output runs/mine');
  const status = withPath('file', path, () => statSync(path, { throwIfNoEntry: false }));
  if (status && !status.isDirectory()) throw fault(`${path}: is no folder`, 'choose another --output');
  const folder = new RunFolder(path);
  if (resume && !folder.hasCheckpoint()) {
    throw fault(`${path}: there is no checkpoint to resume from`, 'leave out --resume to start');
  }
  const set = bag === undefined ? options.set : [...options.set, `training.bag=${bag}`];
  const loaded = withAbsolutePaths(loadConfig(config ?? folder.file('config'), { set, seed }));
  if (folder.isTaken && !resume && !overwrite) {
    throw fault(
      `${path}: there is a run here already`,
      'choose another --output, go on with --resume, or replace it with --overwrite',
    );
  }
  if (overwrite && config !== undefined && wouldLose(config, folder.file('config'))) {
    throw fault(
      `${config}: stands where the run writes its own config, and its words would be lost`,
      'choose another --output',
    );
  }
  return { folder: path, loaded, isResumed: resume };
}

/** Whether `config` is the file at `own`, and written by hand: what a run writes itself, it would write again. */
function wouldLose(config: string, own: string): boolean {
  if (!existsSync(own) || realpathSync(own) !== realpathSync(config)) return false;
  return readFileSync(own, 'utf8') !== stringifyConfig(withAbsolutePaths(loadConfig(config)).config);
}

/** The config with absolute paths, so that the copy in the run folder leads to the same files. */
function withAbsolutePaths(loaded: LoadedConfig): LoadedConfig {
  const { config, directory } = loaded;
  const gazetteers = config.features.gazetteers.map(({ file, name }) => ({
    file: resolve(directory, file),
    name,
  }));
  return {
    ...loaded,
    config: {
      ...config,
      corpus: { ...config.corpus, root: corpusRoot(loaded) },
      vectors: { ...config.vectors, file: vectorsFile(loaded) },
      features: { ...config.features, gazetteers },
    },
  };
}
