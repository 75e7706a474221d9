import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { recordWriter } from '../../src/tagging/record.js';
import { tagAsDocument } from '../../src/tagging/tag-documents.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-tag-document-'));
afterAll(() => rmSync(folder, { recursive: true }));
const lines = [
  'The mayor of Sarajevo spoke in Sarajevo.',
  'Sarajevo, said Jordan.',
  '',
  'Jordan smiled at Mrs Jordan.',
];
const input = join(folder, 'in.txt');
writeFileSync(input, `${lines.join('\n')}\n`);
const other = join(folder, 'other.txt');
writeFileSync(other, 'They moved from Jordan to Sarajevo.\n');

interface Token {
  readonly text: string;
  readonly score: number;
}
const tokensOf = (out: string): Token[] =>
  out
    .trimEnd()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { tokens: Token[] }).tokens);

const tagged = async (...args: string[]): Promise<string> => {
  const { code, out, notes } = await captured(['tag', ...args]);
  expect([code, notes]).toEqual([0, '']);
  return out;
};

describe('tag --document', () => {
  test('moves each score of a capitalized form by 0.4 toward the mean over the lines of the input', async () => {
    const exact = ['--json', '--scores', 'full', '--input', input];
    const [alone, together] = [await tagged(...exact), await tagged('--document', ...exact)].map(tokensOf);
    expect(together.length).toBe(alone.length);
    for (const [k, { text, score }] of together.entries()) {
      const same = alone.filter((token) => token.text === text && /^[A-Z]/.test(text));
      const mean = same.reduce((sum, token) => sum + token.score, 0) / same.length;
      const expected = same.length > 1 ? 0.6 * alone[k].score + 0.4 * mean : alone[k].score;
      expect(score).toBeCloseTo(expected, 5);
    }
    expect(together.filter((token, k) => token.score !== alone[k].score).length).toBe(6); // 3 Sarajevo, 3 Jordan
  });

  test('takes each input as a document of its own', async () => {
    const [one, two] = [
      await tagged('--document', '--json', '--input', input),
      await tagged('--document', '--json', '--input', other),
    ];
    expect(await tagged('--document', '--json', '--input', input, '--input', other)).toBe(one + two);
  });

  test('writes the formats of corpora with the same locations', async () => {
    const rows = await tagged('--document', '--input', input, '--format', 'conllu');
    const text = await tagged('--document', '--input', input);
    expect(rows.match(/NER=B-LOC/g)?.length ?? 0).toBe(text.match(/\[/g)?.length ?? 0);
  });

  test('is one thread, and says so', async () => {
    const { notes, out } = await captured(['tag', '--document', '--threads', '2', '--input', input]);
    expect(notes).toContain('--document uses one thread');
    expect(out).toBe(await tagged('--document', '--input', input));
  });

  test('takes a sentence alone as a document, as the library does', async () => {
    const text = lines.join(' ');
    const [record] = (await tagged('--document', '--json', text)).split('\n');
    const { Tagger: LibraryTagger } = await import('../../src/index.js');
    const tagger = await LibraryTagger.load(undefined, { document: true });
    expect(tagger.format(text, 'jsonl')).toBe(record);
    expect(tagger.tag(text).locations.length).toBe(
      (JSON.parse(record) as { locations: [] }).locations.length,
    );
  });
});

describe('a document in parts', () => {
  const model = loadModel('data/model/default.safetensors');
  const tagger = new Tagger(model, { document: true });
  const write = recordWriter('jsonl', (location) => location);

  async function records(blocks: readonly (readonly string[])[], longest?: number): Promise<string> {
    const source = (async function* () {
      for (const block of blocks) yield { first: 1, lines: block };
    })();
    let out = '';
    for await (const { bytes } of tagAsDocument(source, tagger, write, longest))
      out += Buffer.from(bytes).toString();
    return out;
  }

  test('does not depend on the blocks that its lines come in', async () => {
    const whole = await records([lines]);
    expect(await records(lines.map((line) => [line]))).toBe(whole);
    expect(await records([lines.slice(0, 3), [], lines.slice(3)])).toBe(whole);
  });

  test('is cut before the line that does not fit, and each part agrees within itself', async () => {
    const longest = lines[0].length + lines[1].length;
    const parts = `${await records([lines.slice(0, 3)])}${await records([lines.slice(3)])}`;
    expect(await records([lines], longest)).toBe(parts);
    expect(parts).not.toBe(await records([lines]));
  });

  test('refuses a line that is too long to hold', async () => {
    const long = { first: 7, long: {} as never };
    const source = (async function* () {
      yield long;
    })();
    await expect(tagAsDocument(source, tagger, write).next()).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('line 7 of the input is longer than 16 MB'),
    });
  });

  test('without the option, scores stay as they are', () => {
    const out = new ByteBuffer();
    write(new Tagger(model).tag(lines[0]), out);
    const plain = Buffer.from(out.take()).toString();
    expect(plain).not.toBe('');
    write(new Tagger(model, { document: false }).tag(lines[0]), out);
    expect(Buffer.from(out.take()).toString()).toBe(plain);
  });
});

test('eval --document evaluates what tag --document writes', async () => {
  const corpus = join(folder, 'gold.conll');
  const gold = lines
    .filter((line) => line !== '')
    .map((line) =>
      `${line.replace(/([,.])/g, ' $1').replaceAll(' ', '\tO\n')}\tO\n`.replaceAll(
        'Sarajevo\tO',
        'Sarajevo\tB-LOC',
      ),
    );
  writeFileSync(corpus, gold.join('\n'));
  const scores = async (...args: string[]) => {
    const { code, out } = await captured(['eval', '--json', '--locations', 'LOC', ...args]);
    expect(code).toBe(0);
    return JSON.parse(out) as { entity: { tp: number; fp: number } };
  };
  const { entity } = await scores('--document', '--corpus', corpus);
  const text = await tagged('--document', '--input', input);
  expect(entity.tp + entity.fp).toBe(text.match(/\[/g)?.length ?? 0);
  const refused = await captured(['eval', '--document', '--corpus', corpus, '--shard', '1/2', '--save', '-']);
  expect([refused.code, refused.notes]).toEqual([
    2,
    expect.stringContaining('--shard cannot be combined with --document'),
  ]);
});
