import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  blanks,
  commas,
  countFields,
  fieldAt,
  isDecimal,
  readNumbers,
} from '../../src/vectors/number-text.js';

/** The numbers of `text` and how many of them could be read. */
function read(text: string, count: number, between = blanks): [number, number[]] {
  const bytes = Buffer.from(text);
  const into = new Float32Array(count);
  return [readNumbers(bytes, 0, bytes.length, between, count, into, 0), [...into]];
}

const shortDecimal = fc
  .tuple(fc.constantFrom('', '-', '+'), fc.nat(999_999_999), fc.nat(9), fc.nat({ max: 999_999_999 }))
  .map(([sign, whole, zeros, fraction]) => `${sign}${whole}.${'0'.repeat(zeros)}${fraction}`);
const written = fc.oneof(
  shortDecimal,
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ noNaN: true, min: -3e38, max: 3e38 }).map(String),
  fc.double({ noNaN: true, min: -3e38, max: 3e38 }).map((value) => value.toExponential()),
  fc.integer().map((value) => `${value}.`),
  fc.nat().map((value) => `.${value}`),
);

test('a decimal is read as Math.fround(Number(text))', () => {
  fc.assert(
    fc.property(
      fc.array(written, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(' ', '\t', '  '),
      (texts, blank) => {
        const [count, values] = read(texts.join(blank), texts.length);
        expect(count).toBe(texts.length);
        expect(values).toEqual(texts.map((text) => Math.fround(Number(text))));
      },
    ),
    { numRuns: 1000 },
  );
});

test('parsing stops at anything that is not a finite decimal', () => {
  for (const text of [
    'nan',
    'Infinity',
    '-inf',
    '1e39',
    '-4e38',
    '0x1',
    '1_000',
    '1,5',
    '--1',
    '-',
    '.',
    '1e',
    '',
  ]) {
    expect(read(`1 ${text}`, 2)[0], text).toBe(1);
    expect(isDecimal(text)).toBe(/^(1e39|-4e38)$/.test(text)); // a decimal, but beyond float32
  }
});

test('fields lie between runs of separators', () => {
  const bytes = Buffer.from(' 1.5,  -2 ,3');
  expect(countFields(bytes, 0, bytes.length, commas)).toBe(3);
  expect(countFields(bytes, 0, bytes.length, blanks)).toBe(3); // 1.5, and -2 and ,3
  expect(
    [0, 1, 2, 3].map((index) => bytes.toString('latin1', ...fieldAt(bytes, 0, 12, index, commas))),
  ).toEqual(['1.5', '-2', '3', '']);
  expect(read(' 1.5,  -2 ,3', 3, commas)).toEqual([3, [1.5, -2, 3]]);
});
