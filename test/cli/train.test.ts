import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandName } from '../../src/document/command-name.js';
import { readTensors } from '../../src/model/safetensors.js';
import { binary, nerwin } from './binary.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-train-'));
const config = join(folder, 'short.yaml');
const baseline = fileURLToPath(new URL('../baseline/metrics.jsonl', import.meta.url));
const shipped = fileURLToPath(new URL('../../data/corpus/', import.meta.url));

/** A short run on the shipped corpus, with every part of training that can change bytes switched on. */
const shortConfig = `
corpus: { root: shipped, train: train.conll, dev: dev.conll, test: test.conll }
vectors: { file: shipped }
features: { shape: true, sentence: true }
corruption: { strategy: hard, perTrue: 4 }
model: { hidden: 12 }
training: { epochs: 3, dropout: 0.25, averaging: { from: 2, every: 8 } }
decision: { thresholds: two }
`;

const run = (name: string): string => join(folder, name);
const model = (name: string): Buffer => readFileSync(join(run(name), 'model.safetensors'));
const train = (name: string, ...more: string[]) =>
  nerwin(['train', '--config', config, '--output', run(name), '--progress', 'text', ...more]);

beforeAll(async () => {
  writeFileSync(config, shortConfig);
  expect((await train('first')).code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nerwin train', () => {
  test('the run folder holds exactly the expected files', () => {
    expect(readdirSync(run('first')).sort()).toEqual([
      'checkpoint.safetensors',
      'config.yaml',
      'environment.json',
      'loss.svg',
      'manifest.json',
      'margin.svg',
      'metrics.jsonl',
      'model.safetensors',
      'precision-recall.svg',
      'reliability.svg',
      'report.html',
      'report.json',
      'report.md',
      'scores-histogram.svg',
      'scores.svg',
      'timings.jsonl',
    ]);
  });

  test('the loss curve equals the baseline in the repository to the last digit', async () => {
    for (const metric of [
      'loss',
      'insideMargin',
      'dev.entity.f1',
      'dev.averagePrecision',
      'gradientNorm.W',
    ]) {
      const { code, out } = await nerwin(['compare', run('first'), baseline, '--metric', metric]);
      expect(`${code} ${out}`).toMatch(/^0 /);
    }
  });

  test('the same config and seed give the same bytes; the plain loops give them too; another seed does not', async () => {
    expect((await train('again')).code).toBe(0);
    expect(model('again').equals(model('first'))).toBe(true);
    expect((await train('loops', '--set', 'kernel=loops')).code).toBe(0);
    expect(model('loops').equals(model('first'))).toBe(true);
    expect((await train('seed', '--seed', '7')).code).toBe(0);
    expect(model('seed').equals(model('first'))).toBe(false);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s: an interrupted run says so, exits with its code, and resumed ends in the same bytes',
    async (signal) => {
      let interrupted = false;
      const { code, err } = await nerwin(
        ['train', '--config', config, '--output', run(signal), '--progress', 'text', '--set', 'kernel=loops'],
        {
          during: (child) =>
            child.stderr?.on('data', (text: string) => {
              if (interrupted || !/^(?: +\d+)? +1 +\d\.\d{4} /m.test(text)) return;
              interrupted = true;
              child.kill(signal);
            }),
        },
      );
      expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(err).toContain('a checkpoint is in');
      expect(readdirSync(run(signal))).not.toContain('model.safetensors');
      const resumed = await nerwin(['train', '--output', run(signal), '--resume', '--progress', 'none']);
      expect(resumed.code).toBe(0);
      expect(model(signal).equals(model('first'))).toBe(true);
      const curves = await nerwin(['compare', run('first'), run(signal)]);
      expect(curves.code).toBe(0);
    },
  );

  test('Ctrl-C while two networks of a bag are trained: both go on where they were, on any number of threads', async () => {
    const bag = (name: string, threads: number, during?: (child: ChildProcess) => void) =>
      nerwin(
        [
          ...['train', '--config', config, '--output', run(name), '--bag', '3', '--progress', 'text'],
          ...['--set', 'kernel=loops', '--set', `threads=${threads}`],
        ],
        during ? { during } : {},
      );
    expect((await bag('bag', 1)).code).toBe(0);
    let interrupted = false;
    const { code, err } = await bag('bag-interrupted', 2, (child) =>
      child.stderr?.on('data', (text: string) => {
        if (interrupted || !/^(?: +\d+)? +1 +\d\.\d{4} /m.test(text)) return;
        interrupted = true;
        child.kill('SIGINT');
      }),
    );
    expect(code).toBe(130);
    const places = /interrupted (in epoch \d of network 1, epoch \d of network 2); a checkpoint is in/.exec(
      err,
    );
    expect(places).not.toBeNull();
    expect(readdirSync(run('bag-interrupted'))).not.toContain('model.safetensors');
    const resume = ['train', '--output', run('bag-interrupted'), '--resume', '--progress', 'text'];
    const resumed = await nerwin([...resume, '--set', 'threads=3']);
    expect(resumed.code).toBe(0);
    expect(resumed.err).toContain(`resuming ${places?.[1]}`);
    expect(resumed.err.match(/network 3 of 3, seed 3/g)).toHaveLength(1);
    expect(model('bag-interrupted').equals(model('bag'))).toBe(true);
    for (const member of ['', '/members/2', '/members/3']) {
      const curves = await nerwin(['compare', run('bag') + member, run('bag-interrupted') + member]);
      expect(curves.code).toBe(0);
    }
  });

  test('--json prints one object, and nothing else stands on standard output', async () => {
    const { code, out } = await train('json', '--json');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual([
      ...['run', 'model', 'epochs', 'bestEpoch', 'seconds', 'spent', 'dev', 'test'],
    ]);
    const spent = Object.values<number>(result.spent).reduce((sum, part) => sum + part, 0);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(result.seconds);
    expect(result).toMatchObject({
      run: run('json'),
      epochs: 3,
      model: join(run('json'), 'model.safetensors'),
    });
    expect(result.dev.entity.tp + result.dev.entity.fn).toBe(172);
    expect(result.test.entity.tp + result.test.entity.fn).toBe(177);
  });

  test('printed commands can be copied unchanged, even with special characters in the folder name', async () => {
    const { out } = await train("a run's");
    const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
    const command = commandName(binary, '');
    expect(out).toContain(`${command} tag --model ${quoted(`${run("a run's")}/model.safetensors`)} "…"`);
    const { reproduce } = JSON.parse(readFileSync(join(run("a run's"), 'report.json'), 'utf8'));
    expect(reproduce[1]).toBe(
      `${command} compare ${quoted(run("a run's"))} ${quoted(`${run("a run's")}-again`)}`,
    );
  });

  test('an existing run is not changed without --overwrite', async () => {
    const before = model('first');
    const { code, err } = await train('first');
    expect(code).toBe(2);
    expect(err).toContain('the folder already contains a run');
    expect(model('first').equals(before)).toBe(true);
  });

  test('--overwrite keeps the earlier run until the new one is done', async () => {
    expect((await train('replaced', '--set', 'training.epochs=2')).code).toBe(0);
    const before = model('replaced');
    const failing = ['--set', 'training.rate.start=100', '--set', 'model.activation=relu'];
    const failed = await train('replaced', '--overwrite', ...failing, '--set', 'loss.reduction=sum');
    expect(failed.code).toBe(5);
    expect(failed.err).toContain(`the previous run is kept in ${run('replaced/earlier')}`);
    expect(model('replaced/earlier').equals(before)).toBe(true);
    expect(readdirSync(run('replaced'))).not.toContain('report.md'); // it was of the earlier run
    expect((await train('replaced', '--overwrite')).code).toBe(0);
    expect(model('replaced').equals(model('first'))).toBe(true);
    expect(readdirSync(run('replaced'))).not.toContain('earlier');
  });

  test('training that diverges exits with 5, writes no model and keeps the checkpoint of the last good epoch', async () => {
    const wild = [
      'loss.reduction=sum',
      'training.rate={ start: 0.01, end: 30 }',
      'training.epochs=6',
      'model.activation=relu',
    ];
    const { code, err } = await train('diverged', ...wild.flatMap((setting) => ['--set', setting]));
    expect(code).toBe(5);
    expect(err).toContain('the loss is not a finite number');
    expect(readdirSync(run('diverged'))).not.toContain('model.safetensors');
    const epochs = readFileSync(join(run('diverged'), 'metrics.jsonl'), 'utf8')
      .trim()
      .split('\n').length;
    const { metadata, tensors } = readTensors(join(run('diverged'), 'checkpoint.safetensors'), 'model');
    expect(JSON.parse(metadata.checkpoint).position).toMatchObject({ epoch: epochs, done: 0 });
    expect(err).toContain(`diverged in epoch ${epochs + 1}`);
    for (const { data } of tensors.values()) expect(data.every(Number.isFinite)).toBe(true);
  });
});

describe('faults of a run', () => {
  const cases: readonly [name: string, args: string[], code: number, message: RegExp][] = [
    ['no config', ['train'], 2, /no config given/],
    ['a config that is missing', ['train', '--config', '/nowhere.yaml'], 2, /nowhere\.yaml/],
    ['an unknown key', ['train', '--config', config, '--set', 'trainig.epochs=3'], 2, /trainig.*training/s],
    [
      'a corpus that is missing',
      ['train', '--config', config, '--set', 'corpus.train=nothing.conll'],
      3,
      /nothing\.conll/,
    ],
    ['no locations', ['train', '--config', config, '--set', 'locations=GPE'], 3, /GPE.*LOC/s],
    [
      'vectors that are missing',
      ['train', '--config', config, '--set', 'vectors.file=/nowhere.txt'],
      3,
      /nowhere\.txt/,
    ],
    ['a dimension that contradicts', ['train', '--config', config, '--set', 'vectors.dimension=50'], 3, /50/],
    [
      'nothing to resume',
      ['train', '--config', config, '--resume', '--output', '/tmp/nowhere-run'],
      2,
      /no checkpoint/,
    ],
    [
      'nothing to resume, and no config',
      ['train', '--resume', '--output', '/tmp/nowhere-run'],
      2,
      /nowhere-run: there is no checkpoint/,
    ],
    [
      'resuming and beginning again at once',
      ['train', '--resume', '--overwrite', '--output', '/tmp/nowhere-run'],
      2,
      /^nerwin: --resume and --overwrite cannot be combined\n {2}hint: .*use one of them\n$/,
    ],
    ['an unknown command', ['trian'], 2, /did you mean 'train'/],
    [
      'a model that is missing',
      ['eval', '--model', '/nowhere', '--corpus', `${shipped}/dev.conll`],
      3,
      /nowhere/,
    ],
    [
      'a model that is a text',
      ['eval', '--model', `${shipped}/dev.conll`, '--corpus', `${shipped}/dev.conll`],
      3,
      /not a safetensors file/,
    ],
    [
      'an output that cannot be',
      ['train', '--config', config, '--output', '/proc/nerwin'],
      3,
      /\/proc\/nerwin/,
    ],
  ];
  test.each(cases)('%s', async (_name, args, code, message) => {
    const outcome = await nerwin(args, { cwd: folder });
    expect(outcome.err).toMatch(message);
    expect(outcome.err).not.toContain('this is a bug');
    expect(outcome.code).toBe(code);
    expect(outcome.out).toBe('');
  });
});

describe('nerwin eval', () => {
  const evaluation = (...more: string[]) =>
    nerwin([
      'eval',
      '--model',
      join(run('first'), 'model.safetensors'),
      '--corpus',
      `${shipped}/dev.conll`,
      ...more,
    ]);

  test('reproduces the dev scores of the training report', async () => {
    const { code, out } = await evaluation('--json');
    expect(code).toBe(0);
    const result = JSON.parse(out);
    const report = JSON.parse(readFileSync(join(run('first'), 'report.json'), 'utf8'));
    expect(result.entity).toEqual(report.dev.entity);
    expect(result.token).toEqual(report.dev.token);
    expect(result).toMatchObject({
      sentences: 297,
      tokens: 3762,
      averagePrecision: report.dev.averagePrecision,
    });
  });

  test('predictions have one line per token and match the counts', async () => {
    const path = join(folder, 'predictions.txt');
    const { out } = await evaluation('--json', '--predictions', path);
    const { entity, token } = JSON.parse(out);
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    expect(lines.length).toBe(3762);
    const columns = lines.map((line) => line.split(' '));
    expect(columns.filter(([, gold]) => gold === 'B-LOC').length).toBe(entity.tp + entity.fn);
    expect(columns.filter(([, , predicted]) => predicted === 'B-LOC').length).toBe(entity.tp + entity.fp);
    expect(columns.filter(([, gold, predicted]) => gold !== 'O' && predicted !== 'O').length).toBe(token.tp);
  });

  test('--min-f1 is a gate', async () => {
    expect((await evaluation('--min-f1', '0.01')).code).toBe(0);
    const { code, err, out } = await evaluation('--min-f1', '0.999');
    expect(code).toBe(4);
    expect(err).toContain('below --min-f1 0.999');
    expect(out).toContain('entity');
    const percent = await evaluation('--min-f1', '85');
    expect(percent.code).toBe(2);
    expect(percent.err).toContain('expected a number from 0 to 1');
  });

  test('hints name options, not settings of a config', async () => {
    expect((await evaluation('--tag-column', '7')).err).toContain('use --tag-column 2');
    expect((await evaluation('--scheme', 'BIOES')).err).toMatch(/--scheme auto/);
    expect((await evaluation('--locations', 'GPE')).err).toContain('use --locations LOC');
    expect((await evaluation('--mistakes', '-3')).code).toBe(2);
  });

  test('a very long word is truncated in the list of mistakes', async () => {
    const path = join(folder, 'long.conll');
    writeFileSync(path, `${'a'.repeat(1_000_000)} B-LOC\nruns O\n`);
    const { code, out } = await nerwin([
      'eval',
      '--model',
      join(run('first'), 'model.safetensors'),
      ...['--corpus', path, '--threshold', '100'],
    ]);
    expect(code).toBe(0);
    expect(out).toContain(`[${'a'.repeat(100)}…]`);
    expect(out.length).toBeLessThan(4000);
  });
});
