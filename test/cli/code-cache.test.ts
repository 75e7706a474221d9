import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadFromCache, writeCache } from '../../bin/code-cache.js';
import { packagePath } from '../../src/package.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nerwin-code-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const flipped = (bytes: Buffer, bit: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed;
};

describe('the cache of a file', () => {
  const source = `exports.greeting = 'hello'; exports.double = (x) => 2 * x;`;
  let file: string;
  let cache: string;

  /** Loads the file from its cache anew; undefined if it is refused. */
  function loaded(): Record<string, unknown> | undefined {
    const { cache: modules } = createRequire(file);
    delete modules[file];
    loadFromCache(folder, 'a.js');
    return modules[file]?.exports;
  }

  beforeEach(async () => {
    file = join(folder, 'a.js');
    cache = `${file}.cache`;
    writeFileSync(file, source);
    await writeCache(folder, 'a.js', () => createRequire(file)(file).double(1));
  });

  test('gives what the file exports', () => {
    expect(loaded()).toMatchObject({ greeting: 'hello' });
  });

  test('is refused when any bit of it, or of the file, has changed', () => {
    for (const path of [file, cache]) {
      const bytes = readFileSync(path);
      for (let bit = 0; bit < 8 * bytes.length; bit += 61) {
        writeFileSync(path, flipped(bytes, bit));
        expect(loaded()).toBeUndefined();
      }
      writeFileSync(path, bytes);
    }
    expect(loaded()).toBeDefined();
  });

  test('is refused when the file has other code of the same length', () => {
    writeFileSync(file, source.replace('2 * x', '3 * x'));
    expect(loaded()).toBeUndefined();
  });

  test('may be missing, empty or cut', () => {
    const bytes = readFileSync(cache);
    for (const length of [0, 3, 4, 5, bytes.length - 1]) {
      writeFileSync(cache, bytes.subarray(0, length));
      expect(loaded()).toBeUndefined();
    }
    rmSync(cache);
    expect(loaded()).toBeUndefined();
  });

  test('does not hold the folder in which it was built', () => {
    expect(readFileSync(cache).includes(folder)).toBe(false);
    expect(readFileSync(packagePath('dist/bin/chunks/tag.js.cache')).includes(packagePath('.'))).toBe(false);
  });
});

describe('nerwin tag', () => {
  const tag = (): string =>
    execFileSync(process.execPath, [join(folder, 'dist/bin/nerwin.js'), 'tag', 'I love Paris'], {
      encoding: 'utf8',
    });

  beforeEach(() => {
    cpSync(packagePath('dist/bin'), join(folder, 'dist/bin'), { recursive: true });
    for (const name of ['configs', 'data', 'node_modules', 'package.json'])
      symlinkSync(packagePath(name), join(folder, name));
  });

  test('gives the same with a damaged cache', () => {
    const cache = join(folder, 'dist/bin/chunks/tag.js.cache');
    const bytes = readFileSync(cache);
    for (const part of [0, 0.3, 0.6, 0.99]) {
      writeFileSync(cache, flipped(bytes, Math.floor(8 * part * bytes.length)));
      expect(tag()).toBe('I love [Paris]\n');
    }
  });

  test('runs the bundle as it is now, not as it was when the cache was made', () => {
    const bundle = join(folder, 'dist/bin/chunks/tag.js');
    const code = readFileSync(bundle, 'utf8');
    const changed = code.replace(': ["[", "]"]', ': ["<", ">"]');
    expect(changed).not.toBe(code);
    expect(changed).toHaveLength(code.length);
    writeFileSync(bundle, changed);
    expect(tag()).toBe('I love <Paris>\n');
  });
});
