import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-input-'));
afterAll(() => rmSync(folder, { recursive: true }));
const corpus = fileURLToPath(new URL('../../data/corpus/dev.conll', import.meta.url));
const bytes = readFileSync(corpus);

test.each([
  ['corpus stats'],
  ['corpus convert --to label-studio'],
  ['corpus sample --size 3'],
  ['corpus dedupe'],
  ['corpus check --vectors none --json'],
  ['vectors coverage shipped'],
  ['eval --json --corpus'],
])('%s - reads standard input as it reads a file', async (command) => {
  const named = (all: string, ...names: string[]): string =>
    names.reduce((text, name) => text.replaceAll(name, 'FILE'), all);
  const file = await captured([...command.split(' '), corpus]);
  const input = await captured([...command.split(' '), '-'], bytes.toString());
  expect([file.code, input.code]).toEqual([0, 0]);
  expect(named(input.out, '"-"', '"standard input"')).toBe(named(file.out, JSON.stringify(corpus)));
  expect(input.out).not.toBe('');
});

test('split writes the same files; compressed input, and the name in messages', async () => {
  const parts = async (name: string, from: string, input: Uint8Array | string): Promise<string[]> => {
    const { code } = await captured(['corpus', 'split', from, '-o', join(folder, name)], input);
    expect(code).toBe(0);
    return ['train', 'dev', 'test'].map((part) => readFileSync(join(folder, name, `${part}.conll`), 'utf8'));
  };
  const expected = await parts('file', corpus, '');
  expect(await parts('input', '-', gzipSync(bytes))).toEqual(expected);
  const { code, notes } = await captured(['corpus', 'stats', '-', '--from', 'jsonl'], 'Paris\n');
  expect(code).toBe(3);
  expect(notes).toContain('standard input:1: not valid JSON');
});

test('files without words, and records that nobody has annotated, are told apart', async () => {
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const empty = [1, 2, 3].map((k) => write(`empty-${k}.conll`, '\n\n'));
  const skipped = '{"text":"In Rome","spans":[],"answer":"ignore"}\n';
  const records = [1, 2].map((k) => write(`skipped-${k}.jsonl`, skipped));
  for (const [paths, says] of [
    [empty.slice(0, 1), `${empty[0]}: no words`],
    [empty, `${empty[0]} and 2 more: no words`],
    [records.slice(0, 1), `${records[0]}: no record has an annotation`],
    [records, `${records[0]} and 1 more: no record has an annotation`],
  ] as const) {
    const { code, notes } = await captured(['corpus', 'stats', ...paths]);
    expect([code, notes.split('\n')[0]]).toEqual([3, `nerwin: ${says}`]);
  }
});

test('--against reads standard input, too', async () => {
  const { out, notes } = await captured(['corpus', 'dedupe', corpus, '--against', '-'], bytes.toString());
  expect(out).toBe('');
  expect(notes).toMatch(/left out: \d\d documents that appeared before/);
});
