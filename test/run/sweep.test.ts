import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { sweepEffects } from '../../src/run/sweep-effects.js';
import { gridAxis, planRuns, rangeAxis } from '../../src/run/sweep-plan.js';
import { captured } from '../cli/captured.js';

vi.setConfig({ testTimeout: 300_000 }); // several trainings

const folder = mkdtempSync(join(tmpdir(), 'nerwin-sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));
const config = join(folder, 'tiny.yaml');
writeFileSync(
  config,
  'corpus: { root: shipped, train: plain-train.conll, dev: plain-dev.conll, test: wire-dev.conll }\nvectors: { file: shipped }\nmodel: { hidden: 4 }\ntraining: { epochs: 1 }\n',
);
const settings = (runs: ReturnType<typeof planRuns>) => runs.map((run) => Object.values(run.settings));

test('a grid has every combination, the last setting changing fastest', () => {
  const grid = [gridAxis('a=1,2'), gridAxis('b=x, [1,2], {c: 3}')];
  expect(settings(planRuns(grid, undefined, 1))).toEqual([
    [1, 'x'],
    [1, [1, 2]],
    [1, { c: 3 }],
    [2, 'x'],
    [2, [1, 2]],
    [2, { c: 3 }],
  ]);
  expect(planRuns(grid, undefined, 1)[4].name).toBe('run-005');
});

test('random runs are different, the same for the same seed, and inside their ranges', () => {
  const ranges = [rangeAxis('a=0.001..10:log'), rangeAxis('b=5..300'), gridAxis('c=x,y')];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1000), (count, seed) => {
      const runs = settings(planRuns(ranges, count, seed));
      expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(count);
      expect(settings(planRuns(ranges, count, seed))).toEqual(runs);
      for (const [a, b, c] of runs) {
        expect(Number(a)).toBeGreaterThanOrEqual(0.001);
        expect(Number(a)).toBeLessThanOrEqual(10);
        expect(Number(Number(a).toPrecision(4))).toBe(a);
        expect(Number.isInteger(b) && Number(b) >= 5 && Number(b) <= 300).toBe(true);
        expect(['x', 'y']).toContain(c);
      }
    }),
    { numRuns: 30 },
  );
  const logs = settings(planRuns([rangeAxis('a=0.001..10:log')], 400, 3)).map(([a]) => Number(a));
  expect(logs.filter((a) => a < 0.1).length / 400).toBeCloseTo(0.5, 1); // 0.1 is the middle of the logarithms
  const some = settings(planRuns([gridAxis('a=1,2,3'), gridAxis('b=1,2')], 6, 5));
  expect([...some].sort()).toEqual(
    settings(planRuns([gridAxis('a=1,2,3'), gridAxis('b=1,2')], undefined, 1)).sort(),
  );
});

test('the effects are group means, and the shares those of an analysis of variance', () => {
  const scored = [
    { settings: { a: 1, b: 'x' }, value: 0.5 },
    { settings: { a: 1, b: 'y' }, value: 0.7 },
    { settings: { a: 2, b: 'x' }, value: 0.6 },
    { settings: { a: 2, b: 'y' }, value: 0.8 },
  ];
  // mean 0.65; total 4 · … = 0.0225 · 2 + 0.0025 · 2 = 0.05; between a: 4 · 0.05² = 0.01; between b: 4 · 0.1² = 0.04
  const [b, a] = sweepEffects(scored);
  expect([b.setting, a.setting]).toEqual(['b', 'a']);
  expect(b.share).toBeCloseTo(0.8, 12);
  expect(a.share).toBeCloseTo(0.2, 12);
  expect(b.values.map(({ value, runs, mean }) => [value, runs, Number(mean.toFixed(9))])).toEqual([
    ['x', 2, 0.55],
    ['y', 2, 0.75],
  ]);
  expect(sweepEffects(scored.map((one) => ({ ...one, value: 0.5 }))).map(({ share }) => share)).toEqual([
    0, 0,
  ]);
  expect(sweepEffects([])).toEqual([]);
  const many = Array.from({ length: 9 }, (_, k) => ({ settings: { rate: (9 - k) / 10 }, value: k }));
  expect(sweepEffects(many)[0].values).toEqual([
    { value: '0.1 … 0.3', runs: 3, mean: 7 },
    { value: '0.4 … 0.6', runs: 3, mean: 4 },
    { value: '0.7 … 0.9', runs: 3, mean: 1 },
  ]);
});

