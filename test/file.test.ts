import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NerwinError } from '../src/error.js';
import { writeAtomically } from '../src/file.js';

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

test('over a folder, or into a missing one: an error of the kind file, and no temporary file', () => {
  mkdirSync(join(folder, 'sub'));
  for (const [name, message] of [
    ['sub', /sub: is a directory/],
    ['none/a', /none\/a: no such file or directory/],
  ] as const) {
    expect(() => writeAtomically(join(folder, name), 'x')).toThrow(message);
    expect(() => writeAtomically(join(folder, name), 'x')).toThrow(NerwinError);
  }
  expect(readdirSync(folder)).toEqual(['sub']);
});
