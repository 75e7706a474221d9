import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleEpoch } from '../run/report-sample.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-compare-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `nerwin compare …` in this process. */
const compare = (...args: string[]) => captured(['compare', ...args]);

function file(name: string, ...lines: (object | string)[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  return path;
}

function run(name: string, ...lines: object[]): string {
  mkdirSync(join(folder, name));
  file(join(name, 'metrics.jsonl'), ...lines);
  return join(folder, name);
}

const first = run('first', sampleEpoch(1), sampleEpoch(2), sampleEpoch(3));
const same = run('same', sampleEpoch(1), { ...sampleEpoch(2), seconds: 99 }, sampleEpoch(3));
const changed = run('changed', sampleEpoch(1), { ...sampleEpoch(2), loss: 0.5001 }, sampleEpoch(3));
const shorter = file('shorter.jsonl', sampleEpoch(1), sampleEpoch(2));

test('equal runs: exit 0 and the table', async () => {
  const { code, out, notes } = await compare(first, same);
  expect({ code, notes }).toEqual({ code: 0, notes: '' });
  expect(out).toContain('loss: equal in 3 epochs, largest difference 0');
  expect(out).toMatch(/^ {4}2 {2}0\.5000000 {2}0\.5000000 {8}0$/m);
});

test('different runs: exit 4, the first difference on standard output, the gate on standard error', async () => {
  const { code, out, notes } = await compare(first, changed);
  expect(code).toBe(4);
  expect(out).toContain('loss: first difference in epoch 2: 0.5 vs. 0.5001 (difference 0.0001)');
  expect(notes).toContain('the runs differ: loss from epoch 2 on (rtol 0, atol 0)');
});

test('--json prints equal, metric, firstDifference and everything else', async () => {
  const { code, out, notes } = await compare(first, same, '--json');
  expect({ code, notes }).toEqual({ code: 0, notes: '' });
  expect(JSON.parse(out)).toMatchObject({
    equal: true,
    metric: 'loss',
    firstDifference: null,
    passed: true,
    names: [first, same],
    tolerance: { failOn: 'different', rtol: 0, atol: 0, outside: 0, band: 0 },
    largestDifference: { epoch: 1, difference: 0 },
    failures: [],
    epochs: [1, 2, 3].map((epoch) => ({ epoch, values: [1 / epoch, 1 / epoch], statuses: ['equal'] })),
  });
  const { code: failed, out: different } = await compare(first, changed, '--json');
  expect(failed).toBe(4);
  expect(JSON.parse(different)).toMatchObject({
    equal: false,
    metric: 'loss',
    firstDifference: { epoch: 2, values: [0.5, 0.5001], difference: expect.closeTo(1e-4, 10) },
    largestDifference: {
      epoch: 2,
      run: changed,
      baseline: 0.5,
      value: 0.5001,
      relative: expect.closeTo(2e-4, 10),
    },
    failures: [{ kind: 'worse', epoch: 2, run: changed, baseline: 0.5, value: 0.5001, limit: 0 }],
  });
});

test('tolerances', async () => {
  expect((await compare(first, changed, '--atol', '0.001')).code).toBe(0);
  expect((await compare(first, changed, '--rtol', '1e-3')).code).toBe(0);
  expect((await compare(first, changed, '--rtol', '1e-4')).code).toBe(4);
});

test('runs of different length differ at the first missing epoch; files and folders mix', async () => {
  const { code, out } = await compare(first, shorter, '--json', '--atol', '100');
  expect(code).toBe(4);
  expect(JSON.parse(out).firstDifference).toEqual({ epoch: 3, values: [1 / 3, null], difference: null });
});

test('any number of runs and of metrics', async () => {
  expect((await compare(first, same, first, changed, '--json')).code).toBe(4);
  const { code, out } = await compare(first, changed, '--metric', 'dev.entity.f1,loss', '--json');
  expect(code).toBe(4);
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { equal: true, metric: 'dev.entity.f1' },
    { equal: false, metric: 'loss' },
  ]);
});

test('an unknown metric: the nearest is offered and all are listed', async () => {
  const { code, out, notes } = await compare(first, same, '--metric', 'dev.entty.f1');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(notes).toContain("unknown metric 'dev.entty.f1', did you mean 'dev.entity.f1'?");
  expect(notes).toContain('loss, insideMargin, rate, gradientNorm.W');
});

test('insideMargin under its old name violating, in a file and on the command line', async () => {
  const { insideMargin, ...others } = sampleEpoch(1);
  const old = file('old.jsonl', { ...others, violating: insideMargin });
  const now = file('now.jsonl', sampleEpoch(1));
  for (const metric of ['insideMargin', 'violating']) {
    const { code, out } = await compare(old, now, '--metric', metric);
    expect(code).toBe(0);
    expect(out).toContain('insideMargin: equal in 1 epoch, largest difference 0');
  }
});

