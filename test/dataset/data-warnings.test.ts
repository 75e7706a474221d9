import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import type { ConfigInput } from '../../src/config/settings.js';
import { dataWarnings } from '../../src/dataset/data-warnings.js';
import { prepare } from '../../src/dataset/prepared-run.js';
import { loadModel } from '../../src/model/model-file.js';
import { saveModel } from '../../src/model/save-model.js';

import { captured } from '../cli/captured.js';
import { plain, writeToyModel } from '../tagging/toy-model.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-warnings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const cities = [
  'Paris',
  'Rome',
  'Oslo',
  'Bonn',
  'Lyon',
  'Graz',
  'Bari',
  'Linz',
  'Metz',
  'York',
  'Hull',
  'Brno',
];
const sentence = (city: string, word: string, type = 'LOC'): string =>
  `we O\nsaw O\n${city} B-${type}\n${word} O\n. O\n\n`;
const corpusOf = (word: string, names = cities, type = 'LOC'): string =>
  names.map((city) => sentence(city, word, type)).join('');
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return name;
};
const words = ['we', 'saw', '.', 'today', 'again', 'twice', ...cities];
write('v.txt', words.map((word, k) => `${word.toLowerCase()} ${k} 1\n`).join(''));
write('train.conll', corpusOf('today'));
write('dev.conll', corpusOf('again'));
write('test.conll', corpusOf('twice'));

interface Changes {
  readonly corpus?: Partial<ConfigInput['corpus']>;
  readonly locations?: string[];
  readonly features?: ConfigInput['features'];
}

async function warnings({ corpus = {}, ...more }: Changes = {}): Promise<string[]> {
  const files = { train: 'train.conll', dev: 'dev.conll', test: 'test.conll', ...corpus };
  const config = { corpus: files, vectors: { file: 'v.txt' }, ...more };
  write('c.yaml', JSON.stringify(config));
  return dataWarnings(await prepare(loadConfig(at('c.yaml'))));
}

