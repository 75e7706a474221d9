import { describe, expect, test } from 'vitest';
import { defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import { defaultLimits } from '../../src/corpus/limits.js';
import { faultOf, scratch } from './scratch.js';

const { write } = scratch();
const limits = { record: 100_000, sentence: 50, file: 300_000 };
const open = (name: string, text: string) =>
  openCorpus([write(name, text)], { ...defaultCorpusOptions, limits });

const words = (n: number): string => 'word '.repeat(n);
const record = (n: number): string =>
  JSON.stringify({ text: `Paris ${words(n)}`, spans: [{ type: 'LOC', start: 0, end: 5 }] });
const lines = (n: number): string => 'Paris\tB-LOC\n'.repeat(n);

describe('a corpus with a part that would take too much memory is refused, with its place', () => {
  test.each([
    ['a.jsonl', `${record(1)}\n${record(60_000)}\n`, ':2: a line of more than 100,000 bytes'],
    ['b.json', `[\n${record(1)},\n${record(60_000)}\n]`, ':3: a line of'],
    ['c.json', `[\n{"text": "Paris",\n${'   \n'.repeat(60_000)}\n"spans": []}]`, ':2: an item of more than'],
    [
      'd.xml',
      `<doc>\n<LOC>Paris</LOC>\n${`${words(10)}\n`.repeat(3000)}</doc>`,
      'a text of more than 100,000 bytes',
    ],
    [
      'e.xml',
      `<doc>\n${'<p><LOC>Nice</LOC></p>\n'.repeat(20_000)}</doc>`,
      'more than 300,000 bytes in a format',
    ],
    ['f.conll', `${lines(3)}\n${lines(51)}`, ':55: a sentence of more than 50 tokens'],
    ['g.csv', `Word,Tag\n${'Paris,B-LOC\n'.repeat(51)}`, ':52: a sentence of more than 50 tokens'],
    ['h.conll', `Paris\tB-LOC\n${'x'.repeat(300_000)}\tO\n`, ':2: a line of more than 100,000 bytes'],
  ])('%s', async (name, text, expected) => {
    const { code, message, hint } = await faultOf(() => open(name, text));
    expect(code).toBe('corpus');
    expect(message).toContain(expected);
    expect(hint).not.toBe('');
  });

  test('a part of exactly the limit is read', async () => {
    const line = record(19_980);
    expect(line.length).toBeLessThanOrEqual(100_000);
    const { summary } = await open('i.jsonl', `${line}${' '.repeat(100_000 - line.length)}\n`);
    expect(summary.tokens).toBe(19_981);
    expect((await open('j.conll', lines(50))).summary.tokens).toBe(50);
  });

  test('the limits are those of the documentation', () => {
    expect(defaultLimits).toEqual({ record: 32 * 2 ** 20, sentence: 16_777_216, file: 256 * 2 ** 20 });
  });
});
