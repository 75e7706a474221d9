import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { corporaOf } from '../../src/cli/eval-table.js';
import { captured } from './captured.js';

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'nerwin-eval-table-'));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = (name: string): string => fileURLToPath(new URL(`../../data/${name}`, import.meta.url));
const [dev, wire] = [shipped('corpus/plain-dev.conll'), shipped('corpus/wire-dev.conll')];
const model = shipped('model/default.safetensors');
const json = async (...args: string[]) => JSON.parse((await captured(['eval', ...args, '--json'])).out);

test('each --corpus is a row, with its files as one corpus; the sums and means follow from the rows', async () => {
  const [one, other] = [await json('--corpus', dev), await json('--corpus', wire)];
  const { rows, corpora, all, macro } = await json('--corpus', dev, '--corpus', wire);
  expect(rows.map((row: { corpus: string }) => row.corpus)).toEqual([dev, wire]);
  const { intervals: _one, ...plain } = one;
  expect(rows[0]).toEqual({ model: rows[0].model, corpus: dev, ...plain });
  expect(corpora[1].f1).toEqual({ mean: other.entity.f1, sd: 0 });
  const [tp, fp, fn] = (['tp', 'fp', 'fn'] as const).map((key) => one.entity[key] + other.entity[key]);
  expect(all.precision.mean).toBe(tp / (tp + fp));
  expect(all.f1.mean).toBeCloseTo((2 * tp) / (2 * tp + fp + fn), 12);
  expect(macro.f1.mean).toBeCloseTo((one.entity.f1 + other.entity.f1) / 2, 12);
  expect(macro.f1.sd).toBeCloseTo(Math.abs(one.entity.f1 - other.entity.f1) / Math.SQRT2, 12);

  const joined = await json('--corpus', dev, wire); // one corpus of two files
  expect(joined.entity).toMatchObject({ tp, fp, fn });
});

test('the groups of --corpus are found in the arguments as written', () => {
  expect(corporaOf(['--corpus', 'a', 'b', '--json', '--corpus', 'c'], ['a', 'b', 'c'])).toEqual([
    ['a', 'b'],
    ['c'],
  ]);
  expect(corporaOf(['--corpus=a', '--corpus', 'b'], ['a', 'b'])).toEqual([['a'], ['b']]);
  expect(corporaOf(['-m', 'x', '--corpus', 'a', '--corpus', 'a'], ['a', 'a'])).toEqual([['a'], ['a']]);
});

test('a folder of repeated runs gives mean and standard deviation; --min-f1 is a minimum of the mean', async () => {
  const runs = join(folder, 'runs');
  for (const seed of [1, 2]) {
    mkdirSync(join(runs, `seed-${seed}`), { recursive: true });
    writeFileSync(join(runs, `seed-${seed}`, 'metrics.jsonl'), '');
  }
  symlinkSync(model, join(runs, 'seed-1', 'model.safetensors'));
  const other = join(runs, 'seed-2', 'model.safetensors');
  await captured(['threshold', '--value', '6', '-m', model, '-o', other]);
  const { rows, corpora } = await json('--corpus', dev, '--model', runs, '--seeds');
  const f1: number[] = rows.map((row: { entity: { f1: number } }) => row.entity.f1);
  expect(f1[0]).toBeGreaterThan(f1[1]);
  expect(corpora[0].f1.mean).toBeCloseTo((f1[0] + f1[1]) / 2, 12);
  expect(corpora[0].f1.sd).toBeCloseTo((f1[0] - f1[1]) / Math.SQRT2, 12);
  const { code, out, notes } = await captured(['eval', '--corpus', dev, '-m', runs, '--min-f1', '0.99']);
  expect(code).toBe(4);
  expect(out).toContain('mean ± standard deviation of 2 models');
  expect(notes).toContain(
    `entity F1 on ${dev} is ${corpora[0].f1.mean.toFixed(4)}, the mean of the models, below`,
  );
});

test('--by document and file: the counts of the groups add up to those of the corpus', async () => {
  for (const unit of ['document', 'file'] as const) {
    const { entity, sentences, tokens, by } = await json('--corpus', dev, wire, '--by', unit);
    const sum = (
      value: (group: { entity: Record<string, number>; sentences: number; tokens: number }) => number,
    ) => by.groups.map(value).reduce((all: number, one: number) => all + one, 0);
    for (const key of ['tp', 'fp', 'fn'] as const)
      expect(sum((group) => group.entity[key])).toBe(entity[key]);
    expect([sum((group) => group.sentences), sum((group) => group.tokens)]).toEqual([sentences, tokens]);
    expect(by.groups[0]).toMatchObject({ file: dev, document: unit === 'file' ? null : 1 });
    expect(by.groups.length === 2).toBe(unit === 'file');
  }
});

test.each([
  [['--corpus', dev, '--seeds'], 'the shipped model is a single model'],
  [['--corpus', dev, '--corpus', wire, '--by', 'file'], '--by needs one model and one corpus'],
  [['--corpus', dev, '--corpus', wire, '--predictions', 'x'], '--predictions needs one model and one corpus'],
  [
    ['--corpus', dev, '-m', 'shipped', 'shipped', '--against', 'x'],
    '--against needs one model and one corpus',
  ],
])('eval %j is a usage error', async (args, message) => {
  expect(await captured(['eval', ...args])).toMatchObject({
    code: 2,
    notes: expect.stringContaining(message),
  });
});
