import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const built = join(root, 'dist/bin');

describe.skipIf(!existsSync(join(built, 'nerwin.js')))('the launcher and its code cache', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-launch-'));
  const bin = join(folder, 'dist/bin');
  const cache = join(bin, 'nerwin.cache');
  beforeAll(() => {
    cpSync(built, bin, { recursive: true });
    for (const name of ['data', 'configs', 'package.json', 'node_modules', 'dist/src'])
      symlinkSync(join(root, name), join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]): string => {
    const command = [join(bin, 'nerwin.js'), ...args];
    const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return `${status} ${stdout}${stderr}`;
  };
  const works = (): void => {
    expect(run('tag', 'I live in Paris.')).toBe('0 I live in [Paris].\n');
    expect(run('train', '--help')).toMatch(/^0 Usage: nerwin train /);
    expect(run('--version')).toMatch(/^0 \d+\.\d+\.\d+\n$/);
  };

  test('the same engine accepts the code cache', () => {
    const source = readFileSync(join(bin, 'nerwin.bundle.js'), 'utf8');
    expect(new Script(source, { cachedData: readFileSync(cache) }).cachedDataRejected).toBe(false);
    works();
  });

  test('another engine version rejects the cache and still works', () => {
    const bytes = readFileSync(cache);
    bytes.writeInt32LE(~bytes.readInt32LE(4), 4); // the version
    writeFileSync(cache, bytes);
    works();
  });

  test('a truncated or missing cache is ignored', () => {
    writeFileSync(cache, readFileSync(join(built, 'nerwin.cache')).subarray(0, 1000));
    works();
    rmSync(cache);
    works();
  });
});
