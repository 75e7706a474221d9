import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sigmoid } from '../../src/network/exponential.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { type JsonOptions, jsonWriter, roundedScore } from '../../src/tagging/json-record.js';
import { locationScore, type Tagged } from '../../src/tagging/tagged.js';
import { TokenProbability } from '../../src/tagging/token-probability.js';
import { CodeUnits } from '../../src/text/code-units.js';
import { splitOnSpaces, TokenBuffer } from '../../src/text/tokens.js';

/** The record as objects and JSON.stringify make it. */
function expected(tagged: Tagged): string {
  const { text, tokens, scores, locations, probability } = tagged;
  const item = (start: number, end: number, score: number) => ({
    text: text.slice(start, end),
    start,
    end,
    score: roundedScore(score),
    probability: probability ? probability.tenThousandths(score) / 1e4 : null,
  });
  const record = {
    text,
    tokens: Array.from({ length: tokens.count }, (_, t) => item(tokens.starts[t], tokens.ends[t], scores[t])),
    locations: Array.from({ length: locations.count }, (_, k) =>
      item(tokens.starts[locations.starts[k]], tokens.ends[locations.ends[k] - 1], locationScore(tagged, k)),
    ),
  };
  return `${JSON.stringify(record)}\n`;
}

const written = (tagged: Tagged, options?: JsonOptions): string => {
  const out = new ByteBuffer();
  jsonWriter(options)(tagged, out);
  return Buffer.from(out.take()).toString('utf8');
};

const unit = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...'abc de "\\/ \b\f\n\r\t\u0000\u001f\u007fé€\u2028😀𝒳') },
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom('\ud800', '\udc00'), // halves of pairs
);
const score = fc.oneof(
  fc.float(),
  fc.float({ min: -10, max: 10 }),
  fc.constantFrom(
    0,
    -0,
    1e-5,
    -1e-5,
    0.00005,
    0.5,
    99999.9999,
    1e5,
    1e30,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ),
);

test('the record equals that of JSON.stringify, for any text and scores', () => {
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 40 }),
      fc.array(score, { minLength: 40, maxLength: 40 }),
      fc.boolean(),
      (units, s, isCalibrated) => {
        const text = units.join('');
        const tokens = splitOnSpaces(text);
        const locations = new TokenBuffer();
        for (let t = 0; t + 1 < tokens.count; t += 3) locations.push(t, t + 1 + (t % 2));
        const tagged = {
          text,
          units: new CodeUnits().take(text).array,
          tokens,
          scores: Float32Array.from(s),
          sentences: new TokenBuffer(),
          locations,
          probability: isCalibrated ? new TokenProbability({ a: 0.7, b: -1 }) : undefined,
        };
        expect(written(tagged)).toBe(expected(tagged));
      },
    ),
    { numRuns: 1000 },
  );
});

test('a megabyte of text that is all escapes', () => {
  const text = '\u0001é" '.repeat(250_000);
  const tokens = splitOnSpaces(text);
  const scores = new Float32Array(tokens.count).fill(-12.3456);
  const tagged = {
    text,
    units: new CodeUnits().take(text).array,
    tokens,
    scores,
    sentences: new TokenBuffer(),
    locations: new TokenBuffer(),
    probability: new TokenProbability({ a: 0.1, b: 0 }),
  };
  expect(written(tagged) === expected(tagged)).toBe(true);
});

const sample = (text: string, s: number): Tagged => {
  const tokens = splitOnSpaces(text);
  const locations = new TokenBuffer();
  for (let k = 0; k < tokens.count; k += 2) locations.push(k, k + 1);
  const scores = new Float32Array(tokens.count).fill(s);
  const probability = new TokenProbability({ a: 1, b: 0 });
  const units = new CodeUnits().take(text).array;
  return { text, units, tokens, scores, sentences: new TokenBuffer(), locations, probability };
};

test('offsets in UTF-16 code units, code points or bytes: what each language slices is the token', () => {
  const text = '😀 é "a" 東京 𝒳𝒴 x \ud83d z';
  const parts = text.split(' ');
  const slices = {
    utf16: (start: number, end: number) => text.slice(start, end),
    codepoint: (start: number, end: number) => [...text].slice(start, end).join(''),
    byte: (start: number, end: number) => Buffer.from(text).subarray(start, end).toString(),
  };
  for (const [offsets, slice] of Object.entries(slices)) {
    const { tokens, locations } = JSON.parse(written(sample(text, 1), { offsets: offsets as 'byte' }));
    const found = (spans: { start: number; end: number }[]) =>
      spans.map(({ start, end }) => Buffer.from(slice(start, end)).toString());
    const expectedParts = parts.map((part) => Buffer.from(part).toString()); // half a pair becomes U+FFFD
    expect([offsets, found(tokens)]).toEqual([offsets, expectedParts]);
    expect([offsets, found(locations)]).toEqual([offsets, expectedParts.filter((_, k) => k % 2 === 0)]);
  }
});

test('all digits of scores and probabilities', () => {
  const s = Math.fround(1.23456789);
  const [token] = JSON.parse(written(sample('Rome', s), { scores: 'full' })).tokens;
  expect(token.score).toBe(s);
  expect(token.probability).toBe(sigmoid(s));
  expect(JSON.parse(written(sample('Rome', s))).tokens[0]).toMatchObject({
    score: 1.2346,
    probability: 0.7746,
  });
});
