import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { placeHash, writeAtomically } from '../../src/file.js';
import { thisProcess } from '../../src/process-identity.js';
import { RunFolder } from '../../src/run/run-folder.js';
import type { EpochMetrics } from '../../src/training/metrics.js';

let path: string;
let folder: RunFolder;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'nerwin-folder-'));
  folder = new RunFolder(path);
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const put = (...names: string[]): void => {
  for (const name of names) writeFileSync(join(path, name), name);
};

/** Writes files as a run does: listed in the manifest. */
const write = (...names: string[]): void => {
  folder.claim(names);
  for (const name of names) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    put(name);
  }
};
const list = (...below: string[]): string[] => readdirSync(join(path, ...below)).sort();

test('a run moves aside whole, other files stay, and a second failure loses neither run', () => {
  write('model.safetensors', 'config.yaml', 'report.md', 'members/2/metrics.jsonl');
  put('notes.txt', 'members/alice.txt');
  expect(folder.clear()).toBe(join(path, 'earlier'));
  expect(list()).toEqual(['earlier', 'manifest.json', 'members', 'notes.txt']);
  expect(list('members')).toEqual(['alice.txt']);
  write('config.yaml', 'checkpoint.safetensors'); // the new run came to no model
  put('earlier/d.txt');
  expect(folder.clear()).toBe(join(path, 'earlier-2'));
  expect(list('earlier')).toEqual(['config.yaml', 'd.txt', 'members', 'model.safetensors', 'report.md']);
  expect(list('earlier-2')).toEqual(['checkpoint.safetensors', 'config.yaml']);
  expect(readFileSync(join(path, 'earlier', 'model.safetensors'), 'utf8')).toBe('model.safetensors');
  folder.forgetEarlier();
  expect(list()).toEqual(['earlier', 'manifest.json', 'members', 'notes.txt']);
  expect(list('earlier')).toEqual(['d.txt']);
  expect(list('members')).toEqual(['alice.txt']);
});

test('a move that was cut off after any file is completed by the next start', () => {
  const names = ['config.yaml', 'members/2/metrics.jsonl', 'model.safetensors', 'report.md'];
  for (let moved = 0; moved <= names.length; moved++) {
    write(...names);
    const manifest = { files: names, earlier: { earlier: names }, moving: 'earlier' };
    writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest));
    for (const name of names.slice(0, moved)) {
      mkdirSync(dirname(join(path, 'earlier', name)), { recursive: true });
      renameSync(join(path, name), join(path, 'earlier', name));
    }
    folder.lock()();
    expect(list()).toEqual(['earlier', 'manifest.json']);
    for (const name of names) expect(readFileSync(join(path, 'earlier', name), 'utf8')).toBe(name);
    folder.forgetEarlier();
    expect(list()).toEqual(['manifest.json']);
  }
});

test('a file of the user with a name that a run uses is neither replaced nor removed', () => {
  write('config.yaml');
  for (const name of ['model.safetensors', 'report.md', 'members/2/metrics.jsonl', 'loss.svg']) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    put(name);
    const claim = () => {
      folder.claimTraining(2);
      folder.claimResults();
    };
    expect(claim).toThrow(`${join(path, name)}: the run would replace this file, which it did not write`);
    folder.clear();
    expect(readFileSync(join(path, name), 'utf8')).toBe(name);
    rmSync(join(path, name));
  }
});

test('a run of an earlier version, without a manifest, is recognized; a folder of the user is not', () => {
  put('config.yaml', 'metrics.jsonl');
  expect([folder.isOwned, folder.hasRun]).toEqual([false, false]);
  writeFileSync(join(path, 'environment.json'), '{"nerwin":"0.1.0","files":[]}');
  put('notes.txt');
  expect(folder.hasRun).toBe(true);
  folder.clear();
  expect(list()).toEqual(['earlier', 'manifest.json', 'notes.txt']);
  expect(list('earlier')).toEqual(['config.yaml', 'environment.json', 'metrics.jsonl']);
});

test('a damaged manifest is an error, and no path in it leads out of the folder', () => {
  for (const text of [
    '',
    '[]',
    '{"files":["../a"],"earlier":{}}',
    '{"files":["/a"],"earlier":{}}',
    '{"files":[],"earlier":{"..":[]}}',
  ]) {
    writeFileSync(join(path, 'manifest.json'), text);
    expect(() => folder.hasRun).toThrow(/manifest\.json: not a manifest/);
  }
});

