import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { nerwin } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the measured memory is that of the command, not of the benchmark', async () => {
  const large = Buffer.alloc(400e6, 1); // resident, because every page has been written
  const { out, bytes, seconds } = await nerwin(['--help'], folder);
  expect(large[large.length - 1]).toBe(1);
  expect(out).toContain('Usage: nerwin');
  expect(seconds).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(20e6);
  expect(bytes).toBeLessThan(200e6);
});

test('output goes to a file; a failing command is an error with its reason', async () => {
  const path = join(folder, 'help.txt');
  expect((await nerwin(['--help'], folder, path)).out).toBe('');
  expect(readFileSync(path, 'utf8')).toContain('Usage: nerwin');
  await expect(nerwin(['tag', '--input', join(folder, 'none')], folder)).rejects.toThrow(
    /ended with 3: .*none: no such file/,
  );
});
