import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormTable, hashOf } from '../../src/tagging/form-table.js';
import { CodeUnits } from '../../src/text/code-units.js';

const unitsOf = (text: string): Uint16Array => new CodeUnits().take(text).array;

const numberIn = (table: FormTable, text: Uint16Array, start: number, end: number): number =>
  table.intern(text, start, end, hashOf(text, start, end));

test('forms get numbers in order of first appearance, anywhere in a text', () => {
  const form = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('', 'a', 'aa', 'Paris', 'paris', 'x'.repeat(1000), `${'x'.repeat(999)}y`),
  );
  fc.assert(
    fc.property(fc.array(form, { maxLength: 60 }), fc.nat(5), (forms, before) => {
      const table = new FormTable(60);
      const numbers = new Map<string, number>();
      for (let times = 0; times < 2; times++) {
        for (const word of forms) {
          const text = unitsOf(`${' '.repeat(before)}${word} and more`);
          if (!numbers.has(word)) numbers.set(word, numbers.size);
          const number = numberIn(table, text, before, before + word.length);
          expect(number).toBe(numbers.get(word));
          expect(table.textOf(number)).toBe(word);
        }
      }
      expect(table.count).toBe(numbers.size);
      expect(table.units).toBe([...numbers.keys()].join('').length);
      table.clear();
      expect([table.count, table.units, numberIn(table, unitsOf('new'), 0, 3), table.count]).toEqual([
        0, 0, 0, 1,
      ]);
    }),
  );
});

test('holds a hundred thousand forms', () => {
  const table = new FormTable(100_000);
  const forms = Array.from({ length: 100_000 }, (_, k) => `word${k}`);
  forms.forEach((form) => void numberIn(table, unitsOf(form), 0, form.length));
  const numbers = forms.map((form) => numberIn(table, unitsOf(form), 0, form.length));
  expect(numbers.every((number, k) => number === k)).toBe(true);
});
