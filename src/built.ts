/**
 * @file Finds files that only a build creates: threads and the SIMD kernel are started from `dist`,
 * even if nerwin runs from source. If `dist` is older than `src`, old code would run without
 * notice, so it is rejected instead.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NerwinError } from './error.js';
import { packagePath } from './package.js';

/** The sources of a build, each part with its own hash: all sources; those of the kernel and its threads. */
const parts = {
  all: ['src', 'bin'],
  kernel: ['src/simd/assembly', 'src/simd/worker.ts'],
} as const;

export type BuiltPart = keyof typeof parts;

/** The file in which the build writes the hashes of its sources. */
export const stampPath = 'dist/sources.json';

const runsFromSource = import.meta.url.endsWith('.ts');

/**
 * Returns the absolute path of a file or folder of the build, relative to `dist`. When run from source,
 * throws 'file' if it is missing, or if `part` of the sources changed since the build; NERWIN_OLD_BUILD=1
 * allows that, for tools that change sources on purpose.
 */
export function builtPath(relative: string, part: BuiltPart = 'all'): string {
  const path = packagePath(join('dist', relative));
  if (runsFromSource) requireBuild(path, part);
  return path;
}

function requireBuild(path: string, part: BuiltPart): void {
  const hint = 'run `npm run build`';
  if (!existsSync(path)) throw new NerwinError('file', `${path}: not built`, hint);
  if (process.env.NERWIN_OLD_BUILD !== '1' && builtFrom(part) !== sourcesHash(part))
    throw new NerwinError('file', 'dist is older than src, and would run old code', hint);
}

function builtFrom(part: BuiltPart): string | undefined {
  const stamp = packagePath(stampPath);
  if (!existsSync(stamp)) return undefined;
  return (JSON.parse(readFileSync(stamp, 'utf8')) as Partial<Record<BuiltPart, string>>)[part];
}

/**
 * Returns a hash of the names and contents of the sources: contents rather than dates, because a
 * checkout gives old files a new date.
 */
export function sourcesHash(part: BuiltPart): string {
  // Loaded only here, because nerwin then starts faster.
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  for (const file of parts[part].flatMap(filesIn))
    hash.update(`${file}\0`).update(readFileSync(packagePath(file)));
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  if (statSync(packagePath(path)).isFile()) return [path];
  const files = readdirSync(packagePath(path), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(ts|js|json)$/.test(file))
    .map((file) => `${path}/${file.replaceAll('\\', '/')}`)
    .sort();
}
