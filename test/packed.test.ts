import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { packagePath } from '../src/package.js';

const packed = (): string[] => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const cwd = packagePath('.');
  const out = execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [{ files }] = JSON.parse(out) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
};

test('every relative link in the packed pages for users leads to a packed file or folder', {
  timeout: 240_000,
}, () => {
  const files = packed();
  const has = (path: string) => files.some((file) => file === path || file.startsWith(`${path}/`));
  const pages = files.filter((file) =>
    /^(README|CHANGELOG|THIRD_PARTY|(data|configs|examples)\/.*)\.md$/.test(file),
  );
  expect(pages).toContain('README.md');
  const broken = pages.flatMap((page) => {
    const links = readFileSync(packagePath(page), 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
    return [...links]
      .map(([, link]) => link)
      .filter((link) => !/^\w+:/.test(link))
      .map((link) => posix.normalize(posix.join(posix.dirname(page), link)).replace(/\/$/, ''))
      .filter((path) => !has(path))
      .map((path) => `${page}: ${path}`);
  });
  expect(broken).toEqual([]);
});

test('package.json says which license covers what, and each names a file that is there', () => {
  const { license, licenses } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as {
    license: string;
    licenses: { type: string; file: string; covers: string[] }[];
  };
  const types = new Set(licenses.flatMap(({ type }) => type.split(' AND ')));
  expect(new Set(license.split(' AND '))).toEqual(types);
  for (const { file } of licenses) expect(existsSync(packagePath(file)), file).toBe(true);
  for (const folder of ['corpus', 'model', 'places', 'vectors'])
    expect(licenses.filter(({ covers }) => covers.includes(`data/${folder}`)).length, folder).toBe(1);
  expect(readFileSync(packagePath('data/model/LICENSE'), 'utf8')).toContain(
    'Attribution-ShareAlike 4.0 International',
  );
});

/** A package in the lock file. */
interface Locked {
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  readonly engines?: { readonly node?: string };
}

test('npm ci has nothing to warn of: deprecated packages, scripts without a decision, packages for a newer Node', () => {
  const read = (name: string) => JSON.parse(readFileSync(packagePath(name), 'utf8'));
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
  const warned = Object.entries(packages).filter(
    ([path, { deprecated, hasInstallScript = false, engines }]) =>
      deprecated !== undefined ||
      (hasInstallScript && !((path.split('node_modules/').at(-1) ?? '') in allowScripts)) ||
      (engines?.node ?? '*').split('||').every((range) => /^\s*[>=^~]*\s*(2[1-9]|[3-9]\d)/.test(range)),
  );
  expect(warned.map(([path]) => path)).toEqual([]);
});
