import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affixes, pattern, shape } from '../../src/features/word-shape.js';

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
])('shape of %s is %s', (form, expected) => expect(shape(form)).toBe(expected));

test.each([
  ['Al-Zaman', 'Aa-Aaa'],
  ['1,250', '0,00'],
  ['PARIS', 'AA'],
  ['a1b2c3d4e5', 'a0a0a0a0'],
  ['東京タワー', 'xx'],
  ['...', '..'],
  ['', ''],
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

test('affixes: one prefix and one suffix of each length up to the longest, whatever the case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 5 }), (form, longest) => {
      const found = affixes(form, longest, 64);
      expect(found.length).toBe(2 * Math.min(longest, [...form.toLowerCase()].length));
      expect(found.every((bucket) => bucket >= 0 && bucket < 64)).toBe(true);
    }),
  );
  expect(affixes('Paris', 3, 4096)).toEqual(affixes('PARIS', 3, 4096));
  expect(affixes('Paris', 2, 1 << 24)).not.toEqual(affixes('Siraps', 2, 1 << 24));
});
