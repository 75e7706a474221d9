import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { roundedScore, writeJson } from '../../src/tagging/json-record.js';
import { locationScore, type Tagged } from '../../src/tagging/tagged.js';
import { CodeUnits } from '../../src/text/code-units.js';
import { splitOnSpaces, TokenBuffer } from '../../src/text/tokens.js';

/** The record as objects and JSON.stringify make it. */
function expected(tagged: Tagged): string {
  const { text, tokens, scores, locations } = tagged;
  const item = (start: number, end: number, score: number) => ({
    text: text.slice(start, end),
    start,
    end,
    score: roundedScore(score),
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

const written = (tagged: Tagged): string => {
  const out = new ByteBuffer();
  writeJson(tagged, out);
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
      (units, s) => {
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
  };
  expect(written(tagged) === expected(tagged)).toBe(true);
});
