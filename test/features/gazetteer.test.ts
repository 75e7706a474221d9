import { expect, test } from 'vitest';
import { Gazetteer } from '../../src/features/gazetteer.js';

test('every hash of a list is found, and no other, in lists of any size', () => {
  for (const size of [0, 1, 2, 300, 5000]) {
    const names = Array.from({ length: size }, (_, k) => ({
      tokens: [`name${k}`],
      type: k % 2 === 0 ? 'even' : 'odd',
    }));
    const gazetteer = Gazetteer.of('list', names);
    const { hashes, values } = gazetteer.entries;
    const listed = new Map(Array.from(hashes, (hash, k) => [hash, values[k]]));
    for (const hash of [
      ...hashes,
      ...Array.from(hashes, (hash) => (hash + 1) | 0),
      -(2 ** 31),
      2 ** 31 - 1,
      0,
    ])
      expect(gazetteer.find(hash)).toBe(listed.get(hash) ?? 0);
  }
});
