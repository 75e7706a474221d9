import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = new URL('../../src/lecture/README.md', import.meta.url);
const links = [...readFileSync(page, 'utf8').matchAll(/\[`([^`]+)`\]\(([^)#\s]+)#L(\d+)\)/g)].map(
  ([, expression = '', path = '', line = '']) => ({ expression, path, line: Number(line) }),
);

test.each(links)('$path#L$line holds `$expression`', ({ expression, path, line }) => {
  const lines = readFileSync(new URL(path, page), 'utf8').split('\n');
  const found = lines.flatMap((text, k) => (text.includes(expression) ? [k + 1] : []));
  expect(found, `the expression stands in line ${found.join(', ') || 'none'}`).toContain(line);
});

test('every part of the derivation points to its code', () => {
  const files = new Set(links.map(({ path }) => path));
  expect(links.length).toBeGreaterThanOrEqual(24);
  expect([...files].sort()).toEqual([
    '../kernels/forward.ts',
    '../kernels/loops.ts',
    '../training/pair-objective.ts',
    '../network/activation.ts',
    '../network/input-gradient.ts',
    '../network/softmax.ts',
  ]);
});
