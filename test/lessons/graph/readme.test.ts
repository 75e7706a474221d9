import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../src/lessons/graph/', import.meta.url);
const page = readFileSync(new URL('README.md', folder), 'utf8');

const pointers = [...page.matchAll(/\[`([^`]+)`\]\(([\w./]+)#L(\d+)\)/g)].map(([, code, file, line]) => ({
  code,
  file,
  line: +line,
}));

test.each(pointers)('$file:$line holds $code', ({ code, file, line }) => {
  expect(readFileSync(new URL(file, folder), 'utf8').split('\n')[line - 1]).toContain(code);
});

test('every gate has its pointers, and every link leads somewhere', () => {
  expect(pointers.length).toBeGreaterThan(30);
  expect(page).not.toMatch(/#L\)/);
  for (const [, path] of page.matchAll(/\]\(([\w./-]+?)(?:#L\d+)?\)/g)) {
    expect([path, existsSync(new URL(path, folder))]).toEqual([path, true]);
  }
});
