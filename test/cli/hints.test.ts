import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtPath } from '../../src/built.js';
import { shippedModelPath } from '../../src/model/shipped.js';
import { captured } from './captured.js';

const root = mkdtempSync(join(tmpdir(), 'nerwin-hints-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (...names: string[]): string => join(root, ...names);
mkdirSync(at('run'));
writeFileSync(at('run', 'model.safetensors'), 'no model');
writeFileSync(at('news.txt'), 'We left Paris.\n');
writeFileSync(at('first.yaml'), '');

test('a path that does not exist: the hint names the one that was meant', async () => {
  const commands: [string[], string][] = [
    [['tag', '--input', at('new.txt')], at('news.txt')],
    [['tag', '--model', at('rum'), 'Paris'], at('run')],
    [['train', '--config', at('frist.yaml')], at('first.yaml')],
    [['config', 'show', at('frist.yaml')], at('first.yaml')],
    [['model', 'verify', at('ruin')], at('run')],
    [['vectors', 'info', at('nws.txt')], at('news.txt')],
    [['graph', 'x', '--svg', at('runs', 'x.svg')], at('run')],
  ];
  for (const [args, meant] of commands) {
    const { code, notes } = await captured(args);
    expect(notes).toContain(`hint: did you mean ${meant}?`);
    expect(code).toBe(args.includes('--config') || args[0] === 'config' ? 2 : 3);
  }
  expect((await captured(['tag', '--input', at('something-else.txt')])).notes).toContain('check the path');
});

test('a file or folder without its option: the hint names an option that takes it', async () => {
  const wanted: [string[], string][] = [
    [['eval', at('run')], '--model'],
    [['threshold', at('run')], '--model'],
    [['bench', at('run')], '--model'],
    [['gradcheck', at('run')], '--model'],
    [['page', 'site'], '--output'],
    [['page', at('run')], '--model'],
    [['train', at('first.yaml')], '--config'],
    [['sweep', 'nope.yaml'], '--config'],
    [['eval', 'news.conll'], '--corpus'],
    [['export', 'model.safetensors'], '--model'],
  ];
  for (const [args, option] of wanted) {
    const { code, notes } = await captured(args);
    expect(notes).toContain(`${args[0]} ${option} ${args[1]}`);
    expect(code).toBe(2);
  }
});

test('a name of a file where a sentence is expected', async () => {
  expect((await captured(['explain', at('news.txt')])).notes).toContain('is a file, not a sentence');
  const tagged = await captured(['tag', 'nofile.txt']);
  expect(tagged).toMatchObject({ code: 0, out: 'nofile.txt\n' });
  expect(tagged.notes).toContain('there is no file nofile.txt');
  expect((await captured(['tag', 'Paris'])).notes).toBe('');
});

test('a corpus without a word is an error in every command, and the hint fits standard input', async () => {
  const commands = [
    ['eval', '--corpus', '-'],
    ['threshold', '--precision', '0.5', '-o', at('t.safetensors'), '--corpus', '-'],
    ['corpus', 'check', '-'],
    ['corpus', 'stats', '-'],
    ['corpus', 'convert', '--to', 'jsonl', '-'],
    ['corpus', 'dedupe', '-'],
    ['corpus', 'split', '-o', at('parts'), '-'],
  ];
  for (const args of commands) {
    const { code, out, notes } = await captured(args);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(notes).toContain('nothing came from the command before the pipe');
    expect(notes).not.toContain('download');
  }
  writeFileSync(at('blank.conll'), '\n\n');
  expect(await captured(['corpus', 'stats', at('blank.conll')])).toMatchObject({ code: 3 });
  expect((await captured(['config', 'show', '--', '-x'])).notes).not.toContain('did you mean');
});

test('- is standard input for configs and points', () => {
  const nerwin = (args: readonly string[], input: string): string =>
    execFileSync(process.execPath, [builtPath('bin/nerwin.js'), ...args], { input, encoding: 'utf8' });
  const config =
    'corpus: { root: shipped, train: plain-train.conll, dev: plain-dev.conll }\nvectors: { file: shipped }\n';
  expect(nerwin(['config', 'show', '-'], config)).toContain('plain-train.conll');
  const points = 'x,y,label\n1,2,a\n-1,0.5,b\n0,1,a\n';
  expect(nerwin(['boundary', '-', '--epochs', '2', '--json'], points)).toContain('"softmax"');
});

test('every command with a model takes a run folder, the word shipped, and NERWIN_MODEL', async () => {
  const commands = [
    ['tag', 'Paris', '-m'],
    ['explain', 'Paris', '-m'],
    ['eval', '--corpus', at('news.txt'), '-m'],
    ['bench', '-m'],
    ['export', '--npz', at('x.npz'), '-m'],
    ['page', '--output', at('site'), '-m'],
    ['threshold', '--value', '1', '-o', at('t.safetensors'), '-m'],
    ['model', 'info'],
    ['model', 'verify'],
    ['model', 'card'],
    ['model', 'strip', '-o', at('s.safetensors')],
  ];
  const fault = `${at('run', 'model.safetensors')}: not a safetensors file`;
  for (const args of commands) {
    expect((await captured([...args, at('run')])).notes).toContain(fault);
    process.env.NERWIN_MODEL = at('run');
    try {
      const byDefault = await captured(args.filter((word) => word !== '-m'));
      expect(byDefault.notes).toContain(fault);
    } finally {
      delete process.env.NERWIN_MODEL;
    }
  }
  expect((await captured(['model', 'verify', 'shipped'])).out).toContain(shippedModelPath());
});
