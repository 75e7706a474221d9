/** @file Where nerwin itself is installed, for the data that ships with it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds nerwin's package.json and configs: one above `src/` from source, two above `dist/src/` compiled. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) || !existsSync(join(folder, 'configs'))) {
    const above = dirname(folder);
    if (above === folder)
      throw new Error('nerwin is not installed as a package: no package.json found above its code');
    folder = above;
  }
  return folder;
}

/** The absolute path of a file or folder of the package, such as `packagePath('data/corpus')`. */
export function packagePath(relative: string): string {
  return join(packageRoot(), relative);
}

/** The version of nerwin. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version;
}
