/**
 * @file Resolves the options of a training run to its config and folder. Rejects requests that would destroy
 * something, before anything is written.
 */
import { realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig, resolveConfig } from '../config/load.js';
import { corpusRoot, modelFile, namesFile, vectorsFile } from '../config/paths.js';
import { stringifyConfig } from '../config/write.js';
import { commandName } from '../document/command-name.js';
import { NerwinError, withPath } from '../error.js';
import { isThere } from '../is-there.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { RunFolder } from './run-folder.js';

export interface RunOptions {
  /** The path of a config, or its value; see {@link resolveConfig}. */
  readonly config?: string | Readonly<Record<string, unknown>>;
  readonly set: readonly string[];
  readonly output?: string;
  readonly seed?: number;
  /** Replaces `model.from`; relative to the current directory. */
  readonly from?: string;
  /** Replaces `training.bag`. */
  readonly bag?: number;
  readonly resume?: true;
  readonly overwrite?: true;
}

/** Options of a run with a config file. */
export interface FileRunOptions extends RunOptions {
  readonly config?: string;
}

export interface RunRequest {
  readonly folder: RunFolder;
  readonly loaded: LoadedConfig;
  readonly isResumed: boolean;
  /** Checks the folder again, once it is locked: another process may have written to it meanwhile. */
  recheck(): Beginning;
}

/** How a run begins: it resumes from a checkpoint, or starts again because it was killed before the first one, or is new. */
interface Beginning {
  readonly isResumed: boolean;
  readonly isStartedAgain: boolean;
}

/** Returns the path of the run folder; undefined if neither it nor a config is given. */
export const runPath = ({ config, output }: RunOptions): string | undefined =>
  output ??
  (typeof config !== 'string' ? undefined : join('runs', basename(config).replace(/\.(ya?ml|json)$/, '')));

/**
 * Resolves config and folder. Throws 'usage' if a run exists and neither `resume` nor `overwrite` is set, or if the
 * folder holds something else.
 */
export function resolveRunOptions(options: RunOptions): RunRequest {
  const { config, seed, bag, from, resume = false, overwrite = false } = options;
  const fault = (message: string, hint: string) => new NerwinError('usage', message, hint);
  if (resume && overwrite) {
    throw fault(
      '--resume and --overwrite cannot be combined',
      '--resume continues a run, --overwrite starts it over: use one of them',
    );
  }
  const path = runPath(options);
  if (path === undefined || (config === undefined && !resume)) {
    throw fault(
      'no config given',
      `write one with \`${commandName()} config init\`, then run \`${commandName()} train --config nerwin.yaml\``,
    );
  }
  if (path === '') throw fault('--output is empty', 'give a folder, for example --output runs/mine');
  const status = withPath('file', path, () => statSync(path, { throwIfNoEntry: false }));
  if (status && !status.isDirectory()) throw fault(`${path}: is not a directory`, 'choose another --output');
  const folder = new RunFolder(path);
  const recheck = (): Beginning => beginningIn(folder, resume, overwrite);
  if (resume && (!status || (config === undefined && !folder.has('config')))) {
    throw fault(
      `${path}: there is no checkpoint to resume from`,
      config !== undefined
        ? 'omit --resume to start a new run'
        : status && folder.hasRun
          ? 'it was stopped before it wrote its config: give the config too, with --resume --config FILE'
          : 'start the run with --config FILE',
    );
  }
  const { isResumed } = recheck();
  const set = [
    ...options.set,
    ...(bag === undefined ? [] : [`training.bag=${bag}`]),
    ...(from === undefined
      ? []
      : [`model.from=${JSON.stringify(from === 'shipped' ? from : resolve(from))}`]),
  ];
  const loaded =
    typeof config === 'object'
      ? withAbsolutePaths(resolveConfig(config, process.cwd()))
      : withAbsolutePaths(loadConfig(config ?? folder.file('config'), { set, seed }));
  if (overwrite && typeof config === 'string' && wouldLose(config, folder.file('config'))) {
    throw fault(
      `${config}: the run would overwrite this file with its own config`,
      'choose another --output',
    );
  }
  return { folder, loaded, isResumed, recheck };
}

/** Returns how a run with these options begins in the folder. Throws 'usage' if it must not write there. */
function beginningIn(folder: RunFolder, resume: boolean, overwrite: boolean): Beginning {
  const { path } = folder;
  const fault = (message: string, hint: string) => new NerwinError('usage', message, hint);
  if (folder.isVacant) return { isResumed: false, isStartedAgain: false };
  if (!folder.isOwned) {
    throw fault(
      `${path}: the folder is not empty, and what it contains is not a run`,
      'choose another --output: a folder that does not exist yet, or an empty one',
    );
  }
  if (folder.hasRun && !resume && !overwrite) {
    throw fault(
      `${path}: the folder already contains a run`,
      'choose another --output, continue the run with --resume, or replace it with --overwrite',
    );
  }
  const isResumed = resume && folder.hasCheckpoint();
  if (resume && !isResumed && folder.has('model')) {
    throw fault(
      `${path}: the run is complete, but its checkpoint is missing`,
      'choose another --output, or replace the run with --overwrite',
    );
  }
  return { isResumed, isStartedAgain: resume && !isResumed };
}

/**
 * True if `config` is the file at `own` and was edited by hand; otherwise the run would
 * only write the same file again.
 */
function wouldLose(config: string, own: string): boolean {
  if (!isThere(own) || realpathSync(own) !== realpathSync(config)) return false;
  return (
    readWhole(own, 'config', sizeLimits.settings).toString() !==
    stringifyConfig(withAbsolutePaths(loadConfig(config)).config)
  );
}

/** Returns the config with absolute paths, so that the copy in the run folder refers to the same files. */
export function withAbsolutePaths(loaded: LoadedConfig): LoadedConfig {
  const { config, directory } = loaded;
  const gazetteers = config.features.gazetteers.map(({ file, name }) => ({
    file: namesFile(directory, file),
    name,
  }));
  const { from } = config.model;
  const lists = config.training.swap.lists.map((file) => namesFile(directory, file));
  return {
    ...loaded,
    config: {
      ...config,
      corpus: { ...config.corpus, root: corpusRoot(loaded) },
      vectors: { ...config.vectors, file: vectorsFile(loaded) },
      features: { ...config.features, gazetteers },
      model: { ...config.model, from: from === null ? null : modelFile(directory, from) },
      training: { ...config.training, swap: { ...config.training.swap, lists } },
    },
  };
}