test('an epoch without the metric is missing, and NaN fails, each with its side', async () => {
  const partly = file('partly.jsonl', sampleEpoch(1), { epoch: 2, rate: 1 }, sampleEpoch(3));
  expect(await compare(first, partly)).toMatchObject({
    code: 4,
    notes: expect.stringContaining(`loss in epoch 2: ${partly} has no epoch 2, the baseline has (0.5)`),
  });
  expect(await compare(partly, first)).toMatchObject({
    code: 4,
    notes: expect.stringContaining(
      `loss in epoch 2: the baseline ${partly} has no epoch 2, ${first} has (0.5)`,
    ),
  });
  const nothing = file('null.jsonl', { epoch: 1, loss: null });
  const one = file('one.jsonl', { epoch: 1, loss: 1 });
  expect(await compare(one, nothing, '--atol', '100')).toMatchObject({
    code: 4,
    notes: expect.stringContaining(`loss in epoch 1: NaN in ${nothing}, baseline 1`),
  });
});

test.each([
  ['not JSON', '{"epoch": 1, "loss"', ':1: not valid JSON'],
  ['no object', '[1, 2]', ':1: expected a JSON object'],
  ['no epoch', '{"loss": 1}', ":1: no 'epoch'"],
  ['an epoch in words', '{"epoch": "one", "loss": 1}', ':1: epoch is "one", expected a number'],
  ['an epoch twice', '{"epoch":1,"loss":1}\n\n{"epoch":1,"loss":1}', ':3: epoch 1 already appears on line 1'],
  ['an empty file', '', ': no epochs in it'],
])('malformed: %s', async (name, content, message) => {
  const path = file(`${name}.jsonl`, content);
  expect(await compare(first, path)).toMatchObject({
    code: 3,
    out: '',
    notes: expect.stringContaining(path + message),
  });
});

test('a missing file, a folder that is not a run, a binary file', async () => {
  const none = join(folder, 'none');
  expect(await compare(first, none)).toMatchObject({
    code: 3,
    notes: expect.stringContaining(`${none}: no such file`),
  });
  expect(await compare(first, folder)).toMatchObject({
    code: 3,
    notes: expect.stringContaining('give a run folder written by nerwin train, or a metrics file'),
  });
  const binary = join(folder, 'binary');
  writeFileSync(binary, Uint8Array.of(0xff, 0xfe, 0x00));
  expect(await compare(first, binary)).toMatchObject({
    code: 3,
    notes: expect.stringContaining('not UTF-8'),
  });
});

test.each([
  [[first], 'compare needs two runs or more, found 1'],
  [[], "missing required argument 'runs'"],
  [[first, same, '--rtol', '-1'], 'expected a number, 0 or more'],
  [[first, same, '--atol', ''], 'expected a number'],
  [[first, same, '--metric', 'loss,'], 'expected names of metrics'],
  [[first, same, '--at', 'noon'], 'expected every, best, last, epoch=N, area or time-to=VALUE'],
  [[first, same, '--at', 'epoch='], 'expected every, best, last'],
  [[first, same, '--fail-on', 'better'], 'Allowed choices are worse, different'],
  [[first, same, '--direction', 'loss=down'], 'expected METRIC=lower or METRIC=higher'],
  [[first, same, '--atol', 'dev.entity.f1=0.1'], 'a tolerance for dev.entity.f1, which is not compared'],
  [[first, same, '--json', '--format', 'junit'], '--json and --format junit cannot be combined'],
  [[first, same, '--update'], '--update needs --golden'],
  [['-', '-'], 'standard input (-) can be read only once'],
  [
    [first, same, '--metric', 'rate', '--fail-on', 'worse'],
    'needs to know whether lower or higher is better',
  ],
  [[first, same, '--metric', 'rate', '--at', 'best'], 'needs to know whether lower or higher is better'],
  [
    [first, same, '--test', 'welch'],
    'the welch test needs two baselines and two new runs or more, found 1 and 1',
  ],
  [[first, same, '--test', 'welch', '--at', 'every'], '--test compares one value per run'],
  [[first, same, '--colour'], "unknown option '--colour'"],
])('usage: %j', async (args, message) => {
  expect(await compare(...args)).toMatchObject({ code: 2, out: '', notes: expect.stringContaining(message) });
});

