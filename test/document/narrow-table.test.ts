import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainTable } from '../../src/document/table.js';
import { textWidth } from '../../src/document/text-width.js';

const header = ['step', 'number of tokens', 'the word is looked up'];
const rows = [
  ['exact', 1234, 'as it is written'],
  ['lower', 5, 'in lowercase letters only'],
];

test('a table that fits is the same with and without a width', () => {
  const wide = plainTable(header, rows);
  const width = Math.max(...wide.split('\n').map(textWidth));
  expect(plainTable(header, rows, { columns: width })).toBe(wide);
});

test('a table that is too wide continues headers of numbers and then text on further lines', () => {
  expect(plainTable(header, rows, { columns: 36 })).toBe(
    [
      '       number',
      '           of',
      'step   tokens  the word is looked up',
      'exact    1234  as it is written',
      'lower       5  in lowercase letters',
      '               only',
      '',
    ].join('\n'),
  );
});

test('if that is too wide, each row is a list; columns without a name stand beside the first cell', () => {
  const table = plainTable(
    ['metric', 'baseline', 'value', ''],
    [
      ['dev.entity.f1', 0.8437, 0.8512, '≠ better'],
      ['loss', 0.25, null, ''],
    ],
    { columns: 24 },
  );
  expect(table).toBe(
    [
      'metric dev.entity.f1 ≠ better',
      '  baseline  0.8437',
      '  value     0.8512',
      '',
      'metric loss',
      '  baseline  0.25',
      '  value     –',
      '',
    ].join('\n'),
  );
});

test('styles receive the same rows and columns in every layout, and change none', () => {
  for (const columns of [undefined, 36, 20]) {
    const seen = new Set<string>();
    const style = (text: string, row: number, column: number): string => {
      if (text !== '') seen.add(`${row} ${column}`);
      return text;
    };
    expect(plainTable(header, rows, { columns, style })).toBe(plainTable(header, rows, { columns }));
    expect(seen.has('0 2') && seen.has('1 1') && seen.has('-1 1')).toBe(true);
  }
});

test('every word of every cell is there whole, and no line of aligned cells is too wide', () => {
  const cell = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 6 }).map((words) => words.join(' '));
  const line = fc.tuple(cell, fc.integer({ min: 0, max: 99_999 }), cell);
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 34, max: 80 }),
      (cells, columns) => {
        const table = plainTable(['one', 'a number', 'two'], cells, {
          align: ['left', 'right', 'left'],
          columns,
        });
        const sorted = (text: string): string[] => text.split(/\s+/).filter(Boolean).sort();
        const all = [...cells.map((row) => row.join(' ')), 'one a number two'].join(' ');
        expect(sorted(table)).toEqual(sorted(all));
        for (const shown of table.split('\n')) expect(textWidth(shown)).toBeLessThanOrEqual(columns);
      },
    ),
  );
});
