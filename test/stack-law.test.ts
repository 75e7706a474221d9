import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { maximum, minimum } from '../src/extremes.js';

const root = fileURLToPath(new URL('../src/', import.meta.url));

/** Functions that people call with a whole list as arguments. Each argument takes space on the stack. */
const spread = /\b(Math\.(max|min)|\.(push|unshift)|\.splice)\(([^()[\]]*, )?\.\.\./;

test('no list of unknown length becomes the arguments of a call', () => {
  const offences = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, k) => (spread.test(line) ? [`${file}:${k + 1}: ${line.trim()}`] : [])),
    );
  expect(offences).toEqual([]);
  for (const call of [
    'Math.max(...list)',
    'Math.min(0, ...list)',
    'all.push(...list)',
    'a.splice(0, 1, ...list)',
  ])
    expect(spread.test(call)).toBe(true);
});

test('maximum and minimum take lists of any length', () => {
  const list = new Float64Array(1_000_000).map((_, k) => k - 500_000);
  expect([maximum(list), minimum(list)]).toEqual([499_999, -500_000]);
  expect([maximum([]), minimum([])]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect([maximum([1, Number.NaN]), minimum([Number.NaN, 1])]).toEqual([Number.NaN, Number.NaN]);
});
