import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPoints } from '../../../src/lessons/boundary/point-file.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-points-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'p.csv');

function read(text: string | Uint8Array, positive?: string) {
  writeFileSync(path, text);
  return readPoints(path, positive);
}

test('header, comments, empty lines, CRLF, BOM, quotes and spaces', () => {
  const points = read('\ufeffwidth,height,kind\r\n# measured\r\n\r\n1, 2.5 ,a\r\n-3e-1,4,"b, ""c"""\r\n');
  expect(points).toEqual({
    title: 'p.csv',
    axes: ['width', 'height'],
    x: Float64Array.of(1, 2.5, -0.3, 4),
    isTrue: Uint8Array.of(0, 1),
    names: ['a', 'b, "c"'],
  });
});

test('the label that sorts last is the true class, unless one is named', () => {
  expect(read('0,0,1\n1,1,0').isTrue).toEqual(Uint8Array.of(1, 0));
  expect(read('0,0,1\n1,1,0', '0').isTrue).toEqual(Uint8Array.of(0, 1));
  expect(read('0,0,a\n1,1,b\n2,2,c', 'b').names).toEqual(['not b', 'b']);
});

describe('faults', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['two fields', '1,2,a\n3,4\n', ':2: 2 fields, expected 3'],
    ['four fields', '1,2,a\n3,4,b,c\n', ':2: 4 fields, expected 3'],
    ['no number', '1,2,a\n\n3,four,b\n', ":3: 'four' is not a finite number"],
    ['infinite', '1,2,a\n3,Infinity,b\n', ":2: 'Infinity' is not a finite number"],
    ['empty number', '1,2,a\n,3,b\n', ":2: '' is not a finite number"],
    ['too large', '1,2,a\n1e300,3,b\n', ':2: 1e300 is too large'],
    ['no label', '1,2,a\n3,4,\n', ':2: the label is empty'],
    ['an open quote', '1,2,a\n3,4,"b\n', ':2: the quote is not closed'],
    ['text after a quote', '1,2,a\n3,4,"b"c\n', ':2: text after the closing quote'],
    ['a quote inside', '1,2,a\n3,4,b"c\n', ':2: a quote inside a field without quotes'],
    ['no label before a comment', '1,2,a\r\n3,4,\n# end\n', ':2: the label is empty'],
    ['one label', '1,2,a\n3,4,a\n', ': all points have the label a'],
    ['three labels', '1,2,a\n3,4,b\n5,6,c', ': expected 2 labels, found 3: a, b, c'],
    ['nothing', '', ': no points'],
    ['not text', Uint8Array.of(0x31, 0xff, 0x32), ': not UTF-8 text'],
  ])('%s', (_what, text, message) => {
    expect(() => read(text)).toThrow(`${path}${message}`);
  });

  test('a label that no point has', () => {
    expect(() => read('1,2,a\n3,4,b', 'c')).toThrow('--positive: no point has the label c');
  });

  test('no such file', () => {
    expect(() => readPoints(join(folder, 'none.csv'), undefined)).toThrow(
      'none.csv: no such file or directory',
    );
  });
});
