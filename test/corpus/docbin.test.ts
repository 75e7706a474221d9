import { deflateSync, inflateSync } from 'node:zlib';
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import { checkClaims } from '../../src/corpus/docbin/message.js';
import { stringKey } from '../../src/corpus/docbin/string-key.js';
import { documentsIn } from '../../src/corpus/documents-in.js';
import { formatOf } from '../../src/corpus/formats/registry.js';
import { Notices } from '../../src/corpus/notices.js';
import { faultOf, scratch } from './scratch.js';

const { write } = scratch();

/**
 * Written by spaCy 3.8.18 with all attributes: a tokenized text with white space and an emoji; words without spaces in
 * two sentences; a document whose entities were never set; one without entities.
 */
const bySpacy = Buffer.from(
  'eJzrWl6WWlScmZ+32EDPcGliSUlR8VxHZ08vbx9fP/+As4xHzjIePct4bFlJfnZqXvFRrh8Pv8V9FKhom7Yi8+KXr32v/zAQAMxQuoYRVZwRQyUqEPzhduizVWYZjCZkDxMhBTiA55q0siXBHmtgNK3sWWkcoVG7eH0OjKaVPRv3TJnW/1kp49NL309sfD8cCamHxU8DoQhBA6TGD8x4Uu3ZwuFz/VXt7Fyd6Udr92rNUKOVPRN+KjBuspxnAqMJqSc3fl6Jv6ysM4nlhdG0ssfs5CUOZoW3RW4NR3S4L2WlElJPbjqwf299ruPbtunvVKdwPZQtDyOkntz4WXRojc+bm/XrYTQh9eSGWzvUXXX2G1PzJ3ZfpZU9yxlRaVrZw9gvy7nr/osDMJpW9uRZybkkL9Vvdj6xRdQk+MZeQuph6U3R/iaz6hynDGLtSZB7dG8t26lPMJqQenL987DuTOWxUyXfkzfdnqy7b40mufYQil6DvCP9bNu3TAj8zrKqJXjxFUL2wMKtEc3g/1CASx+18g8he8qZk/pErsqnR23r897m8moTIXtw+YdQuFErHRDyz+kC4cyKl7+nwWhC9uAChPyjfC11fVxVvQaMJtceQoAn5XX/utqrXh5KVobJER2ctLLHXu/RokpbgX0wmpB6cvNPdtHWqBm9W1lhNLn2EALLigsSk1OLj0gzMjAyMoKcBWaAaAgA8pfnpOall2QUHxEQBOoAOYUZauPy4pKizLz04jsMGgsWci1UWKi4UG+5Y156ak5q8RLHvLzEJS6OIa6L3QNcF3nmLfbxd17mk5+XAmyV++QXL/ZLLV8W4BoU7O+3NCCxKLN4SVB+buqSyPyi7OVRh/cUZSZnLE+EGpUINGolkMgvSSxJTVmSAiSXpBXl5y7JSC1KXZSZtywHYmxOfvGS3MSi7KW5+WWpKUvzUoG9gMV5qeXLgTozgA5dWgCyaGlBDtDPS4D6UxeV5C+pBNlYBbFxyYf5MxqWJCeWFE9pAIKlaTmJ6cVTGjdlJBbHl+Zl5+WX58VDQuwQNsHDRKs8tBpI58WnF+WXFhRPOcI4AY5WlhanFsUDvZgIFG6AIwDraLSZ',
  'base64',
);

/** The file above with another value under some keys. */
function changed(changes: Record<string, unknown>): Buffer {
  const message = decode(inflateSync(bySpacy)) as Record<string, unknown>;
  return deflateSync(encode({ ...message, ...changes }));
}

const open = (content: Uint8Array, name = 'x.spacy') =>
  openCorpus([write(name, content)], defaultCorpusOptions);

/** What is wrong with a file. */
const faultIn = async (content: Uint8Array): Promise<string> => {
  const { message, code, hint } = await faultOf(() => open(content));
  expect(code).toBe('corpus');
  expect(hint).toBeTruthy();
  return message;
};

