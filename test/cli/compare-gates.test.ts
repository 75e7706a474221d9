import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-gates-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  delete process.env.GITHUB_STEP_SUMMARY;
});

const compare = (args: readonly string[], input = '') => captured(['compare', ...args], input);

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A metrics file with the values of one metric in epochs 1, 2 …; undefined leaves an epoch out. */
function curve(
  name: string,
  values: readonly (number | string | null | undefined)[],
  metric = 'loss',
): string {
  const lines = values.flatMap((value, index) =>
    value === undefined ? [] : [`{"epoch":${index + 1},"${metric}":${value}}\n`],
  );
  return file(`${name}.jsonl`, lines.join(''));
}

interface RunParts {
  readonly loss?: readonly number[];
  readonly members?: readonly (readonly number[])[];
  readonly config?: string;
  readonly devHash?: string;
  readonly report?: object | null;
  readonly nerwin?: string;
}

const plainConfig = 'corpus: { train: t.conll, dev: d.conll }\nvectors: { file: v.txt }\n';

/** A run folder as training writes it, as far as compare reads it. */
function run(
  name: string,
  {
    loss = [1, 0.5],
    members = [],
    config = plainConfig,
    devHash = 'd',
    report,
    nerwin = '0.1.0',
  }: RunParts = {},
): string {
  const path = join(folder, name);
  mkdirSync(path);
  const lines = (values: readonly number[]) =>
    values.map((value, k) => `${JSON.stringify({ epoch: k + 1, loss: value })}\n`).join('');
  file(join(name, 'metrics.jsonl'), lines(loss));
  for (const [k, values] of members.entries()) {
    mkdirSync(join(path, 'members', String(k + 2)), { recursive: true });
    file(join(name, 'members', String(k + 2), 'metrics.jsonl'), lines(values));
  }
  file(join(name, 'config.yaml'), config);
  const hash = (text: string) => text.repeat(64).slice(0, 64);
  const files = [
    ['train', 'a'],
    ['dev', devHash],
    ['vectors', 'b'],
  ].map(([split, text]) => ({ split, path: split, sha256: hash(text) }));
  file(join(name, 'environment.json'), JSON.stringify({ nerwin, node: 'v20', files }));
  if (report !== null)
    file(
      join(name, 'report.json'),
      JSON.stringify(report ?? { dev: { entity: { f1: 0.8 } }, test: { entity: { f1: 0.7 } } }),
    );
  return path;
}

describe('direction: --fail-on worse', () => {
  const base = curve('base', [1, 0.5, 0.25]);
  const better = curve('better', [0.9, 0.4, 0.2]);
  const worse = curve('worse', [1, 0.5, 0.26]);

  test.each([
    [better, 'different', 4],
    [better, 'worse', 0],
    [worse, 'different', 4],
    [worse, 'worse', 4],
    [base, 'worse', 0],
  ])('%s with --fail-on %s: %i', async (file, failOn, code) => {
    expect((await compare([base, file, '--fail-on', failOn])).code).toBe(code);
  });

  test('F1 goes up, and an own metric goes where --direction says', async () => {
    const [low, high] = [curve('low', [0.7], 'dev.entity.f1'), curve('high', [0.8], 'dev.entity.f1')];
    expect((await compare([low, high, '--metric', 'dev.entity.f1', '--fail-on', 'worse'])).code).toBe(0);
    expect((await compare([high, low, '--metric', 'dev.entity.f1', '--fail-on', 'worse'])).code).toBe(4);
    const [small, large] = [curve('small', [1], 'regret'), curve('large', [2], 'regret')];
    const own = ['--metric', 'regret', '--fail-on', 'worse', '--direction'];
    expect((await compare([small, large, ...own, 'regret=higher'])).code).toBe(0);
    expect((await compare([small, large, ...own, 'regret=lower'])).code).toBe(4);
  });

  test('the failure names metric, epoch, both values, the difference and what is allowed', async () => {
    const { notes } = await compare([base, worse, '--fail-on', 'worse', '--atol', '0.001']);
    expect(notes).toContain('the new run is worse: loss from epoch 3 on (rtol 0, atol 0.001)');
    expect(notes).toContain('loss in epoch 3: 0.26, baseline 0.25, worse by 0.01 (4 %), allowed 0.001');
  });
});

