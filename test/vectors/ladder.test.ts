import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findForm, ladderKeys, WordLookUp } from '../../src/vectors/ladder.js';
import { paddingRow } from '../../src/vectors/special-vectors.js';

const table = (words: readonly string[]) => ({
  words,
  d: 2,
  vectors: Float32Array.from(words.flatMap((_, row) => [row, -row])),
  unknown: Float32Array.of(100, 101),
  number: Float32Array.of(200, 201),
});
const words = [
  'paris',
  'Paris',
  '"',
  '(',
  '—',
  '…',
  'us',
  '0000s',
  'DGDGth',
  'sao',
  'koln',
  'lodz',
  'mh17',
  'oneill',
  'al',
  'qaida',
  'and',
  'or',
  'kerala',
  'floods',
  'moscow',
  'an',
  'me',
  'not',
  'constructor',
  '2004',
  'tom&jerry',
  '&',
  '!',
];
const lookUp = new WordLookUp(table(words));

/** The rung that served, and the words of its rows. */
function found(form: string): string {
  const { rung, rows } = lookUp.find(form);
  const names = rows.map((row) => words[row] ?? ['UNK', 'NUM', 'PAD'][row - words.length]);
  return [rung, ...names].join(' ');
}

describe('each rung, by hand', () => {
  const cases: [string, string][] = [
    ['paris', 'exact paris'],
    ['Paris', 'exact Paris'],
    ['2004', 'exact 2004'],
    ['constructor', 'exact constructor'],
    ['“', 'normalized "'],
    ['``', 'normalized "'],
    ['-LRB-', 'normalized ('],
    ['--', 'normalized —'],
    ['...', 'normalized …'],
    ['&amp;', 'normalized &'],
    ['Par\u00adis', 'normalized Paris'],
    ['Pa\u2060r\ufeffi\u200bs', 'normalized Paris'],
    ['\u200b', 'unknown UNK'],
    ['PARIS', 'lower paris'],
    ['1,234.5', 'number NUM'],
    ['-3', 'number NUM'],
    ['٣٤', 'number NUM'],
    ['1990s', 'digits 0000s'],
    ['19th', 'digits DGDGth'],
    ['São', 'accents sao'],
    ['Sa\u0303o', 'accents sao'],
    ['Łódź', 'accents lodz'],
    ['KÖLN', 'accents koln'],
    ['U.S.', 'periods us'],
    ['#MH17', 'edges mh17'],
    ['_Paris_', 'edges Paris'],
    ["O'Neill", 'joined oneill'],
    ['O’Neill', 'joined oneill'],
    ['Al-Qaida', 'parts al qaida'],
    ['and/or', 'parts and or'],
    ['KeralaFloods', 'parts kerala floods'],
    ['al-xyzzy', 'parts al'],
    ["Moscow's", 'possessive moscow'],
    ['a', 'stand-in an'],
    ['I', 'stand-in me'],
    ["n't", 'stand-in not'],
    ['!!!', 'stand-in !'],
    ['xyzzy', 'unknown UNK'],
    ['__proto__', 'unknown UNK'],
    ['toString', 'unknown UNK'],
    ['@al_qaida', 'unknown UNK'],
    ['https://al/qaida', 'unknown UNK'],
    ['-', 'unknown UNK'],
    ['', 'unknown UNK'],
  ];
  for (const [form, expected] of cases)
    test(`${JSON.stringify(form)}: ${expected}`, () => expect(found(form)).toBe(expected));
});

test('unknown, number and padding are rows V, V + 1, V + 2 of the table', () => {
  const V = words.length;
  expect([lookUp.unknownRow, lookUp.numberRow, lookUp.paddingRow]).toEqual([V, V + 1, V + 2]);
  expect([...lookUp.table.subarray(2 * V, 2 * V + 4)]).toEqual([100, 101, 200, 201]);
  expect(lookUp.table.subarray(2 * V + 4)).toEqual(paddingRow(2));
});

test('the padding is small, not zero, and always the same', () => {
  const row = paddingRow(300);
  expect(row).toEqual(paddingRow(300));
  expect(Math.max(...row.map(Math.abs))).toBeLessThanOrEqual(0.05);
  expect(new Set(row).size).toBeGreaterThan(290);
});

test('a table with only the keys of a form finds the same rows as the full table', () => {
  const piece = fc.constantFrom(...words, '“', 'São', '-', '/', '.', "'s", '#', '_', '1', 'X', 'É');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('')),
      (form) => {
        const keys = new Set(ladderKeys(form));
        const kept = words.filter((word) => keys.has(word));
        const few = new WordLookUp(table(kept)).find(form);
        const all = lookUp.find(form);
        expect(few.rung).toBe(all.rung);
        expect(few.rows.map((row) => kept[row])).toEqual(all.rows.map((row) => words[row]));
      },
    ),
    { numRuns: 500 },
  );
});

test('no key of a form is looked up twice, since a lookup costs more than the rest', () => {
  const piece = fc.constantFrom('São', '-', '/', '.', "'s", '#', '_', '1', 'X', 'É', 'x', '“', '!');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
      (form) => {
        const asked: string[] = [];
        const { rung } = findForm(form, { V: 0, rowOf: (word) => void asked.push(word) });
        expect(['number', 'unknown']).toContain(rung);
        expect(asked).toEqual([...new Set(asked)]);
        if (rung === 'unknown') expect(new Set(asked)).toEqual(new Set(ladderKeys(form)));
      },
    ),
    { numRuns: 500 },
  );
});

test('every normalization of a form has the same keys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (form) => {
      expect([...ladderKeys(form.normalize('NFD'))]).toEqual([...ladderKeys(form.normalize('NFC'))]);
    }),
  );
});
