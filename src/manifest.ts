/**
 * @file The manifest of a folder, in a run manifest.json: the files that nerwin wrote there, by their paths relative to
 * the folder. Whatever it does not list belongs to the user and is never removed or replaced.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NerwinError } from './error.js';
import { writeAtomically } from './file.js';
import { isThere } from './is-there.js';
import { parseJson } from './json.js';
import { readWhole, sizeLimits } from './whole-file.js';

export interface Manifest {
  /** Files of the current run. */
  files: string[];
  /** Files of the runs that it replaces, by the folder in which they are kept until it is complete. */
  earlier: Record<string, string[]>;
  /** The folder to which `files` are being moved; undefined if no move is under way. */
  moving?: string;
}

/** The manifest of a run. */
export const manifestName = 'manifest.json';

/**
 * Returns the manifest of a folder; undefined if it holds no run. A run of an earlier version, which wrote none,
 * is recognized by its environment.json; its files are those with names in `names`, and in members/NUMBER.
 */
export function readRunManifest(folder: string, names: readonly string[]): Manifest | undefined {
  const manifest = readManifest(join(folder, manifestName));
  if (manifest || !isFromEarlierVersion(folder)) return manifest;
  const kept = join(folder, 'earlier');
  return {
    files: filesOf(folder, names),
    earlier: isFromEarlierVersion(kept) ? { earlier: filesOf(kept, names) } : {},
  };
}

/** Returns the manifest at `path`; undefined if there is none. */
export const readManifest = (path: string): Manifest | undefined =>
  isThere(path) ? parsed(path) : undefined;

export function writeManifest(path: string, manifest: Manifest): void {
  writeAtomically(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

function parsed(path: string): Manifest {
  const text = readWhole(path, 'file', sizeLimits.table).toString();
  const areNames = (value: unknown): value is string[] => Array.isArray(value) && value.every(isInside);
  try {
    const { files, earlier, moving } = parseJson(text) as Partial<Record<keyof Manifest, unknown>>;
    const isWhole =
      areNames(files) &&
      earlier instanceof Object &&
      Object.entries(earlier).every(([name, kept]) => isInside(name) && areNames(kept)) &&
      (moving === undefined || (typeof moving === 'string' && Object.hasOwn(earlier, moving)));
    if (isWhole) return { files, earlier, moving } as Manifest;
  } catch {
    // reported below
  }
  throw new NerwinError(
    'file',
    `${path}: not a manifest of a folder that nerwin writes`,
    'it lists which files nerwin may replace; choose another --output',
  );
}

/** True for a relative path that stays inside the folder. */
const isInside = (name: unknown): boolean =>
  typeof name === 'string' &&
  name !== '' &&
  name.split('/').every((part) => part !== '' && !/^\.\.?$|\\/.test(part));

function isFromEarlierVersion(folder: string): boolean {
  try {
    const text = readWhole(join(folder, 'environment.json'), 'file', sizeLimits.table).toString();
    const { nerwin, files } = parseJson(text) as Record<string, unknown>;
    return typeof nerwin === 'string' && Array.isArray(files);
  } catch {
    return false;
  }
}

function filesOf(folder: string, names: readonly string[]): string[] {
  const members = join(folder, 'members');
  const numbers = isThere(members) ? readdirSync(members).filter((name) => /^\d+$/.test(name)) : [];
  const all = [
    ...names,
    ...numbers.flatMap((number) =>
      ['metrics.jsonl', 'checkpoint.safetensors'].map((name) => `members/${number}/${name}`),
    ),
  ];
  return all.filter((name) => isThere(join(folder, name)));
}
