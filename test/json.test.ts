import { expect, test } from 'vitest';
import { closingQuote, parseJson } from '../src/json.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('JSON is read to a depth of 200, of arrays and objects', () => {
  expect(parseJson(nested(200))).toEqual(JSON.parse(nested(200)));
  expect(() => parseJson(nested(201))).toThrow(new SyntaxError('it is nested more than 200 deep'));
  expect(() => parseJson(`${'{"a":['.repeat(101)}${']}'.repeat(101)}`)).toThrow('nested more than 200 deep');
  expect(() => parseJson('['.repeat(1_000_000))).toThrow('nested more than 200 deep');
});

test('brackets in strings, and many brackets side by side, are not nested', () => {
  const text = '[{"\\"'.repeat(300);
  expect(parseJson(JSON.stringify([text]))).toEqual([text]);
  const list = Array.from({ length: 10_000 }, (_, k) => [{ k }]);
  expect(parseJson(JSON.stringify(list))).toEqual(list);
});

test('strings of many escapes end where their quote is', () => {
  const string = JSON.stringify('\\"'.repeat(5_000_000));
  expect(closingQuote(`${string}, 1`, 0)).toBe(string.length - 1);
  expect(closingQuote('"open\\"', 0)).toBe(7);
});
