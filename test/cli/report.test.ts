import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