describe('data of a run', () => {
  test('clean splits give no warning', async () => expect(await warnings()).toEqual([]));

  test.each([
    ['dev', 'train.conll', 'corpus.dev has only files that are in corpus.train too'],
    ['test', 'train.conll', 'corpus.test has only files that are in corpus.train too'],
    ['test', 'dev.conll', 'corpus.test has only files that are in corpus.dev too'],
  ])('%s = %s', async (split, file, expected) => {
    const [warning, ...others] = await warnings({ corpus: { [split]: file } });
    expect(warning).toContain(expected);
    expect(others).toEqual([]);
  });

  test('sentences that two splits share are counted; short ones are not', async () => {
    write('mixed.conll', `${corpusOf('again')}${corpusOf('today', cities.slice(0, 3))}Hi O\n\nHi O\n\n`);
    const found = await warnings({ corpus: { dev: 'mixed.conll' } });
    expect(found).toEqual([
      expect.stringMatching(/^3 of the 15 sentences of corpus\.dev \(20\.0 %\) are in corpus\.train too: /),
    ]);
  });

  test('a file that is in one split under two names', async () => {
    write('copy.conll', corpusOf('today'));
    write('origin.conll', corpusOf('today'));
    expect(await warnings({ corpus: { train: ['origin.conll', 'copy.conll'] } })).toEqual([
      `corpus.train has 1 file with the same contents as another (${at('copy.conll')}, ${at('origin.conll')}): they count twice`,
    ]);
  });

  test('sentences in another case or with other quotes are shared, too', async () => {
    write('upper.conll', `${corpusOf('again')}${corpusOf('today', cities.slice(0, 3)).toUpperCase()}`);
    expect(await warnings({ corpus: { dev: 'upper.conll' } })).toContainEqual(
      expect.stringMatching(
        /^3 of the 15 sentences of corpus\.dev \(20\.0 %\) are in corpus\.train too, 3 of them in another case /,
      ),
    );
  });

  test('few locations, and many of one name', async () => {
    write('one.conll', corpusOf('again', ['Paris']));
    expect(await warnings({ corpus: { dev: 'one.conll' } })).toEqual([
      'corpus.dev has only 1 location: scores on it say little',
    ]);
    const same = Array.from(
      { length: 12 },
      (_, k) => `${'saw O\n'.repeat(k + 1)}${sentence('Paris', 'today')}`,
    );
    write('same.conll', same.join(''));
    expect(await warnings({ corpus: { train: 'same.conll' } })).toEqual([
      'all 12 locations of corpus.train are the same name, Paris: the model can learn little from it',
    ]);
  });

  test('a type that never occurs, and one that occurs only outside of train', async () => {
    expect(await warnings({ locations: ['LOC', 'GPE', 'FAC'] })).toEqual([
      'locations: GPE, FAC never occur in the corpus; its types are LOC (36)',
    ]);
    write('gpe.conll', corpusOf('twice') + corpusOf('again', cities.slice(0, 2), 'GPE'));
    expect(await warnings({ locations: ['LOC', 'GPE'], corpus: { dev: 'gpe.conll' } })).toEqual([
      expect.stringContaining('of corpus.test'),
      'locations: GPE does not occur in corpus.train, but 2 times in corpus.dev',
    ]);
    write('both.conll', corpusOf('today') + corpusOf('twice', cities.slice(0, 2), 'GPE'));
    expect(await warnings({ locations: ['LOC', 'GPE'], corpus: { train: 'both.conll' } })).toContainEqual(
      'locations: GPE occurs 2 times in corpus.train, but never in corpus.dev: the epoch and the thresholds are chosen without it',
    );
  });

  test('vectors of another language', async () => {
    write('dutch.conll', cities.map((city) => `wij O\nzagen O\n${city} B-LOC\nweer O\n. O\n\n`).join(''));
    expect(await warnings({ corpus: { dev: 'dutch.conll' } })).toEqual([
      expect.stringMatching(/^corpus\.dev: 60\.0 % of the tokens \(36 of 60\) have no vector; /),
    ]);
  });

  test('document features without document marks, in each split', async () => {
    const features = { documentMean: true };
    const found = await warnings({ features });
    expect(found.length).toBe(3);
    expect(found[0]).toMatch(/^corpus\.train: .* the 12 sentences have no document marks .*\(1 document\)/);
    const marked = (text: string) => text.replaceAll('we O', '-DOCSTART- O\n\nwe O');
    for (const name of ['train', 'dev', 'test'])
      write(
        `marked-${name}.conll`,
        marked(corpusOf({ train: 'today', dev: 'again', test: 'twice' }[name] ?? '')),
      );
    const corpus = { train: 'marked-train.conll', dev: 'marked-dev.conll', test: 'marked-test.conll' };
    expect(await warnings({ features, corpus })).toEqual([]);
  });
});

describe('eval and tag', () => {
  const model = at('model.safetensors');

  test('eval warns about files of the training, types that never occur and unknown words', async () => {
    writeToyModel(model, { features: plain });
    const stored = loadModel(model);
    const { createHash } = await import('node:crypto');
    const hash = createHash('sha256').update(corpusOf('today')).digest('hex');
    const corpora = { train: [{ name: 'train.conll', sha256: hash }], dev: [] };
    saveModel(model, { ...stored, header: { ...stored.header, corpora } });
    const { notes } = await captured([
      'eval',
      '--model',
      model,
      '--corpus',
      at('train.conll'),
      '--locations',
      'LOC,GPE',
    ]);
    expect(notes).toContain(`${at('train.conll')}: the model was trained with this file`);
    expect(notes).toContain('--locations: GPE never occurs in the corpus; its types are LOC (12)');
    expect(notes).toMatch(/% of the tokens \(\d+ of 60\) have no vector/);
    expect((await captured(['eval', '--model', model, '--corpus', at('dev.conll')])).notes).not.toContain(
      'trained with',
    );
  });

  test('a model with document features warns about lines and about corpora without marks', async () => {
    writeToyModel(model, { features: { ...plain, documentMean: true } });
    write('text.txt', 'we saw Paris\n');
    const tagged = await captured(['tag', '--model', model, '--input', at('text.txt')]);
    expect(tagged.notes).toContain('each line counts as a document');
    expect((await captured(['tag', '--model', model, 'we saw Paris'])).notes).toBe('');
    const evaluated = await captured(['eval', '--model', model, '--corpus', at('dev.conll')]);
    expect(evaluated.notes).toContain('the 12 sentences have no document marks or few of them (1 document)');
  });
});
