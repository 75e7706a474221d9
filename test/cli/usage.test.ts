import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagePath } from '../../src/package.js';
import { captured } from './captured.js';

test.each([
  ['train nope.yaml', "unexpected argument 'nope.yaml'", 'train --config nope.yaml'],
  ['train my.json --seed 2', "unexpected argument 'my.json'", 'train --config my.json'],
  ['eval dev.conll', "unexpected argument 'dev.conll'", 'eval --corpus dev.conll'],
  ['eval m.safetensors', "unexpected argument 'm.safetensors'", 'eval --model m.safetensors'],
  ['gradcheck c.yaml', "unexpected argument 'c.yaml'", 'gradcheck --config c.yaml'],
  ['bench m.safetensors', "unexpected argument 'm.safetensors'", 'bench --model m.safetensors'],
])('%s: the hint names the option', async (line, message, hint) => {
  const { code, notes } = await captured(line.split(' '));
  expect(code).toBe(2);
  expect(notes).toContain(message);
  expect(notes).toMatch(new RegExp(`did you mean \`.*${hint}\``));
});

test('a folder without its option: --model if it holds a model, otherwise --output', async () => {
  const root = mkdtempSync(join(tmpdir(), 'nerwin-usage-'));
  const folder = (name: string, ...files: string[]): string => {
    const path = join(root, name);
    mkdirSync(path);
    for (const file of files) writeFileSync(join(path, file), '');
    return path;
  };
  const run = folder('run', 'model.safetensors', 'report.html');
  const site = folder('site', 'model.safetensors', 'index.html');
  const empty = folder('empty');
  for (const [command, path, option] of [
    ['page', run, '--model'],
    ['page', site, '--output'],
    ['page', empty, '--output'],
    ['bench', run, '--model'],
    ['train', empty, '--output'],
  ]) {
    const { code, notes } = await captured([command, path]);
    expect([code, notes]).toEqual([2, expect.stringContaining(`${command} ${option} ${path}\``)]);
  }
  const { code, notes } = await captured(['bench', empty]); // writes to no folder
  rmSync(root, { recursive: true });
  expect([code, notes]).toEqual([2, expect.not.stringContaining('did you mean')]);
});

test('train without --set, into a folder that cannot be made, fails before it reads the corpora', async () => {
  const config = packagePath('configs/first.yaml');
  const { code, notes } = await captured(['train', '--config', config, '--output', '/proc/nope']);
  expect(code).toBe(3);
  expect(notes).toContain('/proc/nope: ');
  expect(notes).not.toContain('sentences');
});
