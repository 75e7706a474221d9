/** @file Why a checkpoint cannot be resumed: the settings and files that differ from those of its run. */
import { basename } from 'node:path';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/settings.js';
import type { PreparedRun } from '../dataset/prepared-run.js';
import { NerwinError } from '../error.js';
import { leavesOf, parseJson } from '../json.js';
import { OtherRunError } from '../training/checkpoint.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { type Environment, readEnvironment } from './environment.js';
import { portionsOf, resumableSettings } from './provenance.js';
import type { RunFolder } from './run-folder.js';

/** Adds to the error that a checkpoint belongs to another run what differs; returns other errors as they are. */
export function withDifferences(error: unknown, folder: RunFolder, prepared: PreparedRun): unknown {
  if (!(error instanceof OtherRunError)) return error;
  const found = [...settingDifferences(folder, prepared.config), ...fileDifferences(folder, prepared)];
  if (found.length === 0)
    return new NerwinError(
      'config',
      `${folder.file('checkpoint')}: cannot be resumed: the settings, corpora and vectors are the same, so the model in model.from or a list of names has changed, or another version of nerwin wrote it`,
      'resume with the files and the version of nerwin that wrote it, or start over with another --output',
      { cause: error },
    );
  return new NerwinError('config', `${error.message}: ${found.join('; ')}`, error.hint, { cause: error });
}

function settingDifferences(folder: RunFolder, config: Config): string[] {
  const earlier = attempt(() => loadConfig(folder.file('config')).config);
  if (!earlier) return [];
  const [before, now] = [earlier, config].map(
    (each) =>
      new Map(
        [...leavesOf({ ...resumableSettings(each), portions: portionsOf(each) })].map(([key, value]) => [
          key,
          JSON.stringify(value),
        ]),
      ),
  );
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((key) => before.get(key) !== now.get(key))
    .map((key) => {
      if (key === 'portions') return 'sentences or weight of an item in corpus.train or corpus.dev';
      return `${key} is ${now.get(key) ?? 'not set'}, and was ${before.get(key) ?? 'not set'}`;
    });
}

function fileDifferences(folder: RunFolder, prepared: PreparedRun): string[] {
  const earlier = attempt(
    () =>
      parseJson(
        readWhole(folder.file('environment'), 'file', sizeLimits.table).toString(),
      ) as Partial<Environment>,
  )?.files;
  if (!Array.isArray(earlier)) return [];
  const now = readEnvironment(prepared).files;
  return ['train', 'dev', 'vectors'].flatMap((split) => {
    const [one, other] = [earlier, now].map((files) =>
      files.filter((file) => file.split === split).map(({ path, sha256 }) => `${basename(path)} ${sha256}`),
    );
    if (one.join() === other.join()) return [];
    const name = split === 'vectors' ? 'vectors.file' : `corpus.${split}`;
    if (one.toSorted().join() === other.toSorted().join())
      return [`the files of ${name} are in another order`];
    const changed = other.filter((file) => !one.includes(file)).map((file) => file.slice(0, -65));
    return [
      `${name} ${changed.length > 0 ? `has other content in ${changed.join(', ')}` : 'has fewer files'}`,
    ];
  });
}

/** Returns undefined if `read` throws: then the differences cannot be named. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