describe('tolerance', () => {
  test('is relative to the baseline, the first run', async () => {
    const [hundred, tenth] = [curve('hundred', [100]), curve('tenth', [0.1])];
    expect((await compare([tenth, hundred, '--rtol', '1'])).code).toBe(4);
    expect((await compare([hundred, tenth, '--rtol', '1'])).code).toBe(0);
    expect((await compare([hundred, curve('ninety', [99.5]), '--rtol', '0.5%'])).code).toBe(0);
  });

  test('the bound is included, also where decimals round', async () => {
    const [a, b] = [curve('a845', [0.845], 'f1'), curve('a85', [0.85], 'f1')];
    expect((await compare([b, a, '--metric', 'f1', '--atol', '0.005'])).code).toBe(0);
    expect((await compare([b, a, '--metric', 'f1', '--atol', '0.00499'])).code).toBe(4);
  });

  test('per metric, over the general one', async () => {
    const one = file('two.jsonl', '{"epoch":1,"loss":1,"f1":0.5}\n');
    const other = file('two-other.jsonl', '{"epoch":1,"loss":1.1,"f1":0.6}\n');
    const metrics = ['--metric', 'loss,f1'];
    expect((await compare([one, other, ...metrics, '--atol', '0.2'])).code).toBe(0);
    expect((await compare([one, other, ...metrics, '--atol', 'loss=0.2'])).code).toBe(4);
    expect((await compare([one, other, ...metrics, '--atol', 'loss=0.2', '--rtol', 'f1=20%'])).code).toBe(0);
    expect((await compare([one, other, ...metrics, '--atol', '0.2', '--atol', 'f1=0.01'])).code).toBe(4);
  });

  test('--outside forgives a share of the epochs, never the last, the best, NaN or a missing one', async () => {
    const base = curve('flat', [5, 4, 3, 2, 1, 1.5, 1.5, 1.5, 1.5, 1.5]);
    const with_ = (index: number, value: number | string | undefined) =>
      curve(
        `stray-${index}-${value}`,
        [5, 4, 3, 2, 1, 1.5, 1.5, 1.5, 1.5, 1.5].map((old, k) => (k === index ? value : old)),
      );
    const code = async (other: string, share: string) =>
      (await compare([base, other, '--outside', share])).code;
    expect(await code(with_(1, 9), '0.1')).toBe(0);
    expect(await code(with_(1, 9), '0.09')).toBe(4);
    expect(await code(with_(9, 9), '0.5')).toBe(4); // the last
    expect(await code(with_(4, 9), '0.5')).toBe(4); // the best of the baseline
    expect(await code(with_(1, 0.1), '0.5')).toBe(4); // the best of the new run
    expect(await code(with_(1, 'NaN'), '0.5')).toBe(4);
    expect(await code(with_(1, undefined), '0.5')).toBe(4);
  });
});

describe('--at', () => {
  const base = curve('at-base', [0.2, 0.8, 0.6], 'f1');
  const late = curve('at-late', [0.1, 0.5, 0.9, 0.6], 'f1');
  const value = async (at: string) => {
    const { code, out } = await compare([base, late, '--metric', 'f1', '--at', at, '--json']);
    return { code, epoch: JSON.parse(out).epochs[0] };
  };

  test('one value per run, of runs of different lengths', async () => {
    expect(await value('best')).toMatchObject({
      code: 4,
      epoch: { values: [0.8, 0.9], places: [2, 3], statuses: ['better'] },
    });
    expect(await value('last')).toMatchObject({
      code: 0,
      epoch: { values: [0.6, 0.6], places: [3, 4], statuses: ['equal'] },
    });
    expect(await value('epoch=2')).toMatchObject({
      code: 4,
      epoch: { values: [0.8, 0.5], statuses: ['worse'] },
    });
    expect(await value('time-to=0.5')).toMatchObject({ code: 0, epoch: { values: [2, 2] } });
    expect(await value('time-to=0.7')).toMatchObject({
      code: 4,
      epoch: { values: [2, 3], statuses: ['worse'] },
    });
    const { epoch } = await value('area');
    expect(epoch.values).toEqual([expect.closeTo(1.2, 12), expect.closeTo(1, 12)]); // over epochs 1 to 3
  });

  test('a value that is never reached, an epoch that is not there', async () => {
    const never = await compare([base, curve('never', [0.1], 'f1'), '--metric', 'f1', '--at', 'time-to=0.5']);
    expect(never).toMatchObject({ code: 4, notes: expect.stringContaining('never reaches it') });
    const gone = await compare([base, late, '--metric', 'f1', '--at', 'epoch=4']);
    expect(gone).toMatchObject({
      code: 4,
      notes: expect.stringContaining(`the baseline ${base} has no value`),
    });
  });
});