test('a sweep trains ordinary runs, ranks them, and resumes without training them again', async () => {
  const output = join(folder, 'grid');
  const args = [
    'sweep',
    '--config',
    config,
    '--grid',
    'model.hidden=3,5',
    '--grid',
    'seed=1,2',
    '--output',
    output,
  ];
  const { code, out } = await captured([...args, '--quiet', '--json']);
  expect(code).toBe(0);
  const { runs, effects } = JSON.parse(out);
  const values: number[] = runs.map(({ value }: { value: number }) => value);
  expect(values).toEqual([...values].sort((x, y) => y - x));
  expect(effects.map(({ setting }: { setting: string }) => setting).sort()).toEqual(['model.hidden', 'seed']);
  const one = runs.find(({ name }: { name: string }) => name === 'run-004');
  expect(one.settings).toEqual({ 'model.hidden': 5, seed: 2 });
  const alone = join(folder, 'alone');
  await captured(['train', '-c', config, '--set', 'model.hidden=5', '--seed', '2', '-o', alone, '-q']);
  const model = (run: string) => readFileSync(join(run, 'model.safetensors'));
  expect(model(alone).equals(model(join(output, 'run-004')))).toBe(true);
  expect(readFileSync(join(output, 'sweep-report.md'), 'utf8')).toContain(`The best is ${runs[0].name}`);
  expect(existsSync(join(output, 'sweep-report.html'))).toBe(true);

  expect(await captured(args)).toMatchObject({
    code: 2,
    notes: expect.stringContaining('already holds this sweep'),
  });
  expect(await captured([...args, '--grid', 'loss.margin=1,2', '--resume'])).toMatchObject({
    code: 2,
    notes: expect.stringContaining('holds a sweep with other settings'),
  });
  const calibrated = ['sweep', '--collect', '-o', output, '--metric', 'dev.reliability.error', '--json'];
  const errors: number[] = JSON.parse((await captured(calibrated)).out).runs.map(
    (run: { value: number }) => run.value,
  );
  expect(errors).toEqual([...errors].sort((x, y) => x - y)); // lower is better
  rmSync(join(output, 'run-002'), { recursive: true });
  const before = statSync(join(output, 'run-001', 'model.safetensors')).mtimeMs;
  const collected = JSON.parse((await captured(['sweep', '--collect', '--output', output, '--json'])).out);
  expect(collected.runs.map(({ state }: { state: string }) => state)).toEqual([
    'done',
    'done',
    'done',
    'open',
  ]);
  const resumed = await captured([...args, '--resume', '--quiet', '--json']);
  expect(JSON.parse(resumed.out)).toEqual(JSON.parse(out));
  expect(statSync(join(output, 'run-001', 'model.safetensors')).mtimeMs).toBe(before);
});

test('--emit writes configs and commands that train the same runs', async () => {
  const [output, jobs] = [join(folder, 'emitted'), join(folder, 'jobs')];
  const args = ['sweep', '--config', config, '--range', 'training.rate.start=0.01..1:log', '--random', '2'];
  expect((await captured([...args, '--output', output, '--emit', jobs])).code).toBe(0);
  expect(readdirSync(jobs).sort()).toEqual(['commands.txt', 'run-001.yaml', 'run-002.yaml']);
  const commands = readFileSync(join(jobs, 'commands.txt'), 'utf8').trim().split('\n');
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    const words = command.slice(command.indexOf(' train ') + 1).split(' ');
    expect((await captured(words)).code).toBe(0);
  }
  const { runs } = JSON.parse((await captured(['sweep', '--collect', '-o', output, '--json'])).out);
  expect(runs.map(({ state }: { state: string }) => state)).toEqual(['done', 'done']);
  const direct = join(folder, 'direct');
  await captured([...args, '--output', direct, '--quiet']);
  for (const run of ['run-001', 'run-002']) {
    const bytes = (root: string) => readFileSync(join(root, run, 'model.safetensors'));
    expect(bytes(direct).equals(bytes(output))).toBe(true);
  }
});

