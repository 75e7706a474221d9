import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { dataWarnings } from '../../src/dataset/data-warnings.js';
import { type PreparedRun, prepare } from '../../src/dataset/prepared-run.js';
import { packagePath } from '../../src/package.js';
import { readVectors } from '../../src/vectors/read.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-vocabulary-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

const frequent = 100_000;
at('train.conll', 'Paris B-LOC\nsmiles O\n');
at('dev.conll', 'Paris B-LOC\nrare-dev O\n');
at('test.conll', 'Paris B-LOC\nrare-test O\n');
const many = Array.from({ length: frequent - 1 }, (_, k) => `w${k} 1 0\n`).join('');
const rest = ['rare-dev', 'rare-test', 'smiles', 'unused'].map((word) => `${word} 0 1\n`).join('');
at('many.txt', `paris 1 1\n${many}${rest}`);

const prepared = (keep?: unknown): Promise<PreparedRun> => {
  const corpus = { train: 'train.conll', dev: 'dev.conll', test: 'test.conll' };
  const config = { corpus, vectors: { file: 'many.txt', ...(keep === undefined ? {} : { keep }) } };
  return prepare(loadConfig(join(folder, at('c.yaml', JSON.stringify(config)))));
};

test('by default a model knows the most frequent words and those of train and dev, never those of test', async () => {
  const { words } = (await prepared()).vectors;
  expect(words.length).toBe(frequent + 2);
  expect(words.slice(frequent)).toEqual(['rare-dev', 'smiles']);
});

test('keep: corpus keeps the words of train and dev only, and says what that means', async () => {
  const run = await prepared('corpus');
  expect(run.vectors.words).toEqual(['paris', 'rare-dev', 'smiles']);
  expect(dataWarnings(run).join('\n')).toContain(
    'the model knows only the 3 words of its train and dev corpora',
  );
});

test.each([
  ['all', frequent + 4],
  [7, 7],
])('keep: %s keeps %d words and gives no warning about them', async (keep, words) => {
  const run = await prepared(keep);
  expect(run.vectors.words.length).toBe(words);
  expect(dataWarnings(run).filter((line) => line.includes('knows only'))).toEqual([]);
});

test('all shipped words are among the most frequent ones, so the default keeps them all', async () => {
  const { wordsInFile } = await readVectors(packagePath('data/vectors/wink-100d.nwv'), { keep: () => false });
  expect(wordsInFile).toBeLessThanOrEqual(frequent);
});
