import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { writtenNames } from '../../src/corpus/written/names.js';
import { NerwinError } from '../../src/error.js';
import { AtomicFile } from '../../src/file.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-cli-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);
const columns = file('c.conll');
writeFileSync(columns, '-DOCSTART- O\n\nIn O\nNew B-LOC\nYork I-LOC\n\n-DOCSTART- O\n\nRome B-LOC\n');

describe('corpus convert', () => {
  const texts = writtenNames.filter((name) => name !== 'docbin');
  test.each(texts)('--to %s writes the two documents', async (name) => {
    const { code, out, notes } = await captured(['corpus', 'convert', columns, '--to', name]);
    expect(notes.replace(/^lost: .*\n/gm, '')).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('Rome');
    expect(out).toContain('York');
    if (name === 'geojson') {
      const { features } = JSON.parse(out) as { features: { properties: { name: string } }[] };
      expect(features.map(({ properties }) => properties.name)).toEqual(['New York', 'Rome']);
    }
  });

  test('--to docbin writes a file that is no text', async () => {
    const output = file('c.spacy');
    const args = ['corpus', 'convert', columns, '--to', 'docbin', '--by', 'document', '-o', output];
    expect(await captured(args)).toEqual({
      code: 0,
      out: `${output}: docbin, 2 documents, 2 sentences, 4 tokens, 2 entities\n`,
      notes: '',
    });
    const { out } = await captured(['corpus', 'convert', output, '--to', 'conll']);
    expect(out).toBe('-DOCSTART-\tO\n\nIn\tO\nNew\tB-LOC\nYork\tI-LOC\n\n-DOCSTART-\tO\n\nRome\tB-LOC\n\n');
  });

  test.each([
    ['corpus', 'convert', columns, '--to', 'docbin'],
    ['tag', 'I live in Paris.', '--format', 'docbin'],
  ])('%s: no binary file on a terminal', async (...args) => {
    const { code, out, notes } = await captured(args, '', { outIsTerminal: true });
    expect([code, out]).toEqual([2, '']);
    expect(notes).toContain('docbin is a binary file, and standard output is a terminal');
  });

  test('the exact text of three formats', async () => {
    const to = async (name: string): Promise<string> =>
      (await captured(['corpus', 'convert', columns, '--to', name])).out;
    expect(await to('doccano')).toBe(
      '{"text":"In New York","label":[[3,11,"LOC"]]}\n{"text":"Rome","label":[[0,4,"LOC"]]}\n',
    );
    expect(await to('brat')).toBe('T1\tLOC 3 11\tNew York\nT2\tLOC 12 16\tRome\n');
    expect(await to('conll')).toBe(
      '-DOCSTART-\tO\n\nIn\tO\nNew\tB-LOC\nYork\tI-LOC\n\n-DOCSTART-\tO\n\nRome\tB-LOC\n\n',
    );
  });

  test('a folder holds one file per document', async () => {
    const output = `${file('brat')}/`;
    expect((await captured(['corpus', 'convert', columns, '--to', 'brat', '-o', output])).code).toBe(0);
    expect(readdirSync(output)).toEqual(['000001.ann', '000001.txt', '000002.ann', '000002.txt']);
    expect(readFileSync(join(output, '000001.ann'), 'utf8')).toBe('T1\tLOC 3 11\tNew York\n');
    const back = await captured(['corpus', 'convert', join(output, '*'), '--to', 'doccano']);
    expect(back.out).toContain('[[3,11,"LOC"]]');
    const refused = await captured(['corpus', 'convert', columns, '--to', 'csv', '-o', output]);
    expect([refused.code, refused.notes]).toEqual([2, expect.stringContaining('not to a folder')]);
  });

  test('a full disk leaves nothing: no temporary file in a folder, and no new folder', async () => {
    const output = `${file('full')}/`;
    const convert = async (): Promise<number> => {
      const write = vi.spyOn(AtomicFile.prototype, 'write').mockImplementation(full);
      const { code } = await captured(['corpus', 'convert', columns, '--to', 'html', '-o', output]);
      write.mockRestore();
      return code;
    };
    expect([await convert(), existsSync(output)]).toEqual([3, false]);
    mkdirSync(output);
    expect([await convert(), readdirSync(output)]).toEqual([3, []]);
  });

  test('--overwrite leaves no document of an earlier, longer conversion, and every file of the user', async () => {
    const output = `${file('shorter')}/`;
    const to = (corpus: string, format: string) =>
      captured(['corpus', 'convert', corpus, '--to', format, '-o', output, '--overwrite']);
    const one = file('one.conll');
    writeFileSync(one, '-DOCSTART- O\n\nRome B-LOC\n');
    await to(columns, 'brat');
    const own = ['000002.md', '000009.txt', '20240101.txt', 'notes.txt'];
    for (const name of own) writeFileSync(join(output, name), 'mine');
    expect((await to(one, 'brat')).code).toBe(0);
    expect(readdirSync(output).sort()).toEqual(['000001.ann', '000001.txt', ...own].sort());
    expect((await to(one, 'html')).code).toBe(0);
    expect(readdirSync(output).sort()).toEqual(['000001.html', ...own].sort());
    for (const name of own) expect(readFileSync(join(output, name), 'utf8')).toBe('mine');
    expect(await to(join(output, '000001.html'), 'html')).toMatchObject({
      code: 2,
      notes: expect.stringContaining('000001.html, which is an input file'),
    });
  });

  test('what is lost is said, also in JSON', async () => {
    const records = file('r.jsonl');
    writeFileSync(records, '{"text":"In  Rome","spans":[{"start":4,"end":7,"label":"LOC"}]}\n');
    const { notes } = await captured(['corpus', 'convert', records, '--to', 'conll']);
    expect(notes).toBe(
      'lost: conll does not keep the text between the words, and with it the offsets, of 1 document\n' +
        'lost: conll does not keep the borders of 1 entity that begins or ends inside a word, written as whole words\n',
    );
    writeFileSync(records, '{"text":"In  Rome. No.","spans":[{"start":4,"end":7,"label":"LOC"}]}\n');
    expect((await captured(['corpus', 'convert', records, '--to', 'geojson'])).notes).toBe(
      'lost: geojson does not keep the sentences without entities of 1 document: they cannot be read back\n',
    );
    const args = ['corpus', 'convert', records, '--to', 'jsonl', '-o', file('out.jsonl'), '--json'];
    expect(JSON.parse((await captured(args)).out)).toEqual({
      output: file('out.jsonl'),
      format: 'jsonl',
      documents: 1,
      sentences: 2,
      tokens: 5,
      entities: 1,
      lost: [],
    });
  });

  test('an input is never overwritten, and a failure leaves no file', async () => {
    expect((await captured(['corpus', 'convert', columns, '--to', 'csv', '-o', columns])).code).toBe(2);
    const broken = file('broken.jsonl');
    writeFileSync(broken, '{"text":"Rome","spans":[]}\n{"text":\n');
    const output = file('none.csv');
    const { code, notes } = await captured(['corpus', 'convert', broken, '--to', 'csv', '-o', output]);
    expect([code, existsSync(output)]).toEqual([3, false]);
    expect(notes).toContain('broken.jsonl:2');
    const name = await captured(['corpus', 'convert', columns, '--to', 'brat', '-o', file('x.txt')]);
    expect(name.notes).toContain('.ann');
  });
});

function full(): never {
  throw new NerwinError('file', 'no space left on device');
}
