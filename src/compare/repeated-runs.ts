/** @file The folders and files behind the name of a run: those of its networks, and runs that are named by the folder above them. */
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

/** Returns the folders of the second network of a bag and those after it. */
export function memberFolders(name: string): string[] {
  const members = join(name, 'members');
  if (!isThere(members)) return [];
  return readdirSync(members)
    .filter((number) => /^\d+$/.test(number) && isThere(join(members, number, 'metrics.jsonl')))
    .sort((a, b) => Number(a) - Number(b))
    .map((number) => join(members, number));
}

const runFiles = [
  'metrics.jsonl',
  'timings.jsonl',
  'report.json',
  'config.yaml',
  'environment.json',
  'model.safetensors',
];

/** Returns the files of the run with this name that a comparison must not replace: what it reads, and the model. */
export function inputFiles(name: string): string[] {
  if (name === '-' || !isThere(name)) return [];
  if (!isFolder(name)) return [name];
  const all = [name, ...memberFolders(name)].flatMap((folder) => runFiles.map((file) => join(folder, file)));
  return all.filter((file) => isThere(file));
}
