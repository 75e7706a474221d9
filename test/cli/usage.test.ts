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

test('train without --set, into a folder that cannot be made, fails before it reads the corpora', async () => {
  const config = packagePath('configs/first.yaml');
  const { code, notes } = await captured(['train', '--config', config, '--output', '/proc/nope']);
  expect(code).toBe(3);
  expect(notes).toContain('/proc/nope: ');
  expect(notes).not.toContain('sentences');
});
