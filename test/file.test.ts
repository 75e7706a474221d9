import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtPath } from '../src/built.js';
import { NerwinError } from '../src/error.js';
import { AtomicFile, writeAtomically } from '../src/file.js';
import { withFailingCalls } from './failing-call.js';
import { titleIf } from './skip-reporter.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nerwin-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('writes text and bytes, replaces what was there, leaves nothing beside it', () => {
  const path = join(folder, 'a');
  writeAtomically(path, 'first');
  expect(readFileSync(path, 'utf8')).toBe('first');
  writeAtomically(path, Uint8Array.of(0, 255));
  expect([...readFileSync(path)]).toEqual([0, 255]);
  expect(readdirSync(folder)).toEqual(['a']);
});

test.skipIf(process.platform === 'win32')(
  titleIf(process.platform !== 'win32', 'not on Windows', 'a replaced file keeps its mode'),
  () => {
    const path = join(folder, 'a');
    for (const mode of [0o600, 0o640, 0o755, 0o444]) {
      writeAtomically(path, 'first');
      chmodSync(path, mode);
      writeAtomically(path, 'second');
      expect(statSync(path).mode & 0o7777).toBe(mode);
      expect(readFileSync(path, 'utf8')).toBe('second');
      rmSync(path);
    }
  },
);

test('over a folder, or into a missing one: an error of the kind file, and no temporary file', () => {
  mkdirSync(join(folder, 'sub'));
  for (const [name, message] of [
    ['sub', /sub: is a directory/],
    ['none/a', /none\/a: no such file or directory/],
  ] as const) {
    expect(() => writeAtomically(join(folder, name), 'x')).toThrow(message);
    expect(() => writeAtomically(join(folder, name), 'x')).toThrow(NerwinError);
    const inPieces = () => {
      const file = new AtomicFile(join(folder, name));
      file.write('x');
      file.commit();
    };
    expect(inPieces).toThrow(message);
  }
  expect(readdirSync(folder)).toEqual(['sub']);
});

test('a name that is too long, an empty one, a circle of links: errors of the path, not bugs', () => {
  const circle = join(folder, 'circle');
  symlinkSync(circle, circle);
  for (const [path, message] of [
    [join(folder, 'x'.repeat(300)), 'the name is too long'],
    ['', "^'': no such file"],
    [circle, 'circle: too many levels of symbolic links, possibly a loop'],
  ] as const) {
    expect(() => writeAtomically(path, 'x')).toThrow(NerwinError);
    expect(() => writeAtomically(path, 'x')).toThrow(new RegExp(message));
  }
});

test('a link stays, and what it leads to is replaced', () => {
  const [path, link] = [join(folder, 'a'), join(folder, 'link')];
  writeFileSync(path, 'first');
  symlinkSync('a', link);
  writeAtomically(link, 'second');
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['a', 'link']);
});

test.skipIf(process.platform === 'win32')(
  titleIf(process.platform !== 'win32', 'not on Windows', 'a pipe is written to, and stays a pipe'),
  async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.setEncoding('utf8').on('data', (text: string) => {
      read += text;
    });
    const ended = new Promise((resolve) => reader.on('close', resolve));
    writeAtomically(pipe, 'through');
    await ended;
    expect(read).toBe('through');
    expect(lstatSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(['pipe']);
  },
);

test('threads can create the same folders at the same time', async () => {
  const turn = new SharedArrayBuffer(4);
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.module).then(({ makeFolder }) => {
      const turn = new Int32Array(workerData.turn);
      for (let k = 0; k < 200; k++) {
        Atomics.add(turn, 0, 1);
        while (Atomics.load(turn, 0) < 2 * (k + 1)); // both begin at once
        makeFolder(workerData.root + '/' + k + '/below');
      }
      parentPort.postMessage('done');
    });`;
  const workerData = {
    module: pathToFileURL(builtPath('src/file.js')).href,
    root: join(folder, 'threads'),
    turn,
  };
  const workers = [1, 2].map(() => new Worker(source, { eval: true, workerData }));
  try {
    const messages = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]));
    expect(messages).toEqual(['done', 'done']);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
});

test.each(['openSync', 'writeFileSync', 'chmodSync', 'fsyncSync', 'closeSync', 'renameSync'] as const)(
  'a %s that fails leaves the earlier file and nothing else',
  async (name) => {
    const path = join(folder, 'a');
    writeFileSync(path, 'earlier', { mode: 0o640 });
    let fault: unknown;
    await withFailingCalls(
      [name],
      () => true,
      () => {
        try {
          writeAtomically(path, 'new');
        } catch (error) {
          fault = error;
        }
      },
    );
    expect(fault).toBeInstanceOf(NerwinError);
    expect(fault).toMatchObject({ message: `${path}: the disk quota is exceeded` });
    expect(readFileSync(path, 'utf8')).toBe('earlier');
    expect(readdirSync(folder)).toEqual(['a']);
  },
);
