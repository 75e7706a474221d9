import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Lines of code, without blank lines and without docstrings, which here take one line each. */
const codeLines = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('/**'));

const start = 'const hidden = ';

test('README.md quotes the core of the lecture page, from the forward pass to the step, line for line', () => {
  const block = [...read('README.md').matchAll(/^```ts\n(.*?)^```$/gms)]
    .map(([, code]) => code)
    .find((code) => code.includes(start));
  const page = read('src/lecture/window.ts');
  expect(block, 'the block with `const hidden`').toBeDefined();
  expect(codeLines(block ?? '')).toEqual(codeLines(page.slice(page.indexOf(start))));
});

test('the page has at most 60 lines', () => {
  expect(read('src/lecture/window.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
