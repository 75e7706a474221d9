import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeAtomically } from '../../src/file.js';
import { FolderLock } from '../../src/folder-lock.js';
import { RunFolder } from '../../src/run/run-folder.js';
import { writeTiny } from '../attack/tiny.js';
import { withFailingCalls } from '../failing-call.js';
import { nerwin } from './binary.js';
import { captured } from './captured.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 }); // several trainings

const root = mkdtempSync(join(tmpdir(), 'nerwin-own-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (...names: string[]): string => join(root, ...names);
const config = writeTiny(root);
const corpus = at('corpus.conll');
const short = ['--set', 'training.epochs=1', '--quiet'];
const grid = ['sweep', '-c', config, '--grid', 'training.epochs=1,2', '--quiet'];

beforeAll(async () => {
  expect((await captured(['train', '-c', config, '-o', at('run'), ...short])).code).toBe(0);
});

/** Commands that fill a folder, and a file there that they would write. */
const commands: Record<string, { args: (folder: string) => string[]; file: string }> = {
  sweep: { args: (folder) => [...grid, '-o', folder], file: 'sweep-report.md' },
  'sweep --emit': { args: (folder) => [...grid, '-o', at('swept'), '--emit', folder], file: 'run-002.yaml' },
  'train --folds': {
    args: (folder) => ['train', '-c', config, ...short, '--folds', '2', '-o', folder],
    file: 'folds/fold-1-source-1.jsonl',
  },
  'train --sizes': {
    args: (folder) => ['train', '-c', config, ...short, '--sizes', '50%', '-o', folder],
    file: 'learning-curve.svg',
  },
  'train --repeat': {
    args: (folder) => ['train', '-c', config, ...short, '--repeat', '1', '-o', folder],
    file: 'seed-1/report.md',
  },
  'train --bag': {
    args: (folder) => ['train', '-c', config, ...short, '--bag', '2', '-o', folder],
    file: 'members/2/metrics.jsonl',
  },
  report: { args: (folder) => ['report', at('run'), '-o', folder], file: 'report.md' },
  page: { args: (folder) => ['page', '-m', at('run'), '-o', folder], file: 'index.html' },
  'corpus split': {
    args: (folder) => ['corpus', 'split', corpus, '--by', 'sentence', '-o', folder],
    file: 'test.conll',
  },
  'corpus convert': {
    args: (folder) => ['corpus', 'convert', corpus, '--by', 'sentence', '--to', 'brat', '-o', `${folder}/`],
    file: '000002.txt',
  },
};

describe('no command that fills a folder replaces a file of the user', () => {
  for (const [name, { args, file }] of Object.entries(commands)) {
    test(name, async () => {
      const folder = at(`mine-${name.replace(/\W+/g, '-')}`);
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), 'mine');
      const { code, notes } = await captured(args(folder));
      expect([2, 3]).toContain(code);
      expect(notes).toContain('hint:');
      const left = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      expect(left.filter((entry) => existsSync(join(folder, entry)) && /\.\w+$/.test(entry))).toEqual([file]);
      expect(readFileSync(join(folder, file), 'utf8')).toBe('mine');
    });
  }
});

describe('a folder that another process writes to is refused, and left alone', () => {
  for (const name of Object.keys(commands)) {
    test(name, async () => {
      const folder = at(`locked-${name.replace(/\W+/g, '-')}`);
      mkdirSync(folder);
      const lock = FolderLock.take(folder);
      const { code, notes } = await captured(commands[name].args(folder));
      lock.release();
      expect(notes).toContain('is writing to this folder');
      expect(code).toBe(3);
      expect(readdirSync(folder)).toEqual([]);
    });
  }
});

test('a report in its own run is refused while the run is written', async () => {
  const lock = FolderLock.take(at('run'));
  const before = readdirSync(at('run'));
  const refused = await captured(['report', at('run')]);
  expect([refused.code, refused.notes]).toEqual([3, expect.stringContaining('is writing to this folder')]);
  expect(readdirSync(at('run'))).toEqual(before);
  lock.release();
  expect((await captured(['report', at('run')])).code).toBe(0);
  expect(existsSync(at('run', 'lock'))).toBe(false);
});

test('two conversions or splits into one folder at the same time: one is done, the other is refused', async () => {
  const contents = (folder: string): [string, string][] =>
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const pairs = {
    convert: ['brat', 'gate'].map((to) => ['convert', corpus, '--by', 'sentence', '--to', to]),
    split: ['1', '2'].map((seed) => ['split', corpus, '--by', 'sentence', '--seed', seed]),
  };
  for (const [name, pair] of Object.entries(pairs)) {
    const together = at(`together-${name}`);
    const ended = await Promise.all(pair.map((args) => captured(['corpus', ...args, '-o', `${together}/`])));
    expect(ended.map(({ code }) => code).sort()).toEqual([0, 3]);
    const winner = ended.findIndex(({ code }) => code === 0);
    expect(ended[1 - winner].notes).toContain('is writing to this folder');
    const alone = at(`alone-${name}`);
    expect((await captured(['corpus', ...pair[winner], '-o', `${alone}/`])).code).toBe(0);
    expect(contents(together)).toEqual(contents(alone));
  }
});

test('a file named lock that is the user’s is not taken for that of a process', async () => {
  const folder = at('with-lock');
  mkdirSync(folder);
  writeFileSync(join(folder, 'lock'), 'mine');
  const { code, notes } = await captured(commands['corpus split'].args(folder));
  expect([code, notes]).toEqual([3, expect.stringContaining('in the way of the lock')]);
  expect(notes).toContain('hint: move the file to another folder, or choose another --output');
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe('mine');
});

