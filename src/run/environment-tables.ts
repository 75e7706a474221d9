/** @file Where a run was made, and the hashes of all files that it read and wrote. */

import { duration } from '../document/number-format.js';
import { type TableBlock, table } from '../document/report.js';
import { grouped } from '../plural.js';
import type { MachineFacts } from './environment.js';
import type { RunReport } from './run-report.js';

export function environmentTable({ environment, seconds, epochs }: RunReport): TableBlock {
  const { kernel, threads } = environment;
  const speed = epochs.at(-1)?.windowsPerSecond;
  return environmentRows(environment, [
    ['kernel', `${kernel}, ${grouped(threads)} ${threads === 1 ? 'thread' : 'threads'}`],
    ['time', duration(seconds)],
    ...(speed === undefined ? [] : [['windows per second in the last epoch', grouped(Math.round(speed))]]),
  ]);
}

/** Returns a table of versions and machine, followed by `more` rows. */
export function environmentRows(
  environment: MachineFacts,
  more: readonly (readonly string[])[] = [],
): TableBlock {
  const { nerwin, node, platform, cpu, cores, memoryBytes } = environment;
  return table(
    [
      ['environment', 'left'],
      ['', 'left'],
    ],
    [
      ['nerwin', nerwin],
      ['Node', node],
      ['platform', platform],
      ['processor', `${cpu}, ${grouped(cores)} ${cores === 1 ? 'core' : 'cores'}`],
      ['memory', `${grouped(Math.round(memoryBytes / 2 ** 20))} MiB`],
      ...more,
    ],
  );
}

/** Returns a table of all files with their SHA-256. */
export function hashTable({ splits, vectors, model }: RunReport): TableBlock {
  const files = splits.flatMap(({ split, files: some }) =>
    some.map(({ path, sha256 }) => [split, path, sha256]),
  );
  return table(
    [
      ['file of', 'left'],
      ['path', 'left'],
      ['SHA-256', 'left'],
    ],
    [...files, ['vectors', vectors.file, vectors.sha256], ['model', model.file, model.sha256]].map(
      ([use, path, sha256]) => [use, { code: path }, { code: sha256 }],
    ),
  );
}
