import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test, vi } from 'vitest';
import { fileBytes } from '../src/file-bytes.js';
import { readWhole, readWholeStream } from '../src/whole-file.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-whole-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

test('a file is read up to its limit and refused beyond it', () => {
  writeFileSync(at('file'), 'x'.repeat(100_000));
  expect(readWhole(at('file'), 'file', 100_000).toString()).toBe('x'.repeat(100_000));
  expect(() => readWhole(at('file'), 'file', 99_999)).toThrow('too large for such a file');
  writeFileSync(at('empty'), '');
  expect(readWhole(at('empty'), 'file', 10)).toHaveLength(0);
  expect(() => readWhole(folder, 'config', 10)).toThrow('is a directory');
  expect(() => readWhole(at('none'), 'config', 10)).toThrow('no such file or directory');
});

test('a device without an end is refused, whatever its stat says', () => {
  expect(() => readWhole('/dev/zero', 'config', 65_536)).toThrow('/dev/zero: more than 64 KB');
  expect(() => readWhole('/dev/zero', 'file', 2 ** 21)).toThrow('/dev/zero: more than 2 MB');
  expect(readWhole('/dev/null', 'file', 10)).toHaveLength(0);
});

test('a pipe is read to its end, in pieces and after a pause', () => {
  execFileSync('mkfifo', [at('pipe')]);
  const writer = spawn('sh', ['-c', `(sleep 0.3; printf ab; sleep 0.2; printf cd) > ${at('pipe')}`]);
  expect(readWhole(at('pipe'), 'file', 10).toString()).toBe('abcd');
  writer.kill();
});

test('a pipe into which nobody writes ends in an error', { timeout: 20_000 }, () => {
  execFileSync('mkfifo', [at('silent')]);
  expect(() => readWhole(at('silent'), 'file', 10)).toThrow(
    'silent: nothing came out of it within 10 seconds',
  );
});

test('a writer may take longer to its first byte than a pipe may be without a writer', async () => {
  execFileSync('mkfifo', [at('slow')]);
  const write = () => spawn('sh', ['-c', `(sleep 11; printf ab) > ${at('slow')}`]);
  write();
  expect(readWhole(at('slow'), 'file', 10).toString()).toBe('ab');
  write();
  const chunks: Buffer[] = [];
  for await (const chunk of fileBytes(at('slow'), 'file')) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('ab');
});

test('a device that has nothing yet, as a terminal before a line is typed, is read again', async () => {
  const device = await open('/dev/null');
  const read = vi.spyOn(Object.getPrototypeOf(device), 'read');
  await device.close();
  const nothingYet = Object.assign(new Error('resource temporarily unavailable'), { code: 'EAGAIN' });
  read.mockRejectedValueOnce(nothingYet).mockImplementationOnce(async (into) => {
    return { bytesRead: (into as Buffer).write('ab'), buffer: into };
  });
  const chunks: Buffer[] = [];
  for await (const chunk of fileBytes('/dev/null', 'file')) chunks.push(chunk);
  read.mockRestore();
  expect(Buffer.concat(chunks).toString()).toBe('ab');
});

test('a stream is read up to its limit, and no further', async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1000);
    })(),
  );
  await expect(readWholeStream(endless, 'standard input', 'usage', 10_000)).rejects.toThrow(
    'standard input: more than 9.765625 KB',
  );
  const two = Readable.from([Buffer.from('ab'), Buffer.from('cd')]);
  expect((await readWholeStream(two, 'standard input', 'usage', 4)).toString()).toBe('abcd');
});