describe('runs', () => {
  const base = run('run-base');

  test('final scores: test.entity.f1 and final.dev.entity.f1', async () => {
    const lower = run('run-lower', {
      report: { dev: { entity: { f1: 0.8 } }, test: { entity: { f1: 0.69 } } },
    });
    const args = (metric: string) => [base, lower, '--metric', metric, '--fail-on', 'worse'];
    expect((await compare(args('final.dev.entity.f1'))).code).toBe(0);
    expect(await compare(args('test.entity.f1'))).toMatchObject({
      code: 4,
      notes: expect.stringContaining('test.entity.f1: 0.69, baseline 0.7, worse by 0.01'),
    });
    const unfinished = run('run-unfinished', { report: null });
    expect(await compare([base, unfinished, '--metric', 'test.entity.f1'])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('the run is not finished (it was stopped or has diverged)'),
    });
  });

  test('every network of a bag is compared, and the merged model', async () => {
    const bag = run('bag', { members: [[2, 1]] });
    const other = run('bag-other', { members: [[2, 1.5]] });
    const three = run('bag-three', {
      members: [
        [2, 1],
        [3, 1],
      ],
    });
    const merged = run('bag-merged', {
      members: [[2, 1]],
      report: { dev: { entity: { f1: 0.81 } }, test: { entity: { f1: 0.7 } } },
    });
    expect((await compare([bag, bag])).code).toBe(0);
    expect(await compare([bag, other])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('loss of network 2 in epoch 2'),
    });
    expect(await compare([bag, three])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('has 3 networks, the baseline'),
    });
    expect(await compare([three, bag])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('has 2 networks, the baseline'),
    });
    expect(await compare([bag, base])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('has 1 network, the baseline'),
    });
    expect(await compare([bag, merged])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('final.dev.entity.f1: 0.81, baseline 0.8'),
    });
    expect((await compare([bag, merged, '--fail-on', 'worse'])).code).toBe(0);
  });

  test('what the runs are made of is named; it fails unless it is ignored', async () => {
    const other = run('run-config', {
      config: `${plainConfig}seed: 7\ntraining: { epochs: 99 }\nthreads: 2\n`,
    });
    const { code, out, notes } = await compare([base, other]);
    expect(code).toBe(4);
    expect(out).toMatch(/config\.seed: 7, baseline \d+/);
    expect(out).toMatch(/config\.training\.epochs: 99, baseline \d+/);
    expect(notes).toContain('has another config or other data: config.seed: 7');
    expect(out + notes).not.toContain('threads');
    expect((await compare([base, other, '--ignore', 'config.seed'])).code).toBe(4);
    expect((await compare([base, other, '--ignore', 'config.seed,config.training'])).code).toBe(0);
    expect((await compare([base, other, '--ignore', 'config'])).code).toBe(0);
    expect((await compare([base, other, '--fail-on', 'worse'])).code).toBe(0); // named, but what counts is the metric
  });

  test('other dev data make dev scores incomparable, other versions only get a mention', async () => {
    const data = run('run-data', { devHash: 'e' });
    const metric = ['--metric', 'final.dev.entity.f1', '--fail-on', 'worse'];
    expect(await compare([base, data, ...metric])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('corpora.dev: eeee'),
    });
    expect((await compare([base, data, ...metric, '--ignore', 'corpora'])).code).toBe(0);
    const newer = run('run-newer', { nerwin: '9.9.9' });
    expect(await compare([base, newer])).toMatchObject({
      code: 0,
      out: expect.stringContaining('versions.nerwin: 9.9.9, baseline 0.1.0'),
    });
  });

  test('a baseline that is not there: its own text, with the command that makes one', async () => {
    const { code, notes } = await compare([join(folder, 'nowhere'), base]);
    expect(code).toBe(3);
    expect(notes).toContain('there is no baseline:');
    expect(notes).toContain('train --config FILE --output');
    expect((await compare([base, '--baseline', join(folder, 'nowhere')])).notes).toContain(
      'there is no baseline:',
    );
    expect((await compare([base, join(folder, 'nowhere')])).notes).not.toContain('baseline');
  });

  test('--view never fails, also for one run', async () => {
    const other = run('run-view', { loss: [1, 9, 3] });
    expect(await compare([base, other, '--view'])).toMatchObject({
      code: 0,
      notes: '',
      out: expect.stringContaining('≠'),
    });
    const alone = await compare([base, '--view']);
    expect(alone).toMatchObject({ code: 0, notes: '' });
    expect(alone.out).not.toContain('≠');
  });
});

describe('inputs', () => {
  const base = curve('in-base', [1, 0.5]);

  test.each([
    ['CSV', 'epoch,loss\n1,1\n2,0.5\n'],
    [
      'CSV with CRLF, quotes and a byte order mark',
      '\ufeff"epoch","loss","note"\r\n1,1,"a, b"\r\n2,0.5,c\r\n',
    ],
    ['CSV without a last line feed', 'epoch,loss\n1,1\n2,0.5'],
    ['CSV with semicolons', 'epoch;loss\n1;1\n2;0.5\n'],
    ['TSV', 'epoch\tloss\n1\t1\n2\t0.5\n'],
    ['JSON Lines without a last line feed', '{"epoch":1,"loss":1}\n{"epoch":2,"loss":0.5}'],
    ['JSON Lines with CRLF', '{"epoch":1,"loss":1}\r\n{"epoch":2,"loss":0.5}\r\n'],
    ['several lines for one epoch', '{"epoch":1,"loss":1}\n{"epoch":1,"rate":9}\n{"epoch":2,"loss":0.5}\n'],
  ])('%s', async (name, text) => {
    expect(await compare([base, file(name, text)])).toMatchObject({ code: 0, notes: '' });
    expect(await compare([base, '-'], text)).toMatchObject({ code: 0 });
    expect(await compare(['-', base], text)).toMatchObject({ code: 0 });
  });

  test('--x names the x axis; step is found without it; fractions are fine', async () => {
    const one = file('x1.csv', 'time,wall,loss\n0.5,1,3\n1.25,2,2\n');
    const other = file('x2.tsv', 'time\tloss\n0.5\t3\n1.25\t2.5\n');
    const { code, notes } = await compare([one, other, '--x', 'time']);
    expect(code).toBe(4);
    expect(notes).toContain('loss in epoch 1.25: 2.5, baseline 2');
    expect(await compare([one, other])).toMatchObject({
      code: 3,
      notes: expect.stringContaining("no column 'epoch'; the columns are time, wall, loss"),
    });
    const steps = file('steps.jsonl', '{"step":100,"loss":3}\n{"step":200,"loss":2}\n');
    expect((await compare([steps, steps])).code).toBe(0);
    expect((await compare([steps, steps, '--x', 'loss', '--metric', 'step'])).code).toBe(0);
  });

  test('a last line that a crash cut off: what is whole is compared, and it is said', async () => {
    for (const [name, text] of [
      ['cut.jsonl', '{"epoch":1,"loss":1}\n{"epoch":2,"loss":0.5}\n{"epoch":3,"lo'],
      ['cut.csv', 'epoch,loss,f1\n1,1,0.3\n2,0.5,0.4\n3,0.'],
    ]) {
      expect(await compare([base, file(name, text)])).toMatchObject({
        code: 0,
        notes: expect.stringContaining('the last line is cut off and was not read'),
      });
    }
    const bytes = Buffer.from('{"epoch":1,"loss":1}\n{"epoch":2,"loss":0.5}\n{"epoch":3,"städte":1}');
    const path = join(folder, 'cut-character.jsonl');
    writeFileSync(path, bytes.subarray(0, bytes.indexOf(0xa4)));
    expect(await compare([base, path])).toMatchObject({
      code: 0,
      notes: expect.stringContaining(':3: the last line is cut off'),
    });
  });

  test('NaN and infinity: new only, both, baseline only', async () => {
    for (const [name, word] of [
      ['null', 'null'],
      ['nan', 'NaN'],
      ['inf', 'Infinity'],
      ['text', '"NaN"'],
    ]) {
      const bad = curve(`bad-${name}`, [1, word]);
      expect((await compare([base, bad, '--fail-on', 'worse'])).code).toBe(4);
      expect((await compare([bad, bad])).code).toBe(4);
      expect((await compare([bad, bad, '--allow-nan'])).code).toBe(0);
      expect(await compare([bad, base, '--fail-on', 'worse'])).toMatchObject({
        code: 0,
        notes: expect.stringContaining('in the baseline'),
      });
      expect((await compare([bad, base])).code).toBe(4);
    }
    expect((await compare([base, file('nan.csv', 'epoch,loss\n1,1\n2,nan\n')])).notes).toContain('NaN in');
  });
});

