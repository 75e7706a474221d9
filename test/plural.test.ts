import { expect, test } from 'vitest';
import { plural } from '../src/plural.js';

test('numbers have a comma after each three digits, as in English', () => {
  for (const n of [0, 1, 2, 12, 999, 1000, 12_345, 1_000_000, 2 ** 53])
    expect(plural(n, 'tag', 'tags')).toBe(`${n.toLocaleString('en-US')} ${n === 1 ? 'tag' : 'tags'}`);
});
