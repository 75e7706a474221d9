import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { openCorpus } from '../../src/corpus/corpus.js';
import { defaultCorpusOptions } from '../../src/corpus/options.js';
import { writeFolds } from '../../src/dataset/folds.js';
import { packagePath } from '../../src/package.js';
import { learningCurve } from '../../src/run/learning-curve.js';
import { captured } from '../cli/captured.js';

vi.setConfig({ testTimeout: 300_000 }); // several trainings

const folder = mkdtempSync(join(tmpdir(), 'nerwin-series-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'tiny.yaml');
writeFileSync(
  config,
  'corpus: { root: shipped, train: plain-train.conll, dev: plain-dev.conll, test: wire-dev.conll }\nvectors: { file: shipped }\nmodel: { hidden: 4 }\ntraining: { epochs: 1 }\n',
);

/** The sentences of files as text, with their entities. */
async function sentencesOf(files: readonly string[]): Promise<string[]> {
  const corpus = await openCorpus(files, defaultCorpusOptions);
  return [...corpus.sentences()].map(({ tokens, spans }) => JSON.stringify([tokens, spans]));
}
const sorted = (list: readonly string[]): string[] => [...list].sort();
const patterns = (items: readonly unknown[]): string[] =>
  items.flatMap((item) => (typeof item === 'string' ? [item] : (item as { files: string[] }).files));

test('every sentence of train and dev is in one fold, and train is all other folds; documents stay whole', async () => {
  const shipped = (name: string): string => packagePath(`data/corpus/${name}`);
  const all = sorted(await sentencesOf([shipped('train.conll'), shipped('dev.conll')]));
  const set = ['corpus.train=train.conll', 'corpus.dev=dev.conll'];
  const folds = await writeFolds(loadConfig(config, { set }), 4, join(folder, 'folds'));
  const devs = await Promise.all(folds.map(({ dev }) => sentencesOf(dev)));
  expect(sorted(devs.flat())).toEqual(all);
  for (const [k, { train, dev }] of folds.entries()) {
    const others = devs.filter((_, other) => other !== k).flat();
    expect(sorted(await sentencesOf(patterns(train)))).toEqual(sorted(others));
    expect(patterns(train).filter((path) => dev.includes(path))).toEqual([]);
    expect(devs[k].length).toBeGreaterThan(all.length / 4 / 1.5);
  }
  const documents = async (files: readonly string[]) =>
    (await openCorpus(files, defaultCorpusOptions)).summary.documents;
  const whole = await documents([shipped('train.conll'), shipped('dev.conll')]);
  expect(await documents(folds.flatMap(({ dev }) => dev))).toBe(whole);
});

test('weights and numbers of sentences are kept; other seeds divide differently, the same seed equally', async () => {
  const set = ['corpus.train=[{ files: plain-train.conll, sentences: 50, weight: 2 }, wire-train.conll]'];
  const write = async (name: string, seed: number) => {
    const folds = await writeFolds(loadConfig(config, { set, seed }), 2, join(folder, name));
    return {
      folds,
      text: readdirSync(join(folder, name))
        .sort()
        .map((file) => readFileSync(join(folder, name, file), 'utf8'))
        .join(''),
    };
  };
  const [one, again, other] = [await write('a', 1), await write('b', 1), await write('c', 2)];
  expect(one.text).toBe(again.text);
  expect(one.text).not.toBe(other.text);
  const weighted = one.folds.flatMap(({ train }) => train.filter((item) => typeof item !== 'string'));
  expect(weighted.map((item) => (item as { weight: number }).weight)).toEqual([2, 2]);
  expect(await sentencesOf(patterns(weighted))).toHaveLength(50);
});

test('--folds trains a run for each fold; the sums and the spread follow from them; compare takes them as a group', async () => {
  const output = join(folder, 'cv');
  const args = ['train', '--config', config, '--folds', '3', '--output', output, '--quiet'];
  const { code, out } = await captured([...args, '--json']);
  expect(code).toBe(0);
  const { runs, entity, pooled } = JSON.parse(out);
  const f1: number[] = runs.map((run: { dev: { entity: { f1: number } } }) => run.dev.entity.f1);
  expect(entity.mean).toBeCloseTo((f1[0] + f1[1] + f1[2]) / 3, 12);
  const tp = runs.reduce(
    (sum: number, run: { dev: { entity: { tp: number } } }) => sum + run.dev.entity.tp,
    0,
  );
  expect(pooled.entity.tp).toBe(tp);
  const gold = pooled.entity.tp + pooled.entity.fn;
  expect(readFileSync(join(output, 'folds.md'), 'utf8')).toContain('Cross-validation with 3 folds');
  const counts = (
    await openCorpus(
      [packagePath('data/corpus/plain-train.conll'), packagePath('data/corpus/plain-dev.conll')],
      defaultCorpusOptions,
    )
  ).summary.entities;
  expect(counts.find(({ type }) => type === 'LOC')?.count).toBe(gold);
  expect(await captured(args)).toMatchObject({
    code: 2,
    notes: expect.stringContaining('already contains a run'),
  });

  const again = join(folder, 'again');
  await captured(['train', '--config', join(output, 'fold-2', 'config.yaml'), '--output', again, '--quiet']);
  const model = (run: string) => readFileSync(join(run, 'model.safetensors'));
  expect(model(again).equals(model(join(output, 'fold-2')))).toBe(true);
  const { out: compared } = await captured([
    'compare',
    again,
    '--baseline',
    output,
    '--at',
    'last',
    '--view',
    '--json',
    '--ignore',
    'config',
    '--ignore',
    'corpora',
  ]);
  expect(compared).toContain('fold-1');
  expect(compared).not.toContain('errors.'); // reports of earlier versions have no counts of mistakes
});

test('--sizes trains on shares; the full size is the run without --sizes', async () => {
  const output = join(folder, 'sizes');
  const args = ['train', '--config', config, '--quiet'];
  const { code, out } = await captured([...args, '--sizes', '100%, 25%,0.5', '--output', output, '--json']);
  expect(code).toBe(0);
  const { points, fit } = JSON.parse(out);
  const all = (await sentencesOf([packagePath('data/corpus/plain-train.conll')])).length;
  expect(
    points.map(({ share, sentences }: { share: number; sentences: number }) => [share, sentences]),
  ).toEqual([
    [0.25, Math.round(all / 4)],
    [0.5, Math.round(all / 2)],
    [1, all],
  ]);
  expect(fit.expected[0].sentences).toBe(2 * all);
  await captured([...args, '--output', join(folder, 'alone')]);
  const model = (run: string) => readFileSync(join(run, 'model.safetensors'));
  const { dev } = JSON.parse(readFileSync(join(output, 'size-100', 'report.json'), 'utf8'));
  const counts: { predicted: number; gold: number }[] = Object.values(dev.errors.kinds);
  const sum = (side: 'predicted' | 'gold') => counts.reduce((sofar, count) => sofar + count[side], 0);
  expect([dev.errors.correct, sum('predicted'), sum('gold')]).toEqual([
    dev.entity.tp,
    dev.entity.fp,
    dev.entity.fn,
  ]);
  expect(Object.keys(dev.errors.groups)).toContain('training');
  expect(model(join(output, 'size-100')).equals(model(join(folder, 'alone')))).toBe(true);
  expect(readFileSync(join(output, 'learning-curve.md'), 'utf8')).toContain('expects an F1 on dev of');
});

test('the fit finds the power law that the points follow', () => {
  const points = [100, 400, 1600].map((sentences) => ({
    share: sentences / 1600,
    sentences,
    dev: 1 - 2 / Math.sqrt(sentences), // a = 2, b = ½
    test: null,
    run: '',
  }));
  const { fit } = learningCurve(points);
  expect(fit?.a).toBeCloseTo(2, 10);
  expect(fit?.b).toBeCloseTo(0.5, 12);
  expect(fit?.residual).toBeCloseTo(0, 12);
  expect(fit?.expected.map(({ f1 }) => f1)).toEqual([
    expect.closeTo(1 - 2 / Math.sqrt(3200), 12),
    expect.closeTo(0.975, 12),
  ]);
  expect(learningCurve(points.slice(0, 1)).fit).toBeNull();
  expect(learningCurve([...points, { ...points[0], sentences: 9, dev: 1 }]).fit).toBeNull();
});

test.each([
  [['--folds', '3', '--repeat', '2'], "cannot be used with option '--repeat"],
  [['--folds', '1'], 'expected a whole number from 2 to 100'],
  [['--sizes', '10,20'], 'expected shares above 0'],
  [['--sizes', '0%'], 'expected shares above 0'],
  [['--folds', '3'], '--folds needs a config'],
  [['--sizes', '50%'], '--sizes needs a config'],
])('train %j is a usage error', async (args, message) => {
  expect(await captured(['train', ...args])).toMatchObject({
    code: 2,
    notes: expect.stringContaining(message),
  });
});