describe('several baselines', () => {
  const baselines = [0.8, 0.82, 0.84].map((value, k) => curve(`band-${k}`, [value], 'f1')); // mean 0.82, sd 0.02
  const args = (value: number, ...more: string[]) => [
    curve(`band-new-${value}`, [value], 'f1'),
    '--metric',
    'f1',
    ...more,
    '--baseline',
    ...baselines,
  ];

  test('the band is mean ± k standard deviations, bounds included', async () => {
    expect((await compare(args(0.78))).code).toBe(0);
    expect((await compare(args(0.779))).code).toBe(4);
    expect((await compare(args(0.861))).code).toBe(4);
    expect((await compare(args(0.861, '--fail-on', 'worse'))).code).toBe(0);
    expect((await compare(args(0.779, '--band', '3'))).code).toBe(0);
    expect((await compare(args(0.78, '--band', '1'))).code).toBe(4);
  });

  test('two are no band, and it is said', async () => {
    const [one, two] = baselines;
    const { code, notes } = await compare([one, '--metric', 'f1', '--band', '2', '--baseline', one, two]);
    expect(code).toBe(4); // 0.8 is not the mean 0.81
    expect(notes).toContain('two baselines are no band');
  });

  test('a baseline that has diverged is left out of the mean, and it is said', async () => {
    const diverged = curve('diverged-baseline', ['NaN'], 'f1');
    const judged = (value: number, ...more: string[]) => compare([...args(value, ...more), diverged]); // the baselines come last
    const { code, notes } = await judged(0.7, '--fail-on', 'worse');
    expect(code).toBe(4); // with NaN as the mean, everything would pass
    expect(notes).toContain('diverged-baseline.jsonl: f1 is NaN in epoch 1');
    expect((await judged(0.78)).code).toBe(0); // the band is that of the other three
    const [one, two] = baselines;
    const exactly = ['--metric', 'f1', '--band', '2', '--baseline', one, two, diverged];
    const mean = curve('mean-of-two', [0.81], 'f1');
    expect((await compare([mean, ...exactly])).code).toBe(0);
    expect((await compare([curve('off-mean', [0.811], 'f1'), ...exactly])).code).toBe(4); // two are no band
  });

  test('a folder of repeated runs stands for its runs; their seeds are no difference', async () => {
    mkdirSync(join(folder, 'repeated'));
    for (const [seed, loss] of [
      [9, 1],
      [10, 2],
      [11, 3],
    ])
      run(join('repeated', `seed-${seed}`), { loss: [loss], config: `${plainConfig}seed: ${seed}\n` });
    const one = run('repeated-new', { loss: [2.5], config: `${plainConfig}seed: 5\n` });
    const { code, out } = await compare([one, '--baseline', join(folder, 'repeated'), '--json']);
    expect(code).toBe(0);
    const { baselines: read, names, epochs } = JSON.parse(out);
    expect(read.map(({ name }: { name: string }) => name.slice(-7))).toEqual([
      '/seed-9',
      'seed-10',
      'seed-11',
    ]);
    expect(names[0]).toBe('mean of 3 baselines');
    expect(epochs[0].values).toEqual([2, 2.5]);
  });

  test('--test welch and permutation', async () => {
    const worse = [0.7, 0.71, 0.69].map((value, k) => curve(`test-worse-${k}`, [value], 'f1'));
    const same = [0.81, 0.83, 0.82].map((value, k) => curve(`test-same-${k}`, [value], 'f1'));
    const tested = (runs: string[], kind: string, ...more: string[]) =>
      compare([...runs, '--metric', 'f1', '--test', kind, ...more, '--baseline', ...baselines]);
    expect(await tested(worse, 'welch')).toMatchObject({
      code: 4,
      notes: expect.stringContaining('(welch), below 0.05'),
    });
    expect((await tested(same, 'welch')).code).toBe(0);
    const { code, out } = await tested(worse, 'permutation', '--json');
    expect({ code, p: JSON.parse(out).test.p }).toEqual({ code: 0, p: 0.1 }); // different: 2 of the 20 splits
    const worseOnly = await tested(worse, 'permutation', '--fail-on', 'worse', '--alpha', '0.06');
    expect(worseOnly).toMatchObject({ code: 4, notes: expect.stringContaining('p = 0.05 (permutation)') });
  });
});

