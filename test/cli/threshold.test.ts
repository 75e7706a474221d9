import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { captured } from './captured.js';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'nerwin-threshold-'));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = (name: string): string => fileURLToPath(new URL(`../../data/${name}`, import.meta.url));
const corpus = shipped('corpus/test.conll');
const model = shipped('model/default.safetensors');

test('--precision writes a model that reaches it on the corpus, and remembers how it was chosen', async () => {
  const output = join(folder, 'precise.safetensors');
  const before = readFileSync(model);
  const { code, out } = await captured([
    'threshold',
    '--precision',
    '0.9',
    '--corpus',
    corpus,
    '-o',
    output,
    '--json',
  ]);
  expect(code).toBe(0);
  const result = JSON.parse(out);
  const { entity, threshold } = JSON.parse(
    (await captured(['eval', '-m', output, '--corpus', corpus, '--json'])).out,
  );
  expect(entity.precision).toBeGreaterThanOrEqual(0.9);
  expect(entity).toEqual(result.scores.after);
  expect(threshold).toBe(result.thresholds.start);
  expect(loadModel(output).header.thresholdChoices).toEqual([
    {
      goal: 'precision',
      value: 0.9,
      corpora: [{ name: 'test.conll', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      scores: { precision: entity.precision, recall: entity.recall, f1: entity.f1 },
      before: loadModel(model).header.thresholds,
    },
  ]);
  expect((await captured(['model', 'verify', output])).code).toBe(0);
  expect(readFileSync(model).equals(before)).toBe(true);
});

test('an operating point is added without changing the thresholds; --value and --f-beta; in place', async () => {
  const own = join(folder, 'own.safetensors');
  copyFileSync(model, own);
  const { thresholds } = loadModel(own).header;
  const wide = ['threshold', '-m', own, '--recall', '0.75', '--corpus', corpus, '--operating-point', 'wide'];
  expect((await captured(wide)).code).toBe(0);
  const { header } = loadModel(own);
  expect(header.thresholds).toEqual(thresholds);
  expect(header.thresholdChoices?.[0]).toMatchObject({ point: 'wide', goal: 'recall', before: null });
  const args = ['eval', '-m', own, '--corpus', corpus, '--json', '--operating-point'];
  expect(JSON.parse((await captured([...args, 'wide'])).out).entity.recall).toBeGreaterThanOrEqual(0.75);

  expect((await captured(['threshold', '-m', own, '--f-beta', '0.5', '--corpus', corpus])).code).toBe(0);
  const { out } = await captured(['threshold', '-m', own, '--value', '2', '--json']);
  const { before, thresholds: after } = JSON.parse(out);
  expect(after.start).toBe(2);
  expect(after.start - after.extend).toBeCloseTo(before.start - before.extend, 12);
  expect(loadModel(own).header.thresholds).toEqual(after);
  expect(loadModel(own).header.thresholdChoices?.map(({ goal }) => goal)).toEqual(['recall', 'value']);
});

test('what cannot be reached: the best that can, exit code 4, nothing written; the hint works', async () => {
  const output = join(folder, 'none.safetensors');
  const ask = (recall: string) =>
    captured(['threshold', '--recall', recall, '--corpus', corpus, '-o', output, '--json']);
  const { code, notes } = await ask('0.999');
  expect(code).toBe(4);
  expect(notes).toMatch(
    /no threshold reaches recall 0\.999 on this corpus; the best is 0\.\d{4}, with precision/,
  );
  expect(() => readFileSync(output)).toThrow('ENOENT');
  const [, recall] = /ask for --recall (\S+) or less/.exec(notes) ?? [];
  expect((await ask(recall)).code).toBe(0);
});

test.each([
  [['--corpus', corpus], 2, 'no goal for the threshold'],
  [
    ['--precision', '0.9', '--recall', '0.9', '--corpus', corpus, '-o', 'x'],
    2,
    '--precision and --recall cannot be combined',
  ],
  [['--precision', '0.9', '-o', 'x'], 2, '--precision needs a corpus'],
  [['--precision', '0.9', '--corpus', corpus], 2, 'the shipped model is not changed'],
  [['--value', '1', '-o', model], 2, 'the shipped model is not changed'],
  [['--precision', '95', '--corpus', corpus, '-o', 'x'], 2, 'expected a number from 0 to 1'],
  [['--precision', '0.9', '--corpus', corpus, '-o', corpus], 2, 'would overwrite an input file'],
])('threshold %j', async (args, code, message) => {
  const ended = await captured(['threshold', ...args]);
  expect(ended).toMatchObject({ code, notes: expect.stringContaining(message) });
});
