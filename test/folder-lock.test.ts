import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NerwinError } from '../src/error.js';
import { makeFolder } from '../src/file.js';
import { FolderLock } from '../src/folder-lock.js';
import { OwnedFolder } from '../src/owned-folder.js';
import { thisProcess } from '../src/process-identity.js';
import { withFailingCalls } from './failing-call.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nerwin-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const calls = [
  'openSync',
  'writeFileSync',
  'fsyncSync',
  'closeSync',
  'linkSync',
  'unlinkSync',
  'readdirSync',
] as const;

/** The lock of a process that ended. */
function writeDeadLock(): void {
  const text = JSON.stringify({ ...thisProcess(), started: '1' });
  writeFileSync(join(folder, 'lock'), `${text} 00000000-0000-4000-8000-000000000000\n`);
}

test('whichever call fails while a lock is taken, no lock of this process is left, and the next one succeeds', async () => {
  const take = (): void => FolderLock.take(folder).release();
  const total = await withFailingCalls(calls, () => false, take);
  expect(total).toBeGreaterThan(8);
  for (let k = 1; k <= total; k++) {
    let fault: unknown;
    const locks: FolderLock[] = [];
    await withFailingCalls(
      calls,
      (call) => call === k,
      () => {
        try {
          locks.push(FolderLock.take(folder));
        } catch (error) {
          fault = error;
        }
      },
    );
    if (fault === undefined)
      locks[0].release(); // call k belongs to a release
    else expect(fault).toBeInstanceOf(NerwinError);
    expect(readdirSync(folder)).toEqual([]);
  }
  take();
  expect(readdirSync(folder)).toEqual([]);
});

test('whichever call fails while a folder is unlocked, the lock is gone, unless it cannot be removed', async () => {
  const path = join(folder, 'new');
  const names = ['openSync', 'readSync', 'closeSync', 'fstatSync', 'statSync', 'readdirSync'] as const;
  const unlocking = (k: number): Promise<number> => {
    const unlock = new OwnedFolder(path).lock();
    writeFileSync(join(path, 'corpus.conll'), '');
    return withFailingCalls(names, (call) => call === k, unlock);
  };
  const total = await unlocking(0);
  expect(total).toBeGreaterThan(4);
  for (let k = 1; k <= total; k++) {
    rmSync(path, { recursive: true });
    await unlocking(k);
    expect(readdirSync(path)).toEqual(['corpus.conll']);
  }
});

test('a pipe named lock is not waited for', () => {
  execFileSync('mkfifo', [join(folder, 'lock')]);
  expect(() => FolderLock.take(folder)).toThrow('is writing to this folder');
});

test('the text of a lock is on the disk before the lock has its name', async () => {
  const order: string[] = [];
  await withFailingCalls(
    ['fsyncSync', 'linkSync'],
    (_, args) => {
      order.push(args.length === 1 ? 'sync' : 'link');
      return false;
    },
    () => FolderLock.take(folder).release(),
  );
  expect(order).toEqual(['sync', 'link']);
});

test('a lock of a process that ended is replaced', () => {
  writeDeadLock();
  FolderLock.take(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('each new folder is synced into the one above it, and none is left if that fails', async () => {
  mkdirSync(join(folder, 'there'));
  const path = join(folder, 'there', 'a', 'b', 'c');
  const opened: unknown[] = [];
  const watch = (fails: (call: number) => boolean) =>
    withFailingCalls(
      ['openSync', 'fsyncSync'],
      (call, args) => {
        if (call <= 6 && typeof args[0] === 'string') opened.push(args[0]);
        return fails(call);
      },
      () => makeFolder(path),
    );
  expect(await watch(() => false)).toBe(6);
  expect(opened).toEqual([
    join(folder, 'there'),
    join(folder, 'there', 'a'),
    join(folder, 'there', 'a', 'b'),
  ]);
  rmSync(join(folder, 'there', 'a'), { recursive: true });
  for (const k of [2, 4, 6]) {
    await expect(watch((call) => call === k)).rejects.toThrow('the disk quota is exceeded');
    expect(existsSync(join(folder, 'there', 'a'))).toBe(false);
  }
});