test('strings have the keys of spaCy', () => {
  // printed by spacy.strings.StringStore of spaCy 3.8.18
  const keys: [string, bigint][] = [
    ['', 0n],
    ['a', 11901859001352538922n],
    ['\n', 962983613142996970n],
    ['Paris', 10427160276079242800n],
    ['abcdefg', 18200195881963043692n],
    ['abcdefgh', 17751780907874141760n],
    ['hello world', 2758594965276909933n],
    ['Zürich', 9452955988637137518n],
    ['東京', 9360021637096476946n],
    ['😀', 13900606239988879105n],
    ['IS_CURRENCY', 18n],
    ['FLAG63', 63n],
    ['SPACE', 103n],
    ['LOC', 385n],
    ['acl', 451n],
    ['_', 456n],
  ];
  for (const [text, key] of keys) expect([text, stringKey(text)]).toEqual([text, key]);
});

describe('a file written by spaCy', () => {
  test('texts, words, sentences and entities are those of spaCy', async () => {
    const path = write('x.spacy', bySpacy);
    expect(await formatOf(path)).toBe('docbin');
    const notices = new Notices();
    const found = [];
    for await (const document of documentsIn(path, defaultCorpusOptions, notices)) found.push(document);
    expect(found.map(({ text, isOriginal }) => [text, isOriginal])).toEqual([
      ['Anna  moved from New  York to\nLos Angeles. DATE mark 😀 Zürich!', true],
      ['In Paris .\nRome !', false],
      ['nothing here', true],
    ]);
    expect(found[0].words.join('|')).toBe('Anna|moved|from|New|York|to|Los|Angeles|.|DATE|mark|😀|Zürich|!');
    const covered = found.map(({ text, marks }) =>
      marks.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`),
    );
    expect(covered).toEqual([
      ['PERSON Anna', 'GPE New  York', 'GPE Los Angeles', 'place Zürich'],
      ['LOC Paris', 'LOC Rome'],
      [],
    ]);
    expect(found[1].sentenceEnds).toEqual([3, 5]);
    expect(notices.lines()).toEqual([`1 record without an annotation, left out: ${path}:3`]);
  });

  test('it is a corpus, whatever its name is', async () => {
    const { summary } = await open(bySpacy, 'x.conll');
    expect(summary.files[0]).toMatchObject({ format: 'docbin', scheme: 'spans', documents: 3, sentences: 5 });
  });

  test('what is beside the entities is counted', async () => {
    const { summary } = await open(changed({ cats: [{ sports: 1 }, {}, {}, {}] }));
    expect(summary.warnings.join()).toContain('1 annotation other than entities, left out: ');
  });

  test('sentences without SENT_START are dependency trees', async () => {
    const message = decode(inflateSync(bySpacy)) as { attrs: number[]; tokens: Uint8Array };
    const attrs = message.attrs.map((id) => (id === 80 ? 3 : id)); // SENT_START becomes an attribute nobody reads
    const tokens = Buffer.from(message.tokens);
    const at = (token: number, id: number) => 8 * (attrs.length * token + attrs.indexOf(id));
    const heads = [1, 0, -1, 1, 0]; // In ← Paris → . and Rome ← !, after the 17 tokens of the first document
    heads.forEach((head, k) => {
      tokens.writeBigInt64LE(BigInt(head), at(17 + k, 79));
      tokens.writeBigUInt64LE(stringKey('dep'), at(17 + k, 76));
    });
    const corpus = await open(changed({ attrs, tokens }));
    expect(Array.from(corpus.sentences(), ({ tokens: words }) => words.join(' ')).slice(2, 4)).toEqual([
      'In Paris .',
      'Rome !',
    ]);
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['nobody set its entities', { attrs: [65] }, /tokens, spaces and lengths do not agree/],
    ['its strings are missing', { strings: ['Anna'] }, /it has no string with the key \d+$/],
    ['its lengths are too long', { lengths: Buffer.from([255, 255, 255, 127]) }, /do not agree/],
    [
      'its lengths are below 0',
      { lengths: Buffer.from([255, 255, 255, 255]) },
      /a negative number of tokens/,
    ],
    ['its strings are numbers', { strings: [1] }, /its strings are not a list of strings/],
    ['its attributes are none', { attrs: 'ORTH' }, /zlib data, but no DocBin/],
  ])('%s', async (_, changes, said) => {
    expect(await faultIn(changed(changes))).toMatch(said);
  });

  test('without ENT_IOB, and with entities in groups of spans only', async () => {
    const message = decode(inflateSync(bySpacy)) as { attrs: number[]; tokens: Uint8Array };
    const attrs = message.attrs.map((id) => (id === 77 ? 3 : id));
    expect(await faultIn(changed({ attrs }))).toMatch(/without the attribute ENT_IOB, so without entities$/);
    const row = 8 * attrs.length;
    const tokens = Buffer.from(message.tokens);
    for (let at = 8 * message.attrs.indexOf(77); at < tokens.length; at += row) tokens[at] = 0;
    expect(await faultIn(changed({ tokens }))).toMatch(/no document of the DocBin has entities$/);
    const groups = {
      tokens,
      span_groups: [Buffer.from([0x81, 1, 1]), ...'   '.split('').map(() => Buffer.from([0x90]))],
    };
    const { message: said, hint } = await faultOf(() => open(changed(groups)));
    expect(said).toMatch(/it has other spans or categories$/);
    expect(hint).toContain('filter_spans');
  });

  test('damaged, truncated, and other zlib data', async () => {
    const middle = Buffer.from(bySpacy);
    middle[middle.length >> 1] ^= 255;
    expect(await faultIn(middle)).toMatch(
      /x\.spacy: the (zlib data of the DocBin are damaged|DocBin is damaged)/,
    );
    expect(await faultIn(bySpacy.subarray(0, 300))).toMatch(/x\.spacy: the DocBin is truncated$/);
    expect(await faultIn(deflateSync('Paris B-LOC\n'))).toMatch(/the DocBin is damaged|no DocBin/);
    expect(await faultIn(deflateSync(encode([1, 2])))).toMatch(/zlib data, but no DocBin of spaCy$/);
  });

  test('text that begins as zlib data might', async () => {
    const { summary } = await open(Buffer.from('x^2\tO\nParis\tB-LOC\n'));
    expect(summary.files[0].format).toBe('columns');
  });

  test('any one byte may differ: it is read, or refused with an error of ours', async () => {
    const plain = inflateSync(bySpacy);
    await fc.assert(
      fc.asyncProperty(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const other = Buffer.from(plain);
        other[at] ^= bits;
        await open(deflateSync(other)).catch(async (error) => {
          expect((await faultOf(() => Promise.reject(error))).code).toBe('corpus');
        });
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  test('more than the limit, decompressed', async () => {
    const path = write('x.spacy', deflateSync(Buffer.alloc(2 ** 21 + 1)));
    const limits = { record: 2 ** 20, sentence: 2 ** 20, file: 2 ** 20 };
    const { message } = await faultOf(() => openCorpus([path], { ...defaultCorpusOptions, limits }));
    expect(message).toMatch(/x\.spacy: a DocBin of more than 2 MB when decompressed$/);
  });

  test.each([
    ['a list of 4,294,967,295 values', Buffer.from([0xdd, 255, 255, 255, 255]), 'truncated'],
    [
      'lists of 16,000,000 values each, within each other',
      Buffer.alloc(5 * 2 ** 20, Buffer.from([0xdd, 0, 0xf4, 0x24, 0])),
      'truncated',
    ],
    ['lists of one value, a million deep', Buffer.alloc(2 ** 20, 0x91), 'more than 16 deep'],
    [
      '20 million numbers',
      Buffer.concat([Buffer.from([0xdd, 1, 0x31, 0x2d, 0]), Buffer.alloc(20_000_000)]),
      '16,777,216 values',
    ],
    ['a text of 4 GB', Buffer.from([0xdb, 255, 255, 255, 255, 65]), 'truncated'],
  ])('%s', async (_, message, said) => {
    const packed = deflateSync(message);
    const before = process.memoryUsage().rss;
    expect(await faultIn(packed)).toContain(said);
    expect(process.memoryUsage().rss - before).toBeLessThan(3e8);
  });
});

test('claims are checked as the decoder counts them', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, false, 0.5),
      fc.integer(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.integer({ max: 300, min: 0 }).map((length) => 'é'.repeat(length)),
      fc.integer({ max: 300, min: 0 }).map((length) => new Uint8Array(length)),
      fc.array(tie('any'), { maxLength: 20 }),
      fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), tie('any'), { maxKeys: 18 }),
    ),
  })).any;
  fc.assert(
    fc.property(value, (any) => {
      const bytes = Buffer.from(encode(any, { useBigInt64: true }));
      expect(() => checkClaims(bytes)).not.toThrow();
      expect(() => checkClaims(Buffer.concat([bytes, Buffer.from([0])]))).toThrow('1 bytes follow');
      expect(() => checkClaims(bytes.subarray(0, -1))).toThrow('truncated');
    }),
    { seed: 3, numRuns: 60 },
  );
});