describe('gates.yaml', () => {
  const base = file(
    'gate-base.jsonl',
    '{"epoch":1,"loss":1,"dev":{"entity":{"f1":0.7}}}\n{"epoch":2,"loss":0.5,"dev":{"entity":{"f1":0.8}}}\n',
  );
  const next = (name: string, loss: number, f1: number) =>
    file(
      `gate-${name}.jsonl`,
      `{"epoch":1,"loss":1,"dev":{"entity":{"f1":0.7}}}\n{"epoch":2,"loss":${loss},"dev":{"entity":{"f1":${f1}}}}\n`,
    );
  const check = async (gates: string, ...runs: string[]) =>
    compare([...runs, '--gates', file('gates.yaml', gates)]);

  test('worse-by: percent of the baseline or absolute; better passes', async () => {
    const gates =
      '- metric: dev.entity.f1\n  at: best\n  worse-by: 0.5 %\n  against: baseline\n- { metric: loss, at: last, worse-by: 0.1 }\n';
    expect((await check(gates, base, next('a', 0.6, 0.796))).code).toBe(0);
    expect((await check(gates, base, next('b', 0.2, 0.9))).code).toBe(0);
    const { code, notes } = await check(gates, base, next('c', 0.61, 0.7959));
    expect(code).toBe(4);
    expect(notes).toContain('dev.entity.f1 at best (epoch 2): 0.7959, baseline 0.8, worse by 0.0041');
    expect(notes).toContain('loss at last (epoch 2): 0.61, baseline 0.5, worse by 0.11 (22 %), allowed 0.1');
  });

  test('absolute bounds need no baseline', async () => {
    const gates =
      '- { metric: dev.entity.f1, at: best, at-least: 0.8 }\n- { metric: loss, at: last, at-most: 0.5 }\n- { metric: loss, at: last, threshold: 0.5 }';
    expect((await check(gates, base)).code).toBe(0);
    expect(await check(gates, next('d', 0.51, 0.79))).toMatchObject({
      code: 4,
      notes: expect.stringMatching(
        /0\.79 is below 0\.8[\s\S]*0\.51 is above 0\.5[\s\S]*0\.51 is above the threshold 0\.5/,
      ),
    });
    expect(await check('- { metric: loss, worse-by: 1 }', base)).toMatchObject({
      code: 2,
      notes: expect.stringContaining('gates.yaml:1: the gate of loss needs a baseline'),
    });
  });

  test("must improve, by MLflow's rules", async () => {
    const absolute = '- { metric: dev.entity.f1, at: last, min_absolute_change: 0.05 }';
    expect((await check(absolute, base, next('e', 1, 0.85))).code).toBe(0);
    expect((await check(absolute, base, next('f', 1, 0.849))).code).toBe(4);
    const relative = '- { metric: loss, at: last, min_relative_change: 0.2 }';
    expect((await check(relative, base, next('g', 0.4, 1))).code).toBe(0);
    expect((await check(relative, base, next('h', 0.401, 1))).code).toBe(4);
    const [zero, more, same] = [0, 0.01, 0].map((value, k) => curve(`zero-${k}`, [value], 'f1'));
    const change = '- { metric: f1, at: last, min_relative_change: 0.5 }';
    expect((await check(change, zero, more)).code).toBe(0);
    expect((await check(change, zero, same)).code).toBe(4);
  });

  test('own directions, accepted differences and --direction', async () => {
    const [low, high] = [curve('own-low', [1], 'regret'), curve('own-high', [2], 'regret')];
    const gates = '{ directions: { regret: lower }, gates: [{ metric: regret, worse-by: 0.5 }] }';
    expect((await check(gates, high, low)).code).toBe(0);
    expect((await check(gates, low, high)).code).toBe(4);
    expect((await check('- { metric: regret, direction: higher, worse-by: 0.5 }', low, high)).code).toBe(0);
    expect((await check('- { metric: regret, worse-by: 0.5 }', low, high)).code).toBe(2);
    const [one, other] = [run('gate-run'), run('gate-run-seed', { config: `${plainConfig}seed: 77\n` })];
    expect((await check('- { metric: loss, rtol: 0 }', one, other)).code).toBe(4);
    expect(
      (await check('{ ignore: [config.seed], gates: [{ metric: loss, rtol: 0 }] }', one, other)).code,
    ).toBe(0);
  });

  test.each([
    ['- { metric: loss }', 'a gate needs a rule'],
    ['- { metric: loss, worse-by: fast }', 'gates.0.worse-by'],
    ['- metric: loss\n  worse-bye: 1', 'gates.yaml:2: 0.worse-bye: unknown key'],
    ['- { metric: loss, worse-by: -1 }', 'worse-by'],
    ['- { metric: loss, at: noon, worse-by: 1 }', 'at'],
    ['- { metric: loss, worse-by: 1, rtol: 1 }', 'cannot be combined with worse-by'],
    ['- { metric: loss, rtol: 0, band: 2 }', 'needs `against: band`'],
    ['- { metric: loss, test: welch }', 'a test compares one value per run'],
    ['[]', 'gates.yaml: no gates, expected at least one'],
    ['loss: 1', 'gates.yaml'],
    ['', 'is empty'],
  ])('a wrong file: %s', async (text, message) => {
    expect(await check(text, base, base)).toMatchObject({
      code: 2,
      out: '',
      notes: expect.stringContaining(message.replace('gates.0.', '0.')),
    });
  });

  test('gates and options for single metrics exclude each other', async () => {
    const gates = file('both.yaml', '- { metric: loss, rtol: 0 }');
    for (const more of [
      ['--metric', 'loss'],
      ['--rtol', '1'],
      ['--atol', 'loss=1'],
      ['--at', 'best'],
      ['--band', '1'],
    ])
      expect((await compare([base, base, '--gates', gates, ...more])).code).toBe(2);
  });

  test('configs/gates.schema.json is the schema', async () => {
    const { out } = await captured(['config', 'schema', '--gates']);
    expect(readFileSync('configs/gates.schema.json', 'utf8')).toBe(out);
  });
});

