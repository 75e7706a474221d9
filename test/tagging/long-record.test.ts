import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LongLine } from '../../src/corpus/long-line.js';
import type { StoredModel } from '../../src/model/model-file.js';
import { Random } from '../../src/random.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import type { JsonOptions } from '../../src/tagging/json-record.js';
import { longRecord } from '../../src/tagging/long-record.js';
import { type RecordFormat, recordFormats, recordWriter, scoresOf } from '../../src/tagging/record.js';
import { Tagger, type TaggerOptions } from '../../src/tagging/tagger.js';
import { everything, plain, type ToyOptions, toyModel, vocabulary } from './toy-model.js';

/** Pieces of text at which the tokenizer and the sentence splitter look around. */
const spices = [
  '. ',
  '.',
  '? ',
  '!" ',
  ' "',
  '" ',
  ", '",
  "'s ",
  ' U.S. ',
  ' No. 5 ',
  ' etc. The ',
  ' Inc. ',
  ' etc. ',
  '2. ',
  ' http://a.b/c,d ',
  ' x@y.com, ',
  ' :) ',
  ' ;D ',
  '\u200b',
  '\u2060',
  '\u00a0',
  '  ',
  '\t',
  '…',
  ' 😀 ',
  '🇫🇷 ',
  '東京，大阪。',
  '京都、',
  ', ',
  ' . ',
  ' , ',
  ') ',
  ' (',
  '"',
  '’t Zand ',
  "'s-Gravenhage ",
  ' & ',
  'e\u0301 ',
  'New York ',
  'Bank of ',
  'Bank of America ',
  'united ',
  ' of The ',
  '\r',
  ' $ ',
  'a,b,c',
  '1,000 ',
  '\u0001',
  '\\',
];

/** Random text; `sentenceEnds` is the share of its parts that can end sentences or change the meaning of others. */
function randomText(seed: number, parts: number, sentenceEnds: number): string {
  const random = Random.seeded(seed);
  let text = '';
  for (let k = 0; k < parts; k++) {
    const isSpice = random.uniform() < sentenceEnds;
    text += isSpice ? spices[random.below(spices.length)] : `${vocabulary[random.below(vocabulary.length)]} `;
  }
  return text;
}

interface Format {
  readonly format: RecordFormat;
  readonly json?: JsonOptions;
}

const formats: readonly Format[] = [
  ...recordFormats.map((format) => ({ format })),
  { format: 'jsonl', json: { offsets: 'codepoint', scores: 'full' } },
  { format: 'jsonl', json: { offsets: 'byte' } },
];

function whole(model: StoredModel, text: string, { format, json }: Format, options: TaggerOptions): string {
  const out = new ByteBuffer();
  const tagger = new Tagger(model, { ...options, scores: scoresOf(format) });
  recordWriter(format, (location) => `[${location}]`, json)(tagger.tag(text), out);
  return Buffer.from(out.take()).toString();
}

function inPieces(
  model: StoredModel,
  text: string,
  { format, json }: Format,
  options: TaggerOptions,
  pieceBytes: number,
  longest = Number.POSITIVE_INFINITY,
): string {
  const bytes = Buffer.from(text);
  const chunks = [];
  for (let at = 0; at < bytes.length; at += 37) chunks.push(bytes.subarray(at, at + 37));
  const tagger = new Tagger(model, { ...options, scores: scoresOf(format) });
  const pieces = longRecord(new LongLine(chunks), tagger, {
    format,
    json,
    marks: ['[', ']'],
    sizes: { usual: pieceBytes, longest },
  });
  return Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece))).toString();
}

/** Expects the same bytes in every format. */
function expectEqual(model: StoredModel, text: string, options: TaggerOptions, pieceBytes: number): void {
  for (const format of formats) {
    const expected = whole(model, text, format, options);
    const found = inPieces(model, text, format, options, pieceBytes);
    let at = 0;
    while (at < expected.length && expected[at] === found[at]) at++;
    const near = (record: string): string => record.slice(Math.max(0, at - 60), at + 40); // all would be megabytes
    expect(near(found)).toBe(near(expected));
    expect(found.length).toBe(expected.length);
  }
}

