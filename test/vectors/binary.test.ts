import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeVectors } from '../../src/vectors/binary.js';
import { decodeVector, encodeRow } from '../../src/vectors/nwv-format.js';
import { readVectors } from '../../src/vectors/read.js';
import { faultOf, temporaryFolder } from './fixtures.js';

const folder = temporaryFolder();
const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const row = (d: number) =>
  fc.array(float, { minLength: d, maxLength: d }).map((values) => Float32Array.from(values));
const written = fc
  .record({
    words: fc.uniqueArray(
      fc.string({ unit: 'grapheme', minLength: 1 }).map((word) => word.normalize('NFC')),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
    d: fc.integer({ min: 1, max: 9 }),
  })
  .chain(({ words, d }) =>
    fc.record({
      words: fc.constant(words),
      d: fc.constant(d),
      vectors: row(words.length * d),
      unknown: row(d),
      number: row(d),
    }),
  );

test('float32: what is written is read', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (vectors) => {
      const path = join(folder, 'float32.nwv');
      writeVectors(path, vectors, 'float32');
      expect(await readVectors(path)).toMatchObject({
        ...vectors,
        format: 'nerwin',
        duplicates: 0,
        unreadable: 0,
      });
    }),
    { numRuns: 100 },
  );
});

test('int8: |x − scale · q| ≤ scale / 2, scale = max |x| / 127, words and means as written', async () => {
  const moderate = written.filter(({ vectors }) =>
    vectors.every((x) => x === 0 || (Math.abs(x) > 1e-30 && Math.abs(x) < 1e38)),
  );
  await fc.assert(
    fc.asyncProperty(moderate, async (vectors) => {
      const path = join(folder, 'int8.nwv');
      writeVectors(path, vectors, 'int8');
      const { words, unknown, number, vectors: read } = await readVectors(path);
      expect({ words, unknown, number }).toEqual({
        words: vectors.words,
        unknown: vectors.unknown,
        number: vectors.number,
      });
      for (let at = 0; at < read.length; at += vectors.d) {
        const original = vectors.vectors.subarray(at, at + vectors.d);
        const scale = Math.max(...original.map(Math.abs)) / 127;
        original.forEach((x, j) => {
          expect(Math.abs(x - read[at + j])).toBeLessThanOrEqual((scale / 2) * (1 + 1e-4));
        });
      }
    }),
    { numRuns: 100 },
  );
});

test('int8 of a row by hand', () => {
  const bytes = Buffer.alloc(4 + 4);
  encodeRow(Float32Array.of(12.7, -12.7, 0.14, 0), 'int8', bytes, 0);
  expect(bytes.readFloatLE(0)).toBe(Math.fround(Math.fround(12.7) / 127));
  expect([...bytes.subarray(4)].map((byte) => (byte << 24) >> 24)).toEqual([127, -127, 1, 0]);
  const read = new Float32Array(4);
  decodeVector(bytes, 0, 4, 'int8', read, 0);
  expect(read[2]).toBeCloseTo(0.1, 6);
});

test('keep, limit, and rewriting what was read', async () => {
  const path = join(folder, 'kept.nwv');
  const table = { words: ['a', 'b', 'c'], d: 1, vectors: Float32Array.of(1, 2, 3) };
  writeVectors(path, { ...table, unknown: Float32Array.of(9), number: Float32Array.of(8) }, 'float32');
  const kept = await readVectors(path, { keep: (word) => word !== 'b' });
  expect([kept.words, [...kept.vectors], [...kept.unknown], [...kept.number]]).toEqual([
    ['a', 'c'],
    [1, 3],
    [9],
    [8],
  ]);
  const limited = await readVectors(path, { limit: 2 });
  expect([limited.words, limited.wordsInFile]).toEqual([['a', 'b'], 2]);
  const before = readFileSync(path);
  writeVectors(path, await readVectors(path), 'float32');
  expect(readFileSync(path)).toEqual(before);
});

test('a failed write names the path and leaves nothing', async () => {
  const path = join(folder, 'missing', 'x.nwv');
  const empty = new Float32Array(1);
  const table = { words: ['a'], d: 1, vectors: empty, unknown: empty, number: empty };
  const fault = await faultOf((async () => writeVectors(path, table, 'int8'))());
  expect(fault.message).toBe(`${path}: no such file or directory`);
  expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
});

test('the vectors that ship: 85,000 words, most frequent first, with rows for unknown words and numbers', async () => {
  const path = 'data/vectors/wink-100d.nwv';
  expect(statSync(path).size).toBeLessThan(10_000_000);
  const read = await readVectors(path, {
    keep: (word) => ['the', ',', 'paris', 'constructor'].includes(word),
  });
  expect([read.words, read.d, read.wordsInFile]).toEqual([['the', ',', 'paris', 'constructor'], 100, 85_000]);
  expect(read.vectors[0]).toBeCloseTo(-0.038194, 1);
  for (const mean of [read.unknown, read.number]) expect(Math.hypot(...mean)).toBeGreaterThan(1);
});
