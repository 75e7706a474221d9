/** @file The files of one split: paths and globs relative to a root → existing files. */

import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { glob, isDynamicPattern } from 'tinyglobby';
import { asPathError, codeOf, NerwinError } from '../error.js';

/**
 * The files that `patterns` name, relative to `root` unless absolute; each once, in the order of their paths' code
 * units, so that the same corpus is read in the same order everywhere. A path that exists is taken as it is, even if
 * it could be read as a glob; a glob matches files only, and none that begins with a dot unless it says so.
 *
 * Throws a {@link NerwinError} for a pattern that matches nothing, a directory, and what is no regular file.
 */
export async function filesOf(patterns: readonly string[], root: string): Promise<string[]> {
  const found = new Map<string, string>(); // by absolute path, so that `a` and `./a` are one
  for (const pattern of patterns) {
    for (const path of await matches(pattern, root)) found.set(resolve(path), path);
  }
  return [...found.values()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

async function matches(pattern: string, root: string): Promise<string[]> {
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
    throw new NerwinError('corpus', `${path}: is not a regular file`, 'a corpus is read twice: save it to a file first');
  if (!isDynamicPattern(pattern)) throw missing(pattern, path, root);
  const absolute = isAbsolute(pattern);
  const names = await glob(pattern, {
    cwd: resolve(root),
    absolute,
    onlyFiles: true,
    expandDirectories: false,
  });
  if (names.length === 0) throw missing(pattern, path, root);
  return absolute ? names : names.map((name) => join(root, name));
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw asPathError('corpus', path, error);
  }
}

/** The error for a pattern without a file: names the pattern, the root, and what stands nearest to it. */
function missing(pattern: string, path: string, root: string): NerwinError {
  const what = isDynamicPattern(pattern) ? 'no file matches' : 'no such file:';
  let lacking = path; // the part of the path that is the first not to exist
  while (dirname(lacking) !== lacking && statusOf(dirname(lacking)) === undefined) lacking = dirname(lacking);
  return new NerwinError(
    'corpus',
    `${what} ${pattern}${isAbsolute(pattern) ? '' : ` in ${resolve(root)}`}`,
    nearest(lacking),
  );
}

function nearest(lacking: string): string {
  const folder = dirname(lacking);
  const wanted = basename(lacking);
  const names = entries(folder).map((entry) => entry.name + (entry.isDirectory() ? '/' : ''));
  if (names.length === 0) return `${folder} is empty or can't be read: check corpus.root`;
  const near = closest(wanted, names);
  if (!isDynamicPattern(wanted) && distance(wanted, near) <= Math.max(2, wanted.length / 3)) {
    return `did you mean ${join(folder, near)}?`;
  }
  const most = 6;
  const shown = names.sort().slice(0, most).join(', ');
  return `${folder} has ${shown}${names.length > most ? `, … (${names.length} entries)` : ''}: check corpus.root`;
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // unreadable or no directory: then there is nothing to offer
  }
}
