import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affixes, pattern, shape } from '../../src/features/word-shape.js';

const word = fc.string({ unit: fc.constantFrom('a', 'B', 'É', '東', '😀', '1', '-'), maxLength: 6 });

test.each([
  ['A', 'A'],
  ['U.S.', 'ALL'],
  ['PARIS', 'ALL'],
  ['Paris', 'Initial'],
  ["'Tis", 'Initial'],
  ['McDonald', 'Inner'],
  ['iPhone', 'Inner'],
  ['Al-Zaman', 'Inner'],
  ['river', 'lower'],
  ['東京', 'mixed'],
  ['1,250', 'number'],
  ['٣', 'number'],
  ['B2', 'digit'],
  ['…', 'punctuation'],
  ['😀', 'punctuation'],
  ['Élan', 'Initial'],
  ['élan', 'lower'],
  ['ÉLAN', 'ALL'],
  ['É', 'A'],
  ['A.', 'A'],
  ["l'Élan", 'Inner'],
  ['ÉLan', 'Inner'],
  ['river-2', 'digit'],
  ['2river', 'digit'],
  ['Paris2', 'digit'],
  ['東2', 'digit'],
  ['$1', 'number'],
  ['²', 'punctuation'],
  ['٣…', 'number'],
  ['…3', 'number'],
  ['!', 'punctuation'],
  ['', 'punctuation'],
])('shape of %s is %s', (form, expected) => expect(shape(form)).toBe(expected));

test.each([
  ['Al-Zaman', 'Aa-Aaa'],
  ['1,250', '0,00'],
  ['PARIS', 'AA'],
  ['a1b2c3d4e5', 'a0a0a0a0'],
  ['東京タワー', 'xx'],
  ['...', '..'],
  ['', ''],
  ['zZaA', 'aAaA'],
  ['éÉ', 'aA'],
  ['٣', '0'],
  ['aaa-bbb-ccc', 'aa-aa-aa'],
  ['{`@[', '{`@['],
])('pattern of %s is %s', (form, expected) => expect(pattern(form)).toBe(expected));

test('a pattern has at most eight characters, no three alike in a row', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (form) => {
      const found = [...pattern(form)];
      expect(found.length).toBeLessThanOrEqual(8);
      expect(
        found.some((character, k) => k > 1 && found[k - 1] === character && found[k - 2] === character),
      ).toBe(false);
    }),
  );
});

test('affixes: one prefix and one suffix of each length up to the longest; case does not matter', () => {
  fc.assert(
    fc.property(word, fc.integer({ min: 0, max: 5 }), (form, longest) => {
      const found = affixes(form, longest, 64);
      expect(found.length).toBe(2 * Math.min(longest, [...form.toLowerCase()].length));
      expect(found.every((bucket) => bucket >= 0 && bucket < 64)).toBe(true);
    }),
  );
  expect(affixes('Paris', 3, 4096)).toEqual(affixes('PARIS', 3, 4096));
  expect(affixes('Paris', 2, 1 << 24)).not.toEqual(affixes('Siraps', 2, 1 << 24));
});

/** FNV-1a of UTF-16 units and a last multiplication, in exact integers. */
function bucketOf(text: string, buckets: number): number {
  const units = Array.from({ length: text.length }, (_, k) => BigInt(text.charCodeAt(k)));
  const fnv = units.reduce((hash, unit) => ((hash ^ unit) * 0x01000193n) % 2n ** 32n, 0x811c9dc5n);
  return Number((((fnv ^ (fnv >> 15n)) * 0x735a2d97n) % 2n ** 32n) % BigInt(buckets));
}

test('affixes are hashes of the first and the last characters, marked with a hyphen where the word goes on', () => {
  fc.assert(
    fc.property(word, fc.integer({ min: 1, max: 2 ** 24 }), (form, buckets) => {
      const characters = [...form.toLowerCase()];
      const expected = [1, 2, 3]
        .filter((n) => n <= characters.length)
        .flatMap((n) => [
          bucketOf(`${characters.slice(0, n).join('')}-`, buckets),
          bucketOf(`-${characters.slice(characters.length - n).join('')}`, buckets),
        ]);
      expect(affixes(form, 3, buckets)).toEqual(expected);
    }),
  );
});