test.each([
  [['--grid', 'model.hidden=1,2'], 'no folder given'],
  [['-c', config], 'no setting to vary'],
  [['-c', config, '--grid', 'model.hidden'], '--grid model.hidden: expected a setting and its values'],
  [['-c', config, '--grid', 'model.hidden=2,2'], 'with different values'],
  [['-c', config, '--grid', 'model.hiden=1,2'], '--set model.hiden=1'],
  [['-c', config, '--grid', 'model.hidden=4,-1'], 'model.hidden'],
  [['-c', config, '--range', 'loss.margin=1..2'], '--range loss.margin needs --random'],
  [['-c', config, '--range', 'loss.margin=2..1', '--random', '2'], 'the lower number first'],
  [['-c', config, '--range', 'loss.margin=0..1:log', '--random', '2'], 'both above 0'],
  [
    ['-c', config, '--grid', 'loss.margin=1,2', '--metric', 'dev.f1'],
    '--metric dev.f1: not a score of a report',
  ],
  [
    ['-c', config, '--set', 'corpus.test=[]', '--grid', 'loss.margin=1,2', '--metric', 'test.entity.f1'],
    'the config has no corpus.test',
  ],
  [['-c', config, '--grid', 'loss.margin=1,2', '--random', '3'], 'there are only 2 combinations'],
  [['-c', config, '--grid', 'loss.margin=1,2', '--grid', 'loss.margin=3'], 'loss.margin is varied twice'],
])('sweep %j is a usage error before anything is trained', async (args, message) => {
  const ended = await captured([
    'sweep',
    ...args,
    ...(args[0] === '-c' ? ['-o', join(folder, 'never')] : []),
  ]);
  expect(ended).toMatchObject({ code: 2, notes: expect.stringContaining(message) });
  expect(existsSync(join(folder, 'never'))).toBe(false);
});

test('a sweep whose runs all diverge says so, with their state; --collect needs a sweep', async () => {
  const output = join(folder, 'diverged');
  const wild = [
    'loss.reduction=sum',
    'training.rate={ start: 100, end: 100 }',
    'model.activation=relu',
    'model.hidden=200',
  ];
  const set = wild.flatMap((setting) => ['--set', setting]);
  const args = ['sweep', '-c', config, ...set, '--grid', 'seed=1', '-o', output, '-q', '--json'];
  const { code, out, notes } = await captured(args);
  expect(code).toBe(5);
  expect(notes).toContain('all 1 runs diverged');
  expect(JSON.parse(out).runs[0]).toMatchObject({ state: 'diverged', value: null });
  expect(await captured(['sweep', '--collect', '-o', folder])).toMatchObject({
    code: 3,
    notes: expect.stringContaining('sweep.json: no such file'),
  });
});

test('a damaged plan is refused: other names, settings that differ, no runs', async () => {
  const output = join(folder, 'plans');
  mkdirSync(output);
  const run = { name: 'run-001', settings: { seed: 1 } };
  const plan = { version: 1, base: '', metric: 'dev.entity.f1', runs: [run, { ...run, name: 'run-002' }] };
  const collect = async (value: unknown) => {
    writeFileSync(join(output, 'sweep.json'), JSON.stringify(value));
    writeFileSync(join(output, '.nerwin-files.json'), '{"files":["sweep.json"],"earlier":{}}');
    return captured(['sweep', '--collect', '-o', output]);
  };
  for (const runs of [
    undefined,
    [],
    [run, run],
    [run, { name: 'run-002', settings: {} }],
    [run, { name: 'run-002', settings: { hidden: 1 } }],
    [{ ...run, name: '../../run-001' }],
    [{ ...run, name: 1 }],
    [{ name: 'run-001' }],
  ]) {
    const { code, notes } = await collect({ ...plan, runs });
    expect([code, notes]).toEqual([3, expect.stringContaining('sweep.json: not the plan of a sweep')]);
  }
  expect((await collect(plan)).code).toBe(0);
});
