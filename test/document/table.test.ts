import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignments, markdownTable, plainTable } from '../../src/document/table.js';
import { textWidth } from '../../src/document/text-width.js';

test('numbers are right-aligned, text is left-aligned, lines have no trailing spaces', () => {
  const table = plainTable(
    ['name', 'F1', 'note'],
    [
      ['dev', 7.25, 'x'],
      ['a longer one', 81, ''],
      ['test', null, 'last'],
    ],
  );
  expect(table).toBe(
    [
      'name            F1  note',
      'dev           7.25  x',
      'a longer one    81',
      'test             –  last',
      '',
    ].join('\n'),
  );
});

test('a column is right-aligned if it holds only numbers and empty cells', () => {
  const rows = [
    ['1,234', '−3.5', '12 %', '1e-9', 'a1', '', '3 s'],
    [5, null, '', '2.5E+10', '2', '', '.5'],
  ];
  expect(alignments(['a', 'b', 'c', 'd', 'e', 'f', 'g'], rows)).toEqual([
    'right',
    'right',
    'right',
    'right',
    'left',
    'left',
    'right',
  ]);
});

test('columns line up below wide characters', () => {
  expect(
    plainTable(
      ['place', 'x'],
      [
        ['東京', 'a'],
        ['Rome', 'b'],
      ],
    ),
  ).toBe('place  x\n東京   a\nRome   b\n');
});

test('styling does not change the layout and receives row and column', () => {
  const style = (text: string, row: number, column: number) => `<${row},${column}:${text}>`;
  expect(plainTable(['a', 'n'], [['xyz', 1]], { style })).toBe('<-1,0:a>    <-1,1:n>\n<0,0:xyz>  <0,1:1>\n');
});

test('cell contents can neither break lines nor move the cursor', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (texts) => {
      const lines = plainTable(
        ['t', 'end'],
        texts.map((text) => [text, 'x']),
      ).split('\n');
      expect(lines).toHaveLength(texts.length + 2);
      const ends = lines.slice(0, -1).map((line) => textWidth(line.replace(/(end|x)$/, '')));
      expect(new Set(ends).size).toBe(1);
    }),
  );
});

test('Markdown', () => {
  expect(
    markdownTable(
      ['a', 'n'],
      [
        ['x', 1],
        ['y', null],
      ],
    ),
  ).toBe('| a | n |\n| --- | ---: |\n| x | 1 |\n| y | – |\n');
});
