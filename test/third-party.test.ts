import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}
const manifestOf = (folder: string): Manifest => JSON.parse(read(`${folder}package.json`)) as Manifest;

test('THIRD_PARTY.md lists every run-time dependency with the version and license that are installed', () => {
  const rows = read('THIRD_PARTY.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| package'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name, version, license, why, users]) => {
      expect(why, name).not.toBe('');
      expect(users, name).not.toBe('');
      return [name, version, license];
    });
  const { dependencies, files } = manifestOf('');
  const installed = Object.entries(dependencies).map(([name, wanted]) => {
    const { version, license } = manifestOf(`node_modules/${name}/`);
    expect(wanted, `${name}: an exact version`).toBe(version);
    return [name, version, license];
  });
  expect(rows).toEqual(installed);
  expect(files).toContain('THIRD_PARTY.md');
});
