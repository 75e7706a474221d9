import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textWidth } from '../../src/document/text-width.js';
import { plain, randomSentences, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-report-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const contents = (of: string): Map<string, string> =>
  new Map(
    readdirSync(of)
      .sort()
      .map((name) => [name, readFileSync(join(of, name), 'utf8')]),
  );

/** Three files of sentences. */
beforeAll(() => {
  for (let k = 0; k < 3; k++) {
    const blocks = randomSentences(k, 20, 8).map(({ tokens }, n) =>
      tokens.map((token, t) => `${token}\t${(t + n) % 5 === 0 ? 'B-LOC' : 'O'}\n`).join(''),
    );
    writeFileSync(at(`part-${k}.conll`), blocks.join('\n'));
  }
});

test('--merge writes the files of the report of one run, bit for bit', async () => {
  const model = at('model.safetensors');
  writeToyModel(model, { features: { ...plain, shape: true } });
  const corpus = ['--model', model, '--corpus', at('part-*.conll')];
  const shards = [1, 2, 3].map((k) => at(`${k}.jsonl`));
  for (const [k, shard] of shards.entries())
    await captured(['eval', ...corpus, '--shard', `${k + 1}/3`, '--save', shard]);

  const output = at('report');
  const merged = await captured(['report', '--merge', ...shards, '-m', model, '-o', output]);
  expect(merged.code).toBe(0);
  const found = contents(output);
  rmSync(output, { recursive: true });

  const files = ['--html', join(output, 'report.html'), '--markdown', join(output, 'report.md')];
  cpSync(at('1.jsonl'), join(output, 'keeps the folder')); // eval makes none
  const one = await captured(['eval', ...corpus, ...files]);
  expect(one.code).toBe(0);
  expect(merged.out).toBe(one.out);
  rmSync(join(output, 'keeps the folder'));
  writeFileSync(join(output, 'report.json'), (await captured(['eval', ...corpus, '--json'])).out);
  expect(found).toEqual(contents(output));
  expect([...found.keys()]).toContain('report.md');

  const two = await captured(['report', '--merge', ...shards.slice(0, 2), '-m', model, '-o', output]);
  expect([two.code, two.notes]).toEqual([3, expect.stringContaining('shard 3 of 3 is missing')]);
  expect((await captured(['report', '--merge', ...shards])).notes).toContain('--merge needs --output');
});

test('the report of a run again is the one that training wrote', async () => {
  const run = at('run');
  const config = at('config.yaml');
  writeFileSync(
    config,
    `corpus: { root: ., train: part-0.conll, dev: part-1.conll }\nvectors: { file: shipped }\nmodel: { hidden: 4 }\ntraining: { epochs: 2 }\n`,
  );
  expect((await captured(['train', '--config', config, '--output', run])).code).toBe(0);
  const written = contents(run);
  for (const name of ['report.md', 'report.html', 'loss.svg']) rmSync(join(run, name));
  expect(await captured(['report', run])).toMatchObject({ code: 0, out: `${join(run, 'report.html')}\n` });
  expect(contents(run)).toEqual(written);

  await captured(['report', run, '-o', at('copy')]);
  for (const [name, text] of contents(at('copy'))) expect(text).toBe(written.get(name));
  const none = await captured(['report', at('copy'), folder]);
  expect([none.code, none.notes]).toEqual([3, expect.stringContaining('no finished run')]);
});

describe('the report in a terminal', () => {
  const curve = /^entity F1 +[▁▂▃▄▅▆▇█]{2} /m;

  test('--text prints what report.md says, with curves, and writes nothing', async () => {
    const run = at('run');
    const before = contents(run);
    rmSync(join(run, 'report.md'));
    const { code, out } = await captured(['report', run, '--text']);
    expect(code).toBe(0);
    expect(existsSync(join(run, 'report.md'))).toBe(false);
    writeFileSync(join(run, 'report.md'), before.get('report.md') ?? '');
    const headings = [...(before.get('report.md') ?? '').matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
    expect(headings.length).toBeGreaterThan(8);
    for (const title of headings) expect(out.split('\n')).toContain(title);
    expect(out).toMatch(curve);
    expect(out).not.toMatch(/undefined|NaN|\.svg/);
  });

  test.each([40, 80])('no line but paths, hashes and commands is wider than %i columns', async (columns) => {
    const { out } = await captured(['report', at('run'), '--text'], '', { outColumns: columns });
    const wide = out.split('\n').filter((line) => textWidth(line) > columns);
    for (const line of wide) expect(line).toMatch(/[/]|[0-9a-f]{64}/);
    expect(out).toMatch(curve);
  });

  test('a terminal shows it, too, and the pages are written', async () => {
    const run = at('run');
    const before = readFileSync(join(run, 'report.md'), 'utf8');
    rmSync(join(run, 'report.md'));
    const { code, out } = await captured(['report', run], '', { outIsTerminal: true, outColumns: 80 });
    expect(code).toBe(0);
    expect(out).toContain(`page  ${join(run, 'report.html')}\n`);
    expect(out).toMatch(curve);
    expect(readFileSync(join(run, 'report.md'), 'utf8')).toBe(before);
  });

  test('an evaluation: what eval prints, and its curves', async () => {
    const evaluation = at('evaluation');
    mkdirSync(evaluation);
    const args = ['eval', '-m', at('model.safetensors'), '--corpus', at('part-0.conll')];
    const shown = (await captured([...args, '--mistakes', '0'])).out;
    writeFileSync(join(evaluation, 'report.json'), (await captured([...args, '--json'])).out);
    const { code, out } = await captured(['report', evaluation, '--text']);
    expect(code).toBe(0);
    expect(out.startsWith(shown)).toBe(true);
    expect(out).toMatch(/true windows +[▁▂▃▄▅▆▇█]+/);
    writeFileSync(join(evaluation, 'report.json'), '{"entity":{},"intervals":{}}');
    const damaged = await captured(['report', evaluation]);
    expect([damaged.code, damaged.notes]).toEqual([
      3,
      expect.stringContaining('parts of the report are missing'),
    ]);
  });

  test('--text and --json exclude each other', async () => {
    expect((await captured(['report', at('run'), '--text', '--json'])).code).toBe(2);
  });
});

describe('the report of a series', () => {
  const short = ['--set', 'training.epochs=1', '--quiet'];
  const trained = (name: string, ...options: string[]) =>
    captured([
      ...options.slice(0, 1),
      '-c',
      at('config.yaml'),
      ...short,
      '-o',
      at(name),
      ...options.slice(1),
    ]);
  const contentsOf = (path: string) => readFileSync(path, 'utf8');

  test.each([
    ['folds', ['train', '--folds', '2'], 'folds', 'Cross-validation with 2 folds'],
    ['sizes', ['train', '--sizes', '50%,100%'], 'learning-curve', 'Learning curve'],
    ['sweep', ['sweep', '--grid', 'model.hidden=2,4'], 'sweep-report', 'Sweep of model.hidden'],
  ])(
    '%s: its pages are written again from its JSON, and --text prints it',
    async (name, args, file, title) => {
      expect((await trained(name, ...args)).code).toBe(0);
      const page = join(at(name), `${file}.html`);
      const written = contentsOf(page);
      writeFileSync(page, 'of an earlier version');
      expect(await captured(['report', at(name)])).toMatchObject({ code: 0, out: `${page}\n` });
      expect(contentsOf(page)).toBe(written);
      const { code, out } = await captured(['report', at(name), '--text']);
      expect([code, out.split('\n')[0]]).toEqual([0, title]);
      const json = (await captured(['report', at(name), '--json'])).out;
      expect(JSON.parse(json)).toEqual(JSON.parse(readFileSync(join(at(name), `${file}.json`), 'utf8')));
      expect((await captured(['report', at(name), '-o', at(`${name}-copy`)])).code).toBe(0);
      expect(contentsOf(join(at(`${name}-copy`), `${file}.html`))).toBe(written);
    },
  );

  test('runs with several seeds: a row and a curve for each, mean and standard deviation', async () => {
    expect((await trained('seeds', 'train', '--repeat', '2')).code).toBe(0);
    const before = readdirSync(at('seeds'));
    const { code, out } = await captured(['report', at('seeds')]);
    expect([code, out.split('\n')[0]]).toEqual([0, '2 runs that differ only in the seed']);
    const f1 = [1, 2].map((seed) => {
      const report = JSON.parse(readFileSync(join(at('seeds'), `seed-${seed}`, 'report.json'), 'utf8'));
      expect(out).toMatch(new RegExp(`^seed ${seed} +[▁█] `, 'm')); // one epoch
      return 100 * report.dev.entity.f1;
    });
    const mean = (f1[0] + f1[1]) / 2;
    const sd = Math.abs(f1[0] - f1[1]) / Math.SQRT2;
    expect(out).toContain(`On dev, entity F1 is ${mean.toFixed(2)} ± ${sd.toFixed(2)}`);
    expect(readdirSync(at('seeds'))).toEqual(before);
  });
});

test('no report replaces that of another run', async () => {
  const [run, other] = [at('run'), at('other')];
  cpSync(run, other, { recursive: true });
  writeFileSync(join(other, 'report.md'), 'of the other run');
  const before = contents(other);
  for (const args of [
    [run, '-o', other],
    ['--merge', at('1.jsonl'), at('2.jsonl'), at('3.jsonl'), '-m', at('model.safetensors'), '-o', other],
  ]) {
    const { code, notes } = await captured(['report', ...args]);
    expect([code, notes]).toEqual([3, expect.stringContaining(`${other}: holds a run`)]);
    expect(contents(other)).toEqual(before);
  }
  expect((await captured(['report', other, '-o', `${folder}/./other`])).code).toBe(0); // its own
  expect(readFileSync(join(other, 'report.md'), 'utf8')).toBe(readFileSync(join(run, 'report.md'), 'utf8'));
});

test('the report of a run of an earlier version: its names and missing parts are no error', async () => {
  const run = at('earlier');
  cpSync(at('run'), run, { recursive: true });
  const path = join(run, 'report.json');
  const report = JSON.parse(readFileSync(path, 'utf8'));
  for (const epoch of report.epochs) {
    epoch.violating = epoch.insideMargin;
    delete epoch.insideMargin;
  }
  for (const key of ['standards', 'errors', 'sweep', 'operatingPoints', 'histogram', 'samples'])
    delete report.dev[key];
  delete report.warnings;
  delete report.config.training.swap;
  for (const key of ['bag', 'from', 'tolerance']) delete report.config.decision[key];
  writeFileSync(path, JSON.stringify(report));

  const { code, out, notes } = await captured(['report', run, '--json']);
  expect([code, notes]).toEqual([0, '']);
  const printed = JSON.parse(out);
  expect(printed.epochs[0].insideMargin).toBe(report.epochs[0].violating);
  expect(printed.warnings).toEqual([]);
  expect(readFileSync(join(run, 'report.md'), 'utf8')).not.toMatch(/undefined|NaN/);
});

test.each([
  ['{"version":1}', 'config: missing'],
  ['{"version":2}', 'has version 2, expected 1'],
  ['[]', 'not the report of a run'],
  ['{"rows":[]}', 'neither the report of a run nor that of one model'],
  ['{"version":1,"config":{"corpus":{"train":"a","dev":"b"},"vectors":{"file":"shipped"}}}', 'are missing'],
  [
    '{"version":1,"config":{"corpus":{"train":"a","dev":"b"},"vectors":{"file":"c"},"gone":1}}',
    'config.gone',
  ],
])('a report that cannot be read names the file: %s', async (text, fault) => {
  const run = at(`damaged-${fault.length}`);
  cpSync(at('run'), run, { recursive: true });
  const before = readFileSync(join(run, 'report.md'), 'utf8');
  writeFileSync(join(run, 'report.json'), text);
  const { code, notes } = await captured(['report', run]);
  expect(code).toBe(3);
  expect(notes).toContain(join(run, 'report.json'));
  expect(notes).toContain(fault);
  expect(readFileSync(join(run, 'report.md'), 'utf8')).toBe(before);
});