test('--svg draws the curves, equal or not', async () => {
  const svg = join(folder, 'curves.svg');
  expect(await compare(first, changed, '--svg', svg)).toMatchObject({
    code: 4,
    notes: expect.stringContaining(`wrote ${svg}`),
  });
  expect(readFileSync(svg, 'utf8')).toContain('>first difference</text>');
  expect(readFileSync(svg, 'utf8').match(/<path /g)).toHaveLength(2);
  expect(readFileSync(svg, 'utf8')).toContain('nerwin compare failed: 1 failure</text>');
  expect((await compare(first, same, '--metric', 'loss,dev.entity.f1', '--svg', svg)).code).toBe(0);
  expect(readFileSync(svg, 'utf8').match(/by epoch<\/text>/g)).toHaveLength(2);
  expect(readFileSync(svg, 'utf8')).toContain('nerwin compare passed: 2 checks</text>');
});

test('each curve is one line of text, all on one scale, with its first and last value', async () => {
  const falling = file('falling.jsonl', ...[8, 4, 2, 1].map((loss, k) => ({ ...sampleEpoch(k + 1), loss })));
  const flat = file('flat.jsonl', ...[8, 8, 8, 8].map((loss, k) => ({ ...sampleEpoch(k + 1), loss })));
  const { out } = await compare(falling, flat, '--view');
  expect(out).toMatch(/^A {5}█▄▂▁ +8 +1$/m);
  expect(out).toMatch(/^B {5}████ +8 +8$/m);
  const gap = file('gap.jsonl', sampleEpoch(1), sampleEpoch(3));
  expect((await compare(first, gap, '--view')).out).toMatch(/^B {5}[▁-█] [▁-█] /m);
  expect((await compare(shorter, shorter)).out).not.toContain('on one scale');
});

test.each(['text', 'json', 'markdown', 'github', 'junit'])(
  '--format %s goes to a file with --output, also if the gate fails',
  async (format) => {
    const target = join(folder, `result.${format}`);
    const printed = await compare(first, changed, '--format', format);
    const { code, out, notes } = await compare(first, changed, '--format', format, '-o', target);
    expect([code, out]).toEqual([4, '']);
    expect(notes).toContain(`wrote ${target}`);
    expect(readFileSync(target, 'utf8')).toBe(printed.out);
    expect((await compare(first, changed, '--format', format, '-o', '-')).out).toBe(printed.out);
  },
);

test('--output: that there is no baseline, a folder that is not there, and an input', async () => {
  const target = join(folder, 'fault.xml');
  const none = await compare(join(folder, 'none'), first, '--format', 'junit', '-o', target);
  expect([none.code, none.out]).toEqual([3, '']);
  expect(readFileSync(target, 'utf8')).toContain('there is no baseline');
  const nowhere = join(folder, 'nowhere', 'x');
  expect((await compare(first, same, '-o', nowhere)).code).toBe(3);
  const failed = await compare(first, changed, '-o', nowhere);
  expect([failed.code, failed.notes]).toEqual([4, expect.stringContaining(nowhere)]);
  expect((await compare(first, same, '-o', join(first, 'metrics.jsonl'))).code).toBe(2);
});

test.each<[name: string, args: (target: string) => string[]]>([
  ['a run', (target) => [first, target]],
  ['a run beside one that does not exist', (target) => [join(folder, 'none'), target]],
  [
    'a baseline, with options that exclude each other',
    (target) => [first, '--baseline', target, '--golden', 'x'],
  ],
  ['the gates', (target) => [join(folder, 'none'), first, '--gates', target]],
  ['another output', (target) => [join(folder, 'none'), first, '--html', target]],
])('the report that nothing can be compared replaces no file in use: %s', async (name, args) => {
  const target = file(`in use, ${name}`, sampleEpoch(1), sampleEpoch(2));
  const before = readFileSync(target, 'utf8');
  for (const format of ['markdown', 'junit', 'github']) {
    const { code } = await compare(...args(target), '--format', format, '-o', target);
    expect([2, 3]).toContain(code);
    expect(readFileSync(target, 'utf8')).toBe(before);
  }
});

test('the report that nothing can be compared replaces no file of a run', async () => {
  const target = join(first, 'metrics.jsonl');
  const before = readFileSync(target, 'utf8');
  expect((await compare(first, join(folder, 'none'), '--format', 'junit', '-o', target)).code).toBe(3);
  expect(readFileSync(target, 'utf8')).toBe(before);
});

test('--markdown writes the report with its pictures beside it', async () => {
  const target = join(folder, 'comparison.md');
  const { code, notes } = await compare(first, changed, '--markdown', target);
  expect(code).toBe(4);
  const text = readFileSync(target, 'utf8');
  const [, picture] = /\((comparison-.*?\.svg)\)/.exec(text) ?? [];
  expect(readFileSync(join(folder, picture), 'utf8')).toContain('<svg');
  expect(notes).toContain(`wrote ${target}`);
  expect(text).toContain('✗ failed');
});