test('a file added to a finished sweep stays, and the sweep can be repeated with --resume', async () => {
  const folder = at('sweep');
  expect((await captured([...grid, '-o', folder])).code).toBe(0);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  expect((await captured([...grid, '-o', folder, '--resume'])).code).toBe(0);
  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test.each([
  ['sweep', 'sweep-report.html'],
  ['train --folds', 'folds.html'],
  ['train --sizes', 'learning-curve.html'],
])('%s of an earlier version, which listed no files, goes on with --resume', async (name, report) => {
  const folder = at(`earlier-${name.replace(/\W+/g, '-')}`);
  const args = commands[name].args(folder);
  expect((await captured(args)).code).toBe(0);
  const expected = readFileSync(join(folder, report), 'utf8');
  rmSync(join(folder, '.nerwin-files.json'));
  writeFileSync(join(folder, report), 'of the earlier version');
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const { code, notes } = await captured([...args, '--resume']);
  expect([code, notes]).toEqual([0, '']);
  expect(readFileSync(join(folder, report), 'utf8')).toBe(expected);
  const { files } = JSON.parse(readFileSync(join(folder, '.nerwin-files.json'), 'utf8'));
  expect(files).toContain(report);
  expect(files).not.toContain('notes.txt');
});

test('sweep --collect is refused while another process writes, and replaces no file of the user', async () => {
  const folder = at('collected');
  const emit = [...grid, '-o', folder, '--emit', at('collected-jobs')];
  const collect = ['sweep', '--collect', '-o', folder];
  expect((await captured(emit)).code).toBe(0);
  const lock = FolderLock.take(folder);
  const locked = await captured(collect);
  lock.release();
  expect([locked.code, locked.notes]).toEqual([3, expect.stringContaining('is writing to this folder')]);
  expect(readdirSync(folder).sort()).toEqual(['.nerwin-files.json', 'sweep.json']);

  const report = join(folder, 'sweep-report.md');
  writeFileSync(join(folder, '.nerwin-files.json'), '{"files":["sweep.json"],"earlier":{}}');
  writeFileSync(report, 'mine');
  expect((await captured(collect)).code).toBe(3);
  expect(readFileSync(report, 'utf8')).toBe('mine');
  rmSync(report);
  expect((await captured(collect)).code).toBe(0);
  expect(readFileSync(report, 'utf8')).toContain('run-002');
});

test('a sweep that fails while it writes the report of a run writes all of it when it is continued', async () => {
  const [whole, broken] = [at('whole-sweep'), at('broken-sweep')];
  const files = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  expect((await captured([...grid, '-o', whole])).code).toBe(0);
  await withFailingCalls(
    ['renameSync'],
    (_, [, to]) => to === join(broken, 'run-001', 'report.md'),
    async () => expect((await captured([...grid, '-o', broken])).code).toBe(3),
  );
  expect((await captured([...grid, '-o', broken, '--resume'])).code).toBe(0);
  expect(files(broken)).toEqual(files(whole));
});

test('a series that fails before its first file leaves no folder', async () => {
  const wrong = ['--set', 'corpus.train=none.conll'];
  for (const name of ['train --folds', 'train --sizes', 'train --repeat']) {
    const above = at(`failed-${name.replace(/\W+/g, '-')}`);
    const { code, notes } = await captured([...commands[name].args(join(above, 'series')), ...wrong]);
    expect([code, notes]).toEqual([3, expect.stringContaining('none.conll')]);
    expect(existsSync(above)).toBe(false);
  }
  mkdirSync(at('empty'));
  await captured([...commands['train --folds'].args(at('empty')), ...wrong]);
  expect(existsSync(at('empty'))).toBe(true); // the user's folder stays
});

test('a folder deleted during a write is named, not the file that was to be written', () => {
  const folder = new RunFolder(at('deleted'));
  folder.lock();
  const write = (): void => {
    rmSync(folder.path, { recursive: true });
    writeAtomically(folder.file('checkpoint'), '');
  };
  expect(() => folder.whileLocked(write)).toThrow('the folder was deleted or moved');
});

test('an interrupted series goes on with the same command and --resume', async () => {
  const folder = at('interrupted');
  const args = [
    'train',
    '-c',
    config,
    '--quiet',
    '--set',
    'training.epochs=400',
    '--folds',
    '2',
    '-o',
    folder,
  ];
  const { code, err } = await nerwin(args, {
    during: (child) => {
      const timer = setInterval(() => {
        if (!existsSync(join(folder, 'fold-1', 'checkpoint.safetensors'))) return;
        clearInterval(timer); // a second signal would end it at once
        child.kill('SIGTERM');
      }, 50);
      child.on('close', () => clearInterval(timer));
    },
  });
  expect(code).toBe(143);
  expect(err).toContain('give the same command with --resume to continue');
});

test('what a command wrote itself it writes again', async () => {
  for (const name of ['report', 'page', 'sweep --emit']) {
    const folder = at(`again-${name.replace(/\W+/g, '-')}`);
    const codes = [await captured(commands[name].args(folder)), await captured(commands[name].args(folder))];
    expect(codes.map(({ code }) => code)).toEqual([0, 0]);
  }
  for (const name of ['corpus split', 'corpus convert']) {
    const args = [...commands[name].args(at(`again-${name.replace(/\W+/g, '-')}`)), '--overwrite'];
    expect([(await captured(args)).code, (await captured(args)).code]).toEqual([0, 0]);
  }
});
