/** @file Finds the folder where nerwin is installed, for its data files. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/**
 * Returns the folder of nerwin's package.json and configs: one above `src/` from source,
 * a few above a file in `dist/`.
 */
function packageRoot(): string {
  if (root !== undefined) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'configs')) || !existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder)
      throw new Error('nerwin is not installed as a package: no package.json found above its code');
    folder = above;
  }
  root = folder;
  return folder;
}

/** Returns the absolute path of a file or folder of the package, such as `packagePath('data/corpus')`. */
export function packagePath(relative: string): string {
  return join(packageRoot(), relative);
}

/** Returns the version of nerwin. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}
