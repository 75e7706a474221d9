import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/document/shell-word.js';

test('a shell reads every quoted word back unchanged', () => {
  const texts = fc.sample(fc.string({ unit: fc.constantFrom(...`ab/.'"\\ $*é;\n`) }), {
    numRuns: 200,
    seed: 1,
  });
  const script = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`).join('\n');
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
    texts.map((text) => `${text}\0`).join(''),
  );
});

test('a word that needs no quotes gets none', () => {
  expect(shellWord('runs/first-2/model.safetensors')).toBe('runs/first-2/model.safetensors');
});
