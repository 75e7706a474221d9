/** @file Runs that are named by the folder above them. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isThere } from '../is-there.js';

/**
 * Returns the names of the runs behind a name: a folder that `train --repeat` or `--folds` wrote stands for all runs in it, any other name for
 * itself.
 */
export function repeatedRuns(name: string): string[] {
  if (name === '-' || !isFolder(name) || isThere(join(name, 'metrics.jsonl'))) return [name];
  const runs = readdirSync(name)
    .filter((inner) => /^(seed|fold)-\d+$/.test(inner) && isThere(join(name, inner, 'metrics.jsonl')))
    .sort((a, b) => Number(a.slice(5)) - Number(b.slice(5)));
  return runs.length > 0 ? runs.map((inner) => join(name, inner)) : [name];
}

export const isFolder = (name: string): boolean =>
  statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
