import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { CorpusCheck } from '../../src/dataset/check/corpus-check.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes sentences in one line each: `Paris/B-LOC is nice`. */
const file = (name: string, ...sentences: string[]): string => {
  const path = join(folder, name);
  const lines = sentences.map((sentence) =>
    sentence
      .split(' ')
      .map((token) => `${token.replace(/\/([^/]+)$/, '')} ${/\/([^/]+)$/.exec(token)?.[1] ?? 'O'}\n`)
      .join(''),
  );
  writeFileSync(path, lines.join('\n'));
  return path;
};

const check = async (...args: string[]) => {
  const { code, out, notes } = await captured(['corpus', 'check', '--vectors', 'none', '--json', ...args]);
  const result: CorpusCheck | undefined = out === '' ? undefined : JSON.parse(out);
  const kinds = new Map(result?.findings.map(({ kind, ...finding }) => [kind, finding]));
  return { code, notes, result, kinds };
};

test('sentences that parts share, repeat, or annotate in two ways, with both places', async () => {
  const train = file('train-1', 'She lives in Paris/B-LOC', 'He is in Nice/B-LOC .', 'He is in Nice/B-LOC .');
  const dev = file('dev-1', 'She lives in Paris/B-PER', 'No , thank you', 'Oh no', 'He is in Nice/B-LOC .');
  const { result, kinds } = await check(train, dev);
  expect(result?.overlaps).toEqual([{ parts: [train, dev], shared: 2, sentences: 3 }]);
  expect(kinds.get('overlap')).toMatchObject({ level: 'warning', count: 2 });
  expect(kinds.get('duplicate')).toMatchObject({ count: 1, places: [{ file: train, line: 12 }] });
  expect(kinds.get('conflictingDuplicate')).toMatchObject({
    level: 'error',
    count: 1,
    places: [
      {
        file: dev,
        line: 1,
        text: `She lives in Paris: Paris PER; also at ${train}:1: Paris LOC`,
      },
    ],
  });
});

test('every broken tag is listed with its line, up to --places', async () => {
  const broken = file(
    'broken',
    'a/I-LOC b/B-LOC c/I-LOC',
    'd/B-LOC e/O f/I-LOC',
    'g/B-LOC h/I-PER',
    'i/I-LOC',
    'j/B-LOC',
    'k/B-PER',
  );
  const lines = async (places: string) =>
    (await check(broken, '--places', places)).kinds.get('brokenTags')?.places.map(({ line }) => line);
  expect(await lines('100')).toEqual([1, 7, 10, 12]);
  expect(await lines('3')).toEqual([1, 7, 10]);
  const { kinds } = await check(broken, '--places', '2');
  expect(kinds.get('brokenTags')).toMatchObject({ level: 'error', count: 4 });
});

test('names that are locations here and not there: most annotations to change first', async () => {
  const train = file(
    'train-3',
    'in Reading/B-LOC',
    'Reading is fun',
    'Reading/B-ORG won',
    'to Reading/B-LOC',
    'Washington/B-PER spoke',
    'in Washington/B-LOC',
    'in Washington/B-LOC',
    'New/B-LOC York/I-LOC',
    'York/B-LOC', // York is inside of New York, which is no other use of it
    'Oslo/B-LOC',
    'near Oslo/B-LOC',
  );
  const { result } = await check(train);
  expect(
    result?.conflicts.map(({ name, location, types, outside }) => [name, location, types, outside]),
  ).toEqual([
    ['Reading', 2, { ORG: 1 }, 1],
    ['Washington', 2, { PER: 1 }, 0],
  ]);
  expect(result?.conflicts[0].places.map(({ as, line }) => [as, line])).toEqual([
    ['LOC', 1],
    ['O', 4],
    ['ORG', 8],
  ]);
});

test('suspicious annotations, each as one kind', async () => {
  const places = Array.from({ length: 120 }, (_, k) => `In Place${'abcdefghij'[k % 10]}/B-LOC`);
  const odd = file(
    'odd',
    ...places,
    'at ,/B-LOC x',
    'in 1984/B-LOC',
    'to Y/B-LOC',
    'The/B-LOC end',
    'the coast/B-LOC',
    'in Rome/B-LOC ,/I-LOC',
    'the/B-LOC Hague/I-LOC',
    'New/B-LOC York/B-LOC',
  );
  const { kinds } = await check(odd);
  const found = [
    'punctuation',
    'number',
    'letter',
    'functionWord',
    'lowercase',
    'edge',
    'article',
    'neighbors',
  ];
  expect(found.map((kind) => [kind, kinds.get(kind)?.places.map(({ text }) => text)])).toEqual([
    ['punctuation', ['at [,] x']],
    ['number', ['in [1984]']],
    ['letter', ['to [Y]']],
    ['functionWord', ['[The] end']],
    ['lowercase', ['the [coast]']],
    ['edge', ['in [Rome ,]']],
    ['article', ['[the Hague]']],
    ['neighbors', ['[New York]']],
  ]);
});

test('types: few examples, missing in a part, none that is a location; --locations decides', async () => {
  const [one, other] = [file('one', 'Aa/B-STADT b'), file('two', 'c/B-PER d')];
  const unknown = await check(one, other);
  expect(unknown.kinds.get('noLocations')).toMatchObject({
    level: 'error',
    message: expect.stringContaining('STADT, PER'),
  });
  const named = await check(one, other, '--locations', 'STADT');
  expect(named.kinds.has('noLocations')).toBe(false);
  expect(
    named.result?.findings.filter(({ level }) => level === 'warning').map(({ message }) => message),
  ).toEqual([
    'only 1 entity of type STADT; with fewer than 50, a type is hardly learned',
    `no entity of type STADT in ${other}`,
  ]);
});

test('the same file twice; --fail-on; the shipped corpus has no error and a coverage', async () => {
  const one = file('same-1', 'a b Rome/B-LOC d');
  const copy = file('same-2', 'a b Rome/B-LOC d');
  expect((await check(one, copy)).kinds.get('sameFile')).toMatchObject({ places: [{ file: copy }] });
  expect(await check(one, copy, '--fail-on', 'error')).toMatchObject({
    code: 4,
    notes: expect.stringContaining('sameFile'),
  });
  const shipped = ['train', 'dev', 'test'].map((name) =>
    fileURLToPath(new URL(`../../data/corpus/${name}.conll`, import.meta.url)),
  );
  const { code, out } = await captured(['corpus', 'check', ...shipped, '--fail-on', 'error']);
  expect(code).toBe(0);
  expect(out).toMatch(/LOC \(location\) +716 +172 +177\n/);
  expect(out).toMatch(/tokens with a vector +97\.85 %/);
  expect(out).toContain('names are locations here and not there');
  expect((await captured(['corpus', 'check', join(folder, 'missing')])).code).toBe(3);
});
