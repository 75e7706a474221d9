/** @file Resolves the paths and globs of a split to existing files. */

import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { glob, isDynamicPattern } from 'tinyglobby';
import { asPathError, codeOf, NerwinError } from '../error.js';
import { memoryFile } from '../memory-files.js';
import type { SettingNames } from './setting-names.js';

/** What standard input is called as a file of a corpus, where a command keeps it in memory. */
export const standardInput = 'standard input';

/** A path or a glob, relative to `root` unless absolute. */
export interface PlacedPattern {
  readonly pattern: string;
  readonly root: string;
}

/**
 * Returns the files that `patterns` match, all relative to `root`. See {@link findPlacedFiles}. `-` is standard input,
 * if the command has it in memory.
 */
export const findFiles = (
  patterns: readonly string[],
  root: string,
  names: SettingNames = {},
): Promise<string[]> =>
  findPlacedFiles(
    patterns.map((pattern) => ({
      pattern: pattern === '-' && memoryFile(standardInput) ? standardInput : pattern,
      root,
    })),
    names,
  );

/**
 * Returns the files that `patterns` match, in the order of the patterns; each file appears once, where it is
 * matched first. The files of a glob are sorted by their paths below the glob's root, so the order is the same
 * wherever the corpora are. A path that exists is used as it is, even if it looks like a glob. A glob matches
 * only files; it matches names that begin with a dot only if the glob does too.
 *
 * Throws a {@link NerwinError} if a pattern matches nothing, or names a directory or
 * something that is not a regular file.
 */
export async function findPlacedFiles(
  patterns: readonly PlacedPattern[],
  names: SettingNames = {},
): Promise<string[]> {
  const found = new Map<string, string>(); // by absolute path, so that `a` and `./a` are one
  for (const { pattern, root } of patterns) {
    for (const path of await matches(pattern, root, names)) {
      if (!found.has(resolve(path))) found.set(resolve(path), path);
    }
  }
  const hasAnnotations = [...found.keys()].some((path) => path.endsWith('.ann'));
  return [...found]
    .filter(([path]) => !isTextOf(path, found) && !(hasAnnotations && isBratSetting(path)))
    .map(([, path]) => path);
}

/** True for the settings of brat, which are in the folders of its annotations. */
const isBratSetting = (path: string): boolean =>
  /^(?:annotation|visual|tools|kb_shortcuts)\.conf$/.test(basename(path));

/** True for the text of annotations of brat that are among the files: the reader of these opens it. */
const isTextOf = (path: string, found: ReadonlyMap<string, string>): boolean =>
  /\.txt$/i.test(path) && ['.ann', '.ANN'].some((ending) => found.has(path.slice(0, -4) + ending));

async function matches(pattern: string, root: string, names: SettingNames): Promise<string[]> {
  if (memoryFile(pattern)) return [pattern];
  const path = isAbsolute(pattern) ? pattern : join(root, pattern);
  const stats = statusOf(path);
  if (stats?.isFile()) return [path];
  if (stats?.isDirectory()) {
    throw new NerwinError(
      'corpus',
      `${path}: is a directory, expected a file or a glob`,
      `list its files, for example ${join(pattern, '*')}`,
    );
  }
  if (stats)
    throw new NerwinError(
      'corpus',
      `${path}: is not a regular file`,
      'a corpus is read twice: save it to a file first',
    );
  if (!isDynamicPattern(pattern)) throw missing(pattern, path, root, names);
  const absolute = isAbsolute(pattern);
  const matched = await glob(pattern, {
    cwd: resolve(root),
    absolute,
    onlyFiles: true,
    expandDirectories: false,
  });
  if (matched.length === 0) throw missing(pattern, path, root, names);
  const sorted = matched.sort((a, b) => compare(a.normalize(), b.normalize()) || compare(a, b));
  return absolute ? sorted : sorted.map((name) => join(root, name));
}

/** Compares code units. Paths are normalized first, because some file systems decompose the letters of names. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw asPathError('corpus', path, error);
  }
}

/**
 * Returns the error for a pattern that matches nothing: it names the pattern, the root, and
 * the most similar existing name.
 */
function missing(pattern: string, path: string, root: string, names: SettingNames): NerwinError {
  const what = isDynamicPattern(pattern) ? 'no file matches' : 'no such file:';
  let lacking = path; // the shortest prefix of the path that doesn't exist
  while (dirname(lacking) !== lacking && statusOf(dirname(lacking)) === undefined) lacking = dirname(lacking);
  return new NerwinError(
    'corpus',
    `${what} ${pattern}${isAbsolute(pattern) ? '' : ` in ${resolve(root)}`}`,
    nearest(lacking, (isAbsolute(pattern) ? undefined : names.root) ?? 'the path'),
  );
}

/** Returns a hint that lists the folder; `place` is what the user should check. */
function nearest(lacking: string, place: string): string {
  const folder = dirname(lacking);
  const wanted = basename(lacking);
  const names = entries(folder).map((entry) => entry.name + (entry.isDirectory() ? '/' : ''));
  if (names.length === 0) return `${folder} is empty or can't be read: check ${place}`;
  const near = closest(wanted, names);
  if (!isDynamicPattern(wanted) && distance(wanted, near) <= Math.max(2, wanted.length / 3)) {
    return `did you mean ${join(folder, near)}?`;
  }
  const max = 6;
  const shown = names.sort().slice(0, max).join(', ');
  return `${folder} has ${shown}${names.length > max ? `, … (${names.length} entries)` : ''}: check ${place}`;
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // unreadable or not a directory: no suggestion
  }
}
