import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prune } from '../../src/vectors/prune.js';
import { readVectors } from '../../src/vectors/read.js';
import { temporaryFolder, writer } from './fixtures.js';

const folder = temporaryFolder();
const names = [...Array(40).keys()].map((k) => (k === 30 ? 'one' : `w${k}`));
const path = writer(folder)('glove', names.map((word, k) => `${word} ${k} ${k / 300}`).join('\n'));

test('the most frequent words, with the means of the whole file', async () => {
  const output = join(folder, 'pruned.nwv');
  const report = await prune(path, output, { words: 5, quantization: 'float32' });
  const [source, pruned] = [await readVectors(path), await readVectors(output)];
  expect(pruned.words).toEqual(names.slice(0, 5));
  expect(pruned.vectors).toEqual(source.vectors.subarray(0, 10));
  expect([...pruned.unknown]).toEqual([...source.unknown]); // mean of the last four words
  expect(pruned.unknown[0]).toBe(37.5);
  expect([pruned.number[0], source.number[0]]).toEqual([30, 30]);
  expect(report).toMatchObject({ words: 5, d: 2, wordsInFile: 40, rmsError: 0, largestError: 0 });
  expect([report.bytes, report.source]).toEqual([pruned.bytes, source.sha256]);
});

test('int8: the report gives the quantization error of the written file', async () => {
  const output = join(folder, 'int8.nwv');
  const report = await prune(path, output, { words: 40, quantization: 'int8' });
  const [source, pruned] = [await readVectors(path), await readVectors(output)];
  const errors = [...source.vectors].map((x, k) => Math.abs(x - pruned.vectors[k]));
  expect(report.largestError).toBe(Math.max(...errors));
  expect(report.largestError).toBeGreaterThan(0.1); // scale 39 / 127 = 0.31, half of it at most
  expect(report.largestError).toBeLessThan(39 / 127 / 2 + 1e-6);
  expect(report.rmsError).toBeCloseTo(
    Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / 80),
    12,
  );
});

test('a file can be pruned onto itself', async () => {
  const output = join(folder, 'same.nwv');
  await prune(path, output, { words: 40, quantization: 'float32' });
  await prune(output, output, { words: 3, quantization: 'float32' });
  expect((await readVectors(output)).words).toEqual(['w0', 'w1', 'w2']);
});
