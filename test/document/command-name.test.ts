import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { commandName } from '../../src/document/command-name.js';
import { shellWord } from '../../src/document/shell-word.js';

test.each([
  ['/usr/local/bin/nerwin', undefined, 'nerwin'],
  ['/home/me/work/node_modules/.bin/nerwin', 'exec', 'npx nerwin'],
  ['/home/me/work/node_modules/.bin/nerwin', undefined, 'npx nerwin'],
  ['/home/me/.npm/_npx/1/node_modules/.bin/nerwin', 'exec', 'npx nerwin'],
  ['C:\\npm\\node_modules\\nerwin\\dist\\bin\\nerwin.js', undefined, 'nerwin'],
  ['/clone/bin/nerwin.ts', 'run-script', 'npm run nerwin --'],
  ['/clone/dist/bin/start.js', 'run-script', 'npx nerwin'],
  [resolve('dist/bin/nerwin.js'), undefined, 'node dist/bin/nerwin.js'],
  [resolve('my clone/dist/bin/nerwin.js'), undefined, "node 'my clone/dist/bin/nerwin.js'"],
  ['/some/other/program.js', 'exec', 'nerwin'],
])('%s, npm %s: %s', (script, npmCommand, expected) => {
  expect(commandName(script.replaceAll('\\', '/'), npmCommand ?? '')).toBe(expected);
});

test('Windows shells get double quotes, and none around a path with a drive', () => {
  expect(shellWord('my run\\model.safetensors', 'win32')).toBe('"my run\\model.safetensors"');
  expect(shellWord('C:\\runs\\first', 'win32')).toBe('C:\\runs\\first');
});
