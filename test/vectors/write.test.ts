import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readVectors } from '../../src/vectors/read.js';
import { decimalOf, vectorPieces, writtenFormats } from '../../src/vectors/write.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-write-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'vectors');

test.each(writtenFormats)('%s is read back with the same words and numbers', async (format) => {
  const vectors = Float32Array.of(0.1, -2.5e-12, 3, 1e30, -0, 7.0000005, 1 / 3, 123456.79);
  const table = { words: ['the', 'Łódź', '東京', ','], d: 2, vectors };
  writeFileSync(path, Buffer.concat([...vectorPieces(table, format)]));
  const read = await readVectors(path);
  expect([read.words, read.d, [...read.vectors]]).toEqual([table.words, 2, [...vectors]]);
});

test('a decimal is read back as the same float32', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = decimalOf(value);
      expect(Math.fround(Number(text))).toBe(value);
    }),
  );
  expect(decimalOf(Math.fround(0.1))).toBe('0.1');
});

test.each(['New York', 'a\u00a0b', 'tab\tbed', ''])(
  'a word with a space, %j, is refused with its number',
  (word) => {
    const table = { words: ['the', word], d: 1, vectors: Float32Array.of(1, 2) };
    expect(() => [...vectorPieces(table, 'glove')]).toThrow(`word 2 (${JSON.stringify(word)}) has a space`);
  },
);
