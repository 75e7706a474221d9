import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-cli-divide-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);
const corpus = file('all.jsonl');
const texts = Array.from({ length: 40 }, (_, k) => (k % 4 === 0 ? `Rome ${k}` : `nothing ${k}`));
writeFileSync(
  corpus,
  texts
    .map((text) =>
      JSON.stringify({ text, spans: text.startsWith('Rome') ? [{ start: 0, end: 4, label: 'LOC' }] : [] }),
    )
    .join('\n'),
);
const textsIn = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { text: string }).text);

describe('corpus split', () => {
  test('every document is in one part, in order; each part has as many locations', async () => {
    const args = ['corpus', 'split', corpus, '-o', file('a'), '--json'];
    const { out } = await captured(args);
    const written = JSON.parse(out) as { output: string; documents: number; entities: number }[];
    expect(written.map(({ documents, entities }) => [documents, entities])).toEqual([
      [32, 8],
      [4, 1],
      [4, 1],
    ]);
    const parts = written.map(({ output }) => textsIn(output));
    expect(parts.flat().sort()).toEqual([...texts].sort());
    for (const part of parts) {
      const places = part.map((text) => texts.indexOf(text));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    await captured(['corpus', 'split', corpus, '-o', file('b')]);
    await captured(['corpus', 'split', corpus, '-o', file('c'), '--seed', '2']);
    expect(textsIn(file('b/dev.jsonl'))).toEqual(textsIn(file('a/dev.jsonl')));
    expect(textsIn(file('c/dev.jsonl'))).not.toEqual(textsIn(file('a/dev.jsonl')));
  });

  test('parts by name; faults', async () => {
    const { code } = await captured([
      'corpus',
      'split',
      corpus,
      '-o',
      file('d'),
      '--parts',
      'x=3,y=1',
      '--to',
      'csv',
    ]);
    expect([code, readFileSync(file('d/y.csv'), 'utf8').startsWith('Sentence #,Word,Tag\n')]).toEqual([
      0,
      true,
    ]);
    for (const parts of ['x', 'x=0', 'x=1,x=2', 'x=a'])
      expect((await captured(['corpus', 'split', corpus, '-o', file('d'), '--parts', parts])).code).toBe(2);
  });
});

describe('corpus sample', () => {
  test('a number or a fraction of the documents', async () => {
    for (const size of [
      ['--size', '8'],
      ['--fraction', '0.2'],
    ]) {
      const { out } = await captured(['corpus', 'sample', corpus, ...size]);
      const found = out.trimEnd().split('\n');
      expect(found).toHaveLength(8);
      expect(found.filter((line) => line.includes('LOC'))).toHaveLength(2);
    }
    const { code, notes } = await captured(['corpus', 'sample', corpus, '--size', '41']);
    expect([code, notes]).toEqual([2, expect.stringContaining('the corpus has only 40 documents')]);
    expect((await captured(['corpus', 'sample', corpus])).code).toBe(2);
  });
});

describe('corpus dedupe', () => {
  test('the first of equal documents stays; other entities are a warning; --against leaves out more', async () => {
    const [input, test] = [file('twice.conll'), file('test.conll')];
    writeFileSync(input, 'Rome B-LOC\n\nIn O\nOslo B-LOC\n\nRome B-LOC\n\nRome O\n\nBern B-LOC\n');
    writeFileSync(test, 'Bern B-LOC\n');
    const { out, notes } = await captured(['corpus', 'dedupe', input, '--against', test]);
    expect(out).toBe('Rome\tB-LOC\n\nIn\tO\nOslo\tB-LOC\n\n');
    expect(notes).toBe(
      'left out: 3 documents that appeared before\nwarning: 1 of them have the same words but other entities\n',
    );
    const json = await captured(['corpus', 'dedupe', input, '-o', file('once.conll'), '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ documents: 3, duplicates: 1, conflicts: 1 });
  });
});

test('corpus stats counts by hand', async () => {
  const input = file('stats.conll');
  writeFileSync(
    input,
    '-DOCSTART- O\n\nIn O\nNew B-LOC\nYork I-LOC\n\nNo O\n\n-DOCSTART- O\n\nAnn B-PER\nin O\nRome B-LOC\nRome B-LOC\n',
  );
  const { out } = await captured(['corpus', 'stats', input, '--json']);
  expect(JSON.parse(out)).toEqual({
    documents: 2,
    sentences: 3,
    tokens: 8,
    forms: 7,
    withEntities: 2,
    inEntities: 5,
    length: { median: 3, most: 4, longest: 4 },
    types: [
      {
        type: 'LOC',
        entities: 3,
        names: 2,
        tokens: 4,
        frequent: [
          ['Rome', 2],
          ['New York', 1],
        ],
      },
      { type: 'PER', entities: 1, names: 1, tokens: 1, frequent: [['Ann', 1]] },
    ],
  });
  const text = (await captured(['corpus', 'stats', input])).out;
  expect(text).toContain('sentences   3, 66.67 % with an entity');
  expect(text).toContain('Rome (2), New York (1)');
});
