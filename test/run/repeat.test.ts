import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { repeatedOptions } from '../../src/run/repeat.js';
import { captured } from '../cli/captured.js';

vi.setConfig({ testTimeout: 300_000 }); // three trainings

const folder = mkdtempSync(join(tmpdir(), 'nerwin-repeat-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'tiny.yaml');
writeFileSync(
  config,
  'corpus: { root: shipped, train: dev.conll, dev: test.conll, test: test.conll }\nvectors: { file: shipped }\nmodel: { hidden: 4 }\ntraining: { epochs: 1 }\n',
);

test('consecutive seeds; those of a bag do not overlap', () => {
  const seeds = (options: object) =>
    repeatedOptions({ config, set: [], output: 'out', ...options }, 3).map(({ seed, output }) => [
      seed,
      output,
    ]);
  expect(seeds({ seed: 7 })).toEqual([
    [7, join('out', 'seed-7')],
    [8, join('out', 'seed-8')],
    [9, join('out', 'seed-9')],
  ]);
  expect(seeds({ seed: 7, bag: 2 }).map(([seed]) => seed)).toEqual([7, 9, 11]);
  expect(seeds({ set: ['seed=3', 'training.bag=4'] }).map(([seed]) => seed)).toEqual([3, 7, 11]);
  expect(() => repeatedOptions({ set: [] }, 3)).toThrow('--repeat needs a config');
});

test('with --resume, runs that are done are kept and those that have not begun are trained', async () => {
  const output = join(folder, 'resumed');
  const args = ['train', '--config', config, '--quiet', '--json', '--repeat', '2', '--output', output];
  const whole = await captured(args);
  const second = () => readFileSync(join(output, 'seed-2', 'model.safetensors'));
  const model = second();
  rmSync(join(output, 'seed-2'), { recursive: true });
  const resumed = await captured([...args, '--resume']);
  expect(resumed).toMatchObject({ code: 0, notes: '' });
  expect(second().equals(model)).toBe(true);
  const scores = ({ out }: { out: string }) => JSON.parse(out).dev;
  expect(scores(resumed)).toEqual(scores(whole));
});

test('--repeat writes runs as training each seed does, and prints mean and standard deviation', async () => {
  const output = join(folder, 'runs');
  const args = ['train', '--config', config, '--quiet', '--json'];
  const { code, out } = await captured([...args, '--seed', '5', '--repeat', '2', '--output', output]);
  expect(code).toBe(0);
  expect(readdirSync(output).sort()).toEqual(['.nerwin-files.json', 'seed-5', 'seed-6']);
  const { runs, dev, test: onTest } = JSON.parse(out);
  const f1 = runs.map(({ dev: scores }: { dev: { entity: { f1: number } } }) => scores.entity.f1);
  expect(dev.entity.mean).toBeCloseTo((f1[0] + f1[1]) / 2, 12);
  expect(dev.entity.sd).toBeCloseTo(Math.abs(f1[0] - f1[1]) / Math.SQRT2, 12);
  expect(onTest.entity.mean).toBeGreaterThanOrEqual(0);
  await captured([...args, '--seed', '6', '--output', join(folder, 'alone')]);
  const model = (run: string) => readFileSync(join(run, 'model.safetensors'));
  expect(model(join(output, 'seed-6')).equals(model(join(folder, 'alone')))).toBe(true);
  const again = await captured([...args, '--seed', '5', '--repeat', '2', '--output', output]);
  expect(again).toMatchObject({ code: 2, notes: expect.stringContaining('already contains a run') });
  const compared = await captured([
    'compare',
    join(folder, 'alone'),
    '--baseline',
    output,
    '--at',
    'last',
    '--fail-on',
    'worse',
    '--rtol',
    '100%',
  ]);
  expect(compared).toMatchObject({ code: 0, notes: '', out: expect.stringContaining('alone') });
});