const families: Readonly<Record<string, ToyOptions>> = {
  plain: {},
  'sentence features and names': { features: { ...plain, sentence: true }, gazetteers: true },
  everything: { features: everything, gazetteers: true, radius: 3, hidden: 16 },
  'windows of 1': { features: everything, gazetteers: true, radius: 0 },
};

const edge = { thresholds: { start: 0.5, extend: -0.5, edge: 0.25 }, minProbability: 0.4 };

describe('the record of a line that is read in pieces is that of the whole line', () => {
  test.each(Object.entries(families))('%s', (_, family) => {
    const model = toyModel(family);
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0, 0.05, 0.3, 1),
        fc.constantFrom(1, 40, 200, 1500),
        fc.boolean(),
        fc.boolean(),
        (seed, share, pieceBytes, tokenized, hasEdge) => {
          const text = randomText(seed, 1 + (seed % 200), share);
          expectEqual(model, text, { tokenized, tableBytes: 1, ...(hasEdge ? edge : {}) }, pieceBytes);
        },
      ),
      { numRuns: 10 },
    );
  });

  test('a sentence of many pieces, with names at their borders', () => {
    const model = toyModel(families.everything);
    const text = randomText(7, 12_000, 0).replaceAll(/[.!?"]/g, '');
    expectEqual(model, text, { tableBytes: 2 ** 20 }, 5000);
  });

  test('one location of many pieces', () => {
    const model = toyModel();
    const options = { thresholds: { start: -1e9, extend: -1e9 } };
    expectEqual(model, 'Paris '.repeat(30_000), options, 1000);
  });

  test('locations that are divided into names', () => {
    const model = toyModel({ gazetteers: true, divide: { levels: [['city'], ['firm']], except: [] } });
    const text =
      'New York Bank of America, is it there. Paris Bank of America there. Bank of America Paris. '.repeat(
        20,
      );
    // every word is in a location, but for lowercase words and punctuation at the ends
    const options = { thresholds: { start: -1e9, extend: -1e9, edge: 1e9 } };
    const tagged = whole(model, text, { format: 'text' }, options);
    const once =
      '[New York] [Bank of America], is it there. [Paris] [Bank of America] there. [Bank of America Paris]. ';
    expect(tagged.trim()).toBe(once.repeat(20).trim());
    for (const pieceBytes of [1, 7, 40, 200]) expectEqual(model, text, options, pieceBytes);
  });

  test.each(['', ' ', 'a', '北京'.repeat(3000), 'x'.repeat(5000), ' '.repeat(5000)])(
    'the text %#',
    (text) => {
      expectEqual(toyModel(families.everything), text, {}, 100);
    },
  );

  test.each<[string, number[]]>([
    ['x'.repeat(2500), [1000, 1000, 500]],
    ['北'.repeat(700), [333, 333, 34]],
    ['😀x'.repeat(400), []],
    ['Paris) '.repeat(1000), []],
  ])('the text %#, cut where it has no place to cut', (text, lengths) => {
    const json = { offsets: 'utf16' } as const;
    for (const tokenized of [false, true]) {
      const bytes = inPieces(toyModel(), text, { format: 'jsonl', json }, { tokenized }, 100, 1000);
      const record: { text: string; tokens: { text: string; start: number; end: number }[] } =
        JSON.parse(bytes);
      expect(record.text).toBe(text);
      let at = 0;
      for (const { text: token, start, end } of record.tokens) {
        expect(text.slice(at, start).trim()).toBe('');
        expect(text.slice(start, end)).toBe(token);
        expect(token).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
        expect(Buffer.byteLength(token)).toBeLessThanOrEqual(1000);
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
      if (lengths.length > 0) expect(record.tokens.map((token) => token.text.length)).toEqual(lengths);
      if (text.startsWith('Paris')) expect(record.tokens).toHaveLength(tokenized ? 1000 : 2000);
    }
  });
});
