import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file and returns its path. */
function file(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

const brackets = '['.repeat(8000) + ']'.repeat(8000);
const objects = `${'{"a":'.repeat(8000)}1${'}'.repeat(8000)}`;

test('deep JSON in a corpus, in metrics and in a config is refused with its place', async () => {
  const corpus = file('deep.jsonl', `{"tokens":["a"],"tags":${brackets}}\n`);
  expect(await captured(['eval', '--corpus', corpus])).toMatchObject({
    code: 3,
    notes: expect.stringContaining('deep.jsonl:1: not valid JSON: it is nested more than 200 deep'),
  });
  for (const text of [`{"epoch":1,"a":${brackets}}\n`, `{"epoch":1,"a":${objects}}\n`]) {
    const metrics = file('deep.metrics.jsonl', text);
    expect(await captured(['compare', metrics, metrics])).toMatchObject({
      code: 3,
      notes: expect.stringContaining('deep.metrics.jsonl:1: not valid JSON: it is nested more than 200 deep'),
    });
  }
  for (const text of [brackets, objects, `a: ${'['.repeat(60)}${']'.repeat(60)}`, `${'- '.repeat(8000)}a`]) {
    expect(await captured(['train', '--config', file('deep.yaml', text)])).toMatchObject({
      code: 2,
      notes: expect.stringContaining('deep.yaml: nested too deeply'),
    });
  }
});

test('compare refuses a run whose config is no YAML, is too deep or expands without end', async () => {
  const run = join(folder, 'broken-run');
  mkdirSync(run);
  file('broken-run/metrics.jsonl', '{"epoch":1,"loss":1}\n');
  const bomb = ['a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]'];
  for (const [k, name] of [...'bcdefgh'].entries())
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[k]}`).join(', ')}]`);
  for (const [text, message] of [
    ['a: b: c\n', 'config.yaml:1:4: Nested mappings are not allowed'],
    [objects, 'config.yaml: nested too deeply'],
    [bomb.join('\n'), 'config.yaml: YAML aliases expand to too many values'],
    ['\xff\0', 'config.yaml: not a text file'],
  ]) {
    file('broken-run/config.yaml', text);
    const { code, notes } = await captured(['compare', run, run]);
    expect([code, notes]).toEqual([2, expect.stringContaining(message)]);
    expect(notes).toContain('hint:');
  }
});

test('--set says how a name with a wildcard is quoted, and the quoted form is accepted', async () => {
  const config = file('c.yaml', 'corpus: { train: a, dev: b }\nvectors: { file: v }\n');
  const set = (setting: string) => captured(['config', 'show', config, '--set', setting]);
  for (const [value, quoted] of [
    ['[*.conll]', '["*.conll"]'],
    ['[a.conll, *.conll]', '[a.conll, "*.conll"]'],
    ['[*, @b]', '["*", "@b"]'],
    ['[!a, %b]', '["!a", "%b"]'],
  ]) {
    const { code, notes } = await set(`corpus.train=${value}`);
    expect(code).toBe(2);
    expect(notes).toContain(`put it in quotes: --set 'corpus.train=${quoted}'`);
    expect((await set(`corpus.train=${quoted}`)).code).toBe(0);
  }
});

test('deep settings and long paths of --set are refused', async () => {
  const config = file('c.yaml', 'corpus: { train: a, dev: b }\nvectors: { file: v }\n');
  const set = (setting: string) => captured(['config', 'show', config, '--set', setting]);
  for (const value of [brackets, objects]) {
    expect(await set(`corpus.train=${value}`)).toMatchObject({
      code: 2,
      notes: expect.stringContaining('nested too deeply'),
    });
  }
  expect(await set(`${'a.'.repeat(10_000)}a=1`)).toMatchObject({
    code: 2,
    notes: expect.stringContaining('a path of 10001 keys'),
  });
});

test('vectors of more dimensions than exist are refused before memory is allocated', async () => {
  for (const header of ['1 4294967297', '1 100000', '4294967297 4294967296']) {
    const path = file('huge.txt', Buffer.concat([Buffer.from(`${header}\nword `), Buffer.alloc(64, 0x81)]));
    const { code, notes } = await captured(['vectors', 'info', path]);
    expect({ code, notes }).toMatchObject({
      code: 3,
      notes: expect.stringContaining(`says that its vectors have ${header.split(' ')[1]} dimensions`),
    });
  }
});

test('deep expressions are refused with a hint, and those of 300 levels are computed', async () => {
  for (const deep of [
    `${'('.repeat(10_000)}x${')'.repeat(10_000)}`,
    `0${'-'.repeat(10_000)}x`,
    `0-${'-('.repeat(10_000)}x${')'.repeat(10_000)}`,
    `${'exp('.repeat(10_000)}x${')'.repeat(10_000)}`,
    `${'['.repeat(10_000)}x${']'.repeat(10_000)}`,
    `0${`${'-'.repeat(200)}(x`.repeat(50)}${')'.repeat(50)}`,
  ]) {
    expect(await captured(['graph', deep, '--at', 'x=1'])).toMatchObject({
      code: 2,
      notes: expect.stringContaining('the expression is nested more than 300 deep\n  hint: name its parts'),
    });
  }
  const { code, out } = await captured([
    'graph',
    `${'('.repeat(300)}2*x${')'.repeat(300)}`,
    '--at',
    'x=3',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ value: 6 });
});

test('a value of thousands of characters is shown by its ends', async () => {
  for (const value of ['['.repeat(9000), 'y'.repeat(9000), '9'.repeat(9000), `[${'z'.repeat(9000)}]`]) {
    const { code, notes } = await captured(['graph', 'x', '--at', `x=${value}`]);
    expect([code, notes.length < 400]).toEqual([2, true]);
    expect(notes).toContain('…');
  }
});

test('graph refuses endless standard input', async () => {
  expect(await captured(['graph', '-', '--at', 'x=1'], 'x+'.repeat(600_000))).toMatchObject({
    code: 2,
    notes: expect.stringContaining('standard input: more than 1 MB'),
  });
});

test('devices without an end are refused as config, points, metrics and model', async () => {
  for (const [args, code] of [
    [['train', '--config', '/dev/zero'], 2],
    [['boundary', '/dev/zero'], 3],
    [['tag', '-m', '/dev/zero', 'a b'], 3],
  ] as const) {
    const { code: exit, notes } = await captured(args);
    expect([exit, notes]).toEqual([code, expect.stringContaining('/dev/zero')]);
    expect(notes).not.toContain('this is a bug');
  }
});
