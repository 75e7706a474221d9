import { describe, expect, test } from 'vitest';
import { defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import { faultOf, scratch } from './scratch.js';

const { write } = scratch();

async function read(...lines: string[]): Promise<{ sentences: Sentence[]; scheme: string; format: string }> {
  const path = write('x.jsonl', `${lines.join('\n')}\n`);
  const corpus = await openCorpus([path], defaultCorpusOptions);
  const sentences = [...corpus.sentences()];
  return { sentences, scheme: corpus.summary.files[0].scheme, format: corpus.summary.files[0].format };
}

describe('JSON Lines', () => {
  test('tags', async () => {
    const { sentences, scheme, format } = await read(
      '{"tokens": ["In", "New", "York"], "tags": ["O", "B-LOC", "I-LOC"]}',
      '',
      '{"tags": ["O"], "tokens": ["Yes"], "id": 7}',
    );
    expect(format).toBe('jsonl');
    expect(scheme).toBe('IOB2');
    expect(sentences.map(({ tokens, spans, line }) => ({ tokens, spans, line }))).toEqual([
      { tokens: ['In', 'New', 'York'], spans: [{ type: 'LOC', start: 1, end: 3 }], line: 1 },
      { tokens: ['Yes'], spans: [], line: 3 },
    ]);
  });

  test('spans, by type or label, in any order', async () => {
    const { sentences, scheme } = await read(
      '{"tokens":["Paris","and","Rome"],"spans":[{"label":"GPE","start":2,"end":3,"x":1},{"type":"LOC","start":0,"end":1}]}',
      '{"tokens":[],"spans":[]}',
    );
    expect(scheme).toBe('spans');
    expect(sentences).toHaveLength(1);
    expect(sentences[0].spans).toEqual([
      { type: 'LOC', start: 0, end: 1 },
      { type: 'GPE', start: 2, end: 3 },
    ]);
  });

  test('documents', async () => {
    const line = (document: string) => `{"tokens":["a"],"tags":["O"]${document}}`;
    const { sentences } = await read(
      ...[',"document":"x"', ',"document":"x"', ',"document":2', ''].map(line),
    );
    expect(sentences.map(({ document }) => document)).toEqual([0, 0, 1, 1]);
  });

  test('a brace as the first token does not make columns JSON', async () => {
    expect((await read('{\tO', '"\tO')).format).toBe('columns');
  });
});

describe('faults name file and line', () => {
  const good = '{"tokens":["a"],"tags":["O"]}';
  test.each([
    ['{"tokens": ["a"]', 'not valid JSON: '],
    ['["a"]', 'found ["a"], expected an object'],
    ['{"wards":["a"],"tags":["O"]}', 'missing "tokens"; found the keys "wards", "tags"'],
    ['{"tokens":"a b","tags":["O"]}', '"tokens" is "a b", expected an array'],
    ['{"tokens":["a"],"pos_tags":[0]}', 'missing "tags" or "spans"; found the keys "tokens", "pos_tags"'],
    [
      '{"tokens":["a"],"ner_tags":[0]}',
      'tag 1 is 0, expected a tag such as "B-LOC" or "O", and nothing says what',
    ],
    ['{"tokens":["a"],"tags":["O"],"spans":[]}', 'found both "tags" and "spans", expected only one'],
    ['{"tokens":["a","b"],"tags":["O"]}', '2 tokens, but 1 tag'],
    ['{"tokens":["a",5],"tags":["O","O"]}', 'token 2 is 5'],
    ['{"tokens":["a"],"tags":[0]}', 'tag 1 is 0, expected a tag such as "B-LOC" or "O"'],
    ['{"tokens":["a"],"tags":"O"}', '"tags" is "O", expected an array'],
    ['{"tokens":["a"],"spans":{}}', '"spans" is {}, expected an array'],
    ['{"tokens":["a"],"spans":[{"start":0,"end":1}]}', 'has no "type"'],
    ['{"tokens":["a"],"spans":[{"type":"LOC","start":0,"end":2}]}', 'does not lie within the 1 token'],
    ['{"tokens":["a"],"spans":[{"type":"LOC","start":1,"end":1}]}', 'does not lie within'],
    ['{"tokens":["a"],"spans":[{"type":"LOC","start":0.5,"end":1}]}', 'does not lie within'],
    [
      '{"tokens":["a","b"],"spans":[{"type":"X","start":0,"end":2},{"type":"Y","start":1,"end":2}]}',
      'overlapping spans: {"type":"X","start":0,"end":2} and {"type":"Y","start":1,"end":2}',
    ],
  ])('%s', async (line, expected) => {
    const begin = '{"tokens":["a"],"tags":["B-LOC"]}';
    const fault = await faultOf(() => read(good, begin, begin, line));
    expect(fault.code).toBe('corpus');
    expect(fault.message).toMatch(/x\.jsonl:4: /);
    expect(fault.message).toContain(expected);
    expect(fault.hint).not.toBe('');
  });
});