describe('the lock', () => {
  test('only one process holds it, and it is taken from a dead one', async () => {
    const release = folder.lock();
    expect(() => new RunFolder(path).lock()).toThrow(`process ${process.pid} on`);
    release();
    expect(list()).toEqual([]);
    const dead = spawnSync(process.execPath, ['-e', '']);
    const lock = { ...thisProcess(), pid: dead.pid };
    for (const identity of [lock, { ...thisProcess(), started: '1' }, { ...lock, boot: 'before' }]) {
      writeFileSync(join(path, 'lock'), `${JSON.stringify(identity)} 1\n`);
      new RunFolder(path).lock()();
      expect(list()).toEqual([]);
    }
    writeFileSync(join(path, 'lock'), `${JSON.stringify({ ...lock, host: 'elsewhere' })} 1\n`);
    expect(() => new RunFolder(path).lock()).toThrow(`process ${dead.pid} on elsewhere is writing`);
  });

  test('what killed processes left is removed, what living ones write is not', () => {
    writeAtomically(join(path, 'a'), '');
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const { started } = thisProcess();
    const place = placeHash();
    put(`m.${dead}-5.${place}.01234567.tmp`, `m.${process.pid}-${started}.${place}.01234567.tmp`);
    put(`m.${dead}-5.00000000.01234567.tmp`, 'mine.tmp');
    folder.lock()();
    expect(list()).toEqual(
      [
        'a',
        `m.${dead}-5.00000000.01234567.tmp`,
        `m.${process.pid}-${started}.${place}.01234567.tmp`,
        'mine.tmp',
      ].sort(),
    );
  });

  test('a folder that was deleted, or recreated by another run, is not written', () => {
    folder.lock();
    folder.writeMetrics(0, []);
    rmSync(path, { recursive: true });
    expect(() => folder.writeMetrics(0, [])).toThrow(
      'the folder was deleted or moved while the run was writing',
    );
    expect(existsSync(path)).toBe(false);
    new RunFolder(path).lock();
    expect(() => folder.writeMetrics(0, [])).toThrow('the lock file of this run was removed or replaced');
    expect(list()).toEqual(['lock']);
  });

  test('a folder that was created with the lock is removed with it if it stays empty', () => {
    const deep = new RunFolder(join(path, 'a', 'b'));
    deep.lock()();
    expect(list()).toEqual([]);
  });
});

test('a damaged line of metrics is reported with file and line', () => {
  writeFileSync(join(path, 'metrics.jsonl'), '{"epoch":1}\n{"epo\n');
  expect(() => folder.readMetrics(0)).toThrow(NerwinError);
  expect(() => folder.readMetrics(0)).toThrow(/metrics\.jsonl:2: not valid JSON/);
});

/** The metrics of an epoch. */
function metricsOf(epoch: number): EpochMetrics {
  const scores = { precision: 0.5, recall: 0.5, f1: 0.5, tp: 1, fp: 1, fn: 1 };
  return {
    epoch,
    loss: 0.5,
    insideMargin: 0.25,
    rate: 0.1,
    gradientNorm: { W: 1, b: 1, u: 1, S: 0 },
    dev: { token: scores, entity: scores, averagePrecision: 0.5, threshold: 0 },
    best: true,
  };
}

test('insideMargin is read under its old name violating', () => {
  const { insideMargin, ...others } = metricsOf(1);
  writeFileSync(
    join(path, 'metrics.jsonl'),
    `${JSON.stringify({ ...others, violating: insideMargin, seconds: 1, windowsPerSecond: 2 })}\n`,
  );
  expect(folder.readMetrics(0)).toEqual([metricsOf(1)]);
});

test('a line of metrics without one of its fields, or with another kind of value, is rejected', () => {
  const check = (line: object): void =>
    writeFileSync(join(path, 'metrics.jsonl'), `${JSON.stringify(metricsOf(1))}\n${JSON.stringify(line)}\n`);
  const whole = metricsOf(2);
  for (const key of ['loss', 'insideMargin', 'rate'] as const) {
    check({ ...whole, [key]: undefined });
    expect(() => folder.readMetrics(0)).toThrow(`metrics.jsonl:2: no '${key}'`);
  }
  check({ ...whole, dev: undefined });
  expect(() => folder.readMetrics(0)).toThrow("metrics.jsonl:2: no 'dev.averagePrecision'");
  check({ ...whole, dev: { ...whole.dev, entity: null } });
  expect(() => folder.readMetrics(0)).toThrow("metrics.jsonl:2: no 'dev.entity.precision'");
  check({ ...whole, gradientNorm: { ...whole.gradientNorm, S: '1' } });
  expect(() => folder.readMetrics(0)).toThrow('metrics.jsonl:2: gradientNorm.S is not a number');
  check({ ...whole, best: 1 });
  expect(() => folder.readMetrics(0)).toThrow("metrics.jsonl:2: no 'best' that is true or false");
});

test('metrics with repeated or missing epochs, or too few, are rejected', () => {
  expect(folder.readMetrics(0)).toEqual([]);
  expect(() => folder.readMetrics(0, 1)).toThrow('metrics for 0 epochs, but the checkpoint has completed 1');
  for (const [text, fault] of [
    ['null\n', ':1: expected a JSON object'],
    ['7\n', ':1: expected a JSON object'],
    ['{"epoch":2}\n', ':1: expected the metrics of epoch 1'],
    ['{"epoch":1}\n{"epoch":1}\n', ':2: epoch 1 already appears on line 1'],
    [
      `${JSON.stringify(metricsOf(1))}\n${JSON.stringify(metricsOf(2))}\n`,
      'metrics for 2 epochs, but the checkpoint has completed 3',
    ],
  ] as const) {
    writeFileSync(join(path, 'metrics.jsonl'), text);
    expect(() => folder.readMetrics(0, 3)).toThrow(
      `metrics.jsonl${fault.startsWith(':') ? '' : ': '}${fault}`,
    );
  }
});
