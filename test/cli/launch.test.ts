import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtPath } from '../../src/built.js';
import { packagePath } from '../../src/package.js';

/** JavaScript files of a folder, at any depth. */
const scripts = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));

describe('the bundled command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin launch ')); // with blanks
  const bin = join(folder, 'dist/bin');
  beforeAll(() => {
    cpSync(builtPath('bin'), bin, { recursive: true });
    for (const name of ['data', 'configs', 'package.json', 'node_modules', 'dist/src'])
      symlinkSync(packagePath(name), join(folder, name), 'junction');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]): string => {
    const command = [join(bin, 'nerwin.js'), ...args];
    const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    return `${status} ${stdout}${stderr}`;
  };

  test('works from another folder', () => {
    expect(run('tag', 'I live in Paris.')).toBe('0 I live in [Paris].\n');
    expect(run('train', '--help')).toMatch(/^0 Usage: nerwin train /);
    expect(run('--version')).toMatch(/^0 \d+\.\d+\.\d+\n$/);
  });

  test('every class and function is in one file only', () => {
    const holders = scripts(bin).filter((file) =>
      readFileSync(join(bin, file), 'utf8').includes('NerwinError = class'),
    );
    expect(holders).toEqual([join('chunks', 'main.js')]);
  });

  test('nothing names the folder in which it was built', () => {
    const named = scripts(bin).filter((file) =>
      readFileSync(join(bin, file), 'utf8').includes(packagePath('.')),
    );
    expect(named).toEqual([]);
  });

  test('an edited file runs as edited, even if its length stays the same', () => {
    const file = join(bin, 'chunks/main.js');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('see `nerwin --help`', 'SEE `nerwin --help`'));
    expect(run('--jsn')).toMatch(/^2 nerwin: unknown option '--jsn'\n {2}hint: SEE `node .* --help`\n$/);
    writeFileSync(file, text);
  });
});