describe('golden files', () => {
  const golden = join(folder, 'golden.json');
  const one = run('golden-run', { config: `${plainConfig}seed: 3\n` });

  test('--update writes, and the same run passes; small, without clock and host', async () => {
    expect(await compare([one, '--golden', golden])).toMatchObject({
      code: 3,
      notes: expect.stringMatching(/there is no baseline: .*golden\.json: no such file[\s\S]*--update/),
    });
    expect(existsSync(golden)).toBe(false);
    expect((await compare([one, '--golden', golden, '--update'])).code).toBe(0);
    expect(JSON.parse(readFileSync(golden, 'utf8'))).toEqual({
      golden: 1,
      nerwin: '0.1.0',
      config: { seed: '3' },
      corpora: { train: 'a'.repeat(12), dev: 'd'.repeat(12) },
      vectors: 'b'.repeat(12),
      final: { 'final.dev.entity.f1': 0.8, 'test.entity.f1': 0.7 },
      epochs: [
        { epoch: 1, loss: 1 },
        { epoch: 2, loss: 0.5 },
      ],
    });
    expect(readFileSync(golden, 'utf8')).toContain(
      '\n    {"epoch":1,"loss":1},\n    {"epoch":2,"loss":0.5}\n',
    );
    expect(await compare([one, '--golden', golden])).toMatchObject({ code: 0, notes: '' });
    expect((await compare([golden, one])).code).toBe(0); // also as an ordinary baseline
  });

  test('a difference prints the new lines, ready to paste; --update=fail writes them and fails', async () => {
    const other = run('golden-other', { loss: [1, 0.1 + 0.2], config: `${plainConfig}seed: 4\n` });
    const { code, out, notes } = await compare([other, '--golden', golden]);
    expect(code).toBe(4);
    expect(out).toContain('config.seed: 4, baseline 3');
    expect(out).toMatch(
      /new lines for .*golden\.json .*:\n {4}"seed": "4"\n {4}\{"epoch":2,"loss":0\.30000000000000004\}\n$/,
    );
    expect(notes).toContain('write the golden file again with --update');
    expect((await compare([other, '--golden', golden, '--ignore', 'config', '--atol', '0.3'])).code).toBe(0);
    expect((await compare([other, '--golden', golden, '--update', 'fail'])).code).toBe(4);
    expect((await compare([other, '--golden', golden])).code).toBe(0);
  });

  test('NaN, bags, other metrics, and files that are no golden files', async () => {
    const bag = run('golden-bag', { members: [[2, 1]], report: null });
    const path = join(folder, 'golden-bag.json');
    expect((await compare([bag, '--golden', path, '--update', '--metric', 'loss'])).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('{"network":2,"epoch":1,"loss":2}');
    expect((await compare([bag, '--golden', path])).code).toBe(0);
    const other = run('golden-bag-other', { members: [[2, 1.5]], report: null });
    expect(await compare([other, '--golden', path])).toMatchObject({
      code: 4,
      notes: expect.stringContaining('loss of network 2 in epoch 2: 1.5, baseline 1'),
    });
    const nan = curve('golden-nan', [1, 'NaN', '-Infinity']);
    const nanGolden = join(folder, 'golden-nan.json');
    expect((await compare([nan, '--golden', nanGolden, '--update'])).code).toBe(0);
    expect((await compare([nan, '--golden', nanGolden])).code).toBe(4);
    expect((await compare([nan, '--golden', nanGolden, '--allow-nan'])).code).toBe(0);
    expect(await compare([nan, '--golden', curve('no-golden', [1])])).toMatchObject({
      code: 3,
      notes: expect.stringContaining('not a golden file'),
    });
    expect(await compare([nan, '--golden', file('old-golden.json', '{"golden":99}')])).toMatchObject({
      code: 3,
      notes: expect.stringContaining('golden format 99'),
    });
    expect((await compare([nan, '--golden', nan, '--update'])).code).toBe(2); // would overwrite its input
  });
});

describe('formats', () => {
  const base = curve('f-base', [1, 0.5, 0.25]);
  const worse = curve('f-worse,100%:x', [1, 0.5, 0.3]);

  test('github: annotations with escaped properties, and the summary of the job', async () => {
    const summary = file('summary.md', 'earlier\n');
    process.env.GITHUB_STEP_SUMMARY = summary;
    const { code, out } = await compare([base, worse, '--fail-on', 'worse', '--format', 'github']);
    expect(code).toBe(4);
    const path = worse.replace('%', '%25').replace(',', '%2C').replace(':', '%3A');
    expect(out).toBe(
      `::error file=${path},line=3,title=loss%3A worse::loss in epoch 3: 0.3, baseline 0.25, worse by 0.05 (20 %25)\n`,
    );
    const text = readFileSync(summary, 'utf8');
    expect(text).toMatch(/^earlier\n### nerwin compare failed: 1 failure\n/);
    expect(text).toContain(
      '```mermaid\nxychart-beta\n    x-axis "epoch" [1, 2, 3]\n    y-axis "loss"\n    line [1, 0.5, 0.25]\n    line [1, 0.5, 0.3]\n```',
    );
    const passed = await compare([base, base, '--format', 'github']);
    expect(passed).toMatchObject({
      code: 0,
      out: '::notice title=nerwin compare::nerwin compare passed: 1 check: loss equal\n',
    });
  });

  test('github: a gate is marked in the gates file; at most ten annotations of a kind', async () => {
    const gates = file('g.yaml', '# ours\n- { metric: loss, at: last, worse-by: 0.01 }\n');
    const { out } = await compare([base, worse, '--gates', gates, '--format', 'github']);
    expect(out).toContain(`::error file=${gates},line=2,title=loss%3A worse::`);
    const [long, other] = [curve('long', Array(30).fill(1)), curve('long-other', Array(30).fill(2))];
    const many = await compare([long, other, '--format', 'github']);
    // One for all epochs of a run.
    expect(many.out).toBe(
      `::error file=${other},line=1,title=loss%3A worse::loss in epoch 1: 2, baseline 1, worse by 1 (100 %25); 30 epochs fail, from epoch 1 on\n`,
    );
    const twelve = await compare([long, ...Array(12).fill(other), '--format', 'github']);
    expect(twelve.out.split('\n').filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(twelve.out).toContain('3 more failures');
    expect(many.notes).toContain('GITHUB_STEP_SUMMARY is not set');
  });

  test('without a baseline, an annotation, a summary and a test report say so; the exit code stays', async () => {
    const summary = file('fault.md', '');
    process.env.GITHUB_STEP_SUMMARY = summary;
    const missing = join(folder, 'no-such-run');
    const github = await compare([missing, worse, '--format', 'github']);
    expect(github.code).toBe(3);
    expect(github.out).toMatch(
      /^::error title=nerwin compare%3A nothing was compared::there is no baseline: .*no-such-run: .*%0Amake one/,
    );
    expect(readFileSync(summary, 'utf8')).toMatch(
      /^### nerwin compare: nothing was compared\n\nthere is no baseline/,
    );
    const junit = await compare([missing, worse, '--format', 'junit']);
    expect(junit).toMatchObject({ code: 3, out: expect.stringContaining('failures="0" errors="1"') });
    expect((await compare([missing, worse, '--format', 'markdown'])).out).toMatch(
      /^### nerwin compare: nothing/,
    );
    expect((await compare([missing, worse])).out).toBe('');
  });

  test('a file that cannot be written hides no failed gate', async () => {
    const nowhere = join(folder, 'no-such-folder', 'page.html');
    const failed = await compare([base, worse, '--html', nowhere]);
    expect(failed.code).toBe(4);
    expect(failed.notes).toMatch(/warning: .*no-such-folder[\s\S]*the runs differ/);
    expect((await compare([base, base, '--html', nowhere])).code).toBe(3);
    process.env.GITHUB_STEP_SUMMARY = nowhere;
    expect((await compare([base, worse, '--format', 'github'])).code).toBe(4);
  });

  test('a run that diverged: the summary names what is left out of the chart', async () => {
    const diverged = file('diverged.csv', 'epoch,loss\n1,1\n2,0.5\n3,nan\n');
    const { code, out, notes } = await compare([
      base,
      diverged,
      '--fail-on',
      'worse',
      '--format',
      'markdown',
    ]);
    expect(code).toBe(4);
    expect(notes).toContain('the new run has diverged: loss from epoch 3 on: not a finite number');
    expect(out).toContain('coincide. One epoch, in which a run has no finite value, is left out.');
  });

  test('paths of name lists and start models are compared by file name: folders differ from machine to machine', async () => {
    const config = (folder: string, names: string) =>
      `${plainConfig}training: { swap: { lists: [${folder}/${names}] } }\nmodel: { from: ${folder}/data/model/default.safetensors }\n`;
    const here = run('paths-here', { config: config('/a', 'data/places/places.txt') });
    const there = run('paths-there', { config: config('/b/c', 'data/places/places.txt') });
    expect((await compare([here, there])).code).toBe(0);
    const golden = join(folder, 'paths.json');
    await compare([here, '--golden', golden, '--update']);
    expect(readFileSync(golden, 'utf8')).not.toMatch(/[/]a[/]|places/);
    expect((await compare([there, '--golden', golden])).code).toBe(0);
    const other = await compare([here, run('paths-other', { config: config('/a', 'mine.txt') })]);
    expect(other).toMatchObject({
      code: 4,
      out: expect.stringContaining('config.training.swap.lists: ["mine.txt"]'),
    });
  });

  test('markdown: verdict first, a row per metric', async () => {
    const { code, out } = await compare([
      base,
      worse,
      '--format',
      'markdown',
      '--at',
      'last',
      '--fail-on',
      'worse',
      '--rtol',
      '10%',
    ]);
    expect(code).toBe(4);
    expect(out.split('\n')[0]).toBe('### nerwin compare failed: 1 failure');
    expect(out).toContain(
      '| loss | last | 0.25 | 0.3 | +0.05 |  | not worse by more than 10 % of the baseline | **worse** |',
    );
  });

  test('junit: one test case per check, escaped', async () => {
    const odd = file('odd.jsonl', '{"epoch":1,"a<b&\\"c\\"":1}\n');
    const { code, out } = await compare([odd, odd, '--metric', 'a<b&"c"', '--format', 'junit']);
    expect(code).toBe(0);
    expect(out).toContain('<testcase classname="nerwin.compare" name="a&lt;b&amp;&quot;c&quot;"/>');
    const failed = await compare([base, worse, '--format', 'junit']);
    expect(failed.code).toBe(4);
    expect(failed.out).toContain('<testsuites name="nerwin compare" tests="2" failures="1">');
    expect(failed.out).toMatch(/<failure message="loss: worse">loss in epoch 3: 0\.3, baseline 0\.25/);
  });

  test('--svg draws the band of several baselines', async () => {
    const svg = join(folder, 'band.svg');
    const baselines = [1, 1.1, 1.2].map((first, k) => curve(`svg-${k}`, [first, first / 2]));
    await compare([curve('svg-new', [1.1, 0.55]), '--svg', svg, '--baseline', ...baselines]);
    expect(readFileSync(svg, 'utf8')).toContain('<title>mean ± 2 standard deviations</title>');
    expect(await compare([base, base, '--svg', join(folder, 'no', 'folder.svg')])).toMatchObject({
      code: 3,
      notes: expect.stringContaining('folder.svg: no such file or directory'),
    });
  });
});

describe('a value that is never reached, and a metric that no run has', () => {
  const slow = () => curve('slow', [1, 0.6]);
  const fast = () => curve('fast', [1, 0.6, 0.3]);
  const at = ['--at', 'time-to=0.3'];

  test('the new run reaches it and the baseline does not: better', async () => {
    expect((await compare([slow(), fast(), ...at, '--fail-on', 'worse'])).code).toBe(0);
    const { code, notes } = await compare([slow(), fast(), ...at]);
    expect([code, notes]).toEqual([
      4,
      expect.stringMatching(/fast\.jsonl reaches it in epoch 3, \S*slow\.jsonl never does/),
    ]);
  });

  test('the new run does not reach it, or none of them', async () => {
    const lost = await compare([fast(), slow(), ...at, '--fail-on', 'worse']);
    expect([lost.code, lost.notes]).toEqual([4, expect.stringContaining('never reaches it')]);
    const none = await compare([slow(), slow(), ...at, '--fail-on', 'worse']);
    expect([none.code, none.notes]).toEqual([4, expect.stringContaining('reaches it\n')]);
    expect(none.notes).toContain('choose a value that the baseline reaches');
  });

  test('an unknown metric is named before a direction is asked for, in a gates file with its line', async () => {
    const gates = file(
      'unknown-metric.yaml',
      '- { metric: loss, atol: 1 }\n- { metric: los, worse-by: 1 % }\n',
    );
    const { code, notes } = await compare([slow(), fast(), '--gates', gates]);
    expect([code, notes]).toEqual([
      2,
      expect.stringContaining("unknown-metric.yaml:2: unknown metric 'los', did you mean 'loss'?"),
    ]);
    const option = await compare([slow(), fast(), '--metric', 'nothing', '--fail-on', 'worse']);
    expect([option.code, option.notes]).toEqual([2, expect.stringContaining("unknown metric 'nothing'")]);
  });

  test.each(['0,5 %', '-1 %', '0.5 percent'])(
    'worse-by: %s is refused with what is expected',
    async (amount) => {
      const gates = file('amount.yaml', `- { metric: loss, worse-by: "${amount}" }\n`);
      const { code, notes } = await compare([slow(), fast(), '--gates', gates]);
      expect([code, notes]).toEqual([2, expect.stringContaining('a percentage such as 0.5 %')]);
    },
  );
});
