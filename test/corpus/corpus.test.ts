import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type CorpusOptions, defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import type { DocumentBoundary } from '../../src/corpus/documents.js';
import { locationCount, locationSpans, requireLocations } from '../../src/corpus/locations.js';
import { configNames } from '../../src/corpus/setting-names.js';
import { titleIf } from '../skip-reporter.js';
import { faultOf, scratch } from './scratch.js';

const { write } = scratch();

const withDocuments = (boundary: DocumentBoundary): CorpusOptions => ({
  ...defaultCorpusOptions,
  documents: { boundary },
});

describe('a corpus of several files', () => {
  const columns = '-DOCSTART- -X- O\n\nParis NNP B-LOC\n\nRome NNP B-LOC\nSmith NNP B-PER\n';
  const json = '{"tokens":["Oslo","Fjord"],"tags":["I-LOC","I-LOC"]}\n{"tokens":["hm"],"tags":["O"]}\n';

  test('each file has its own format, scheme and compression; the summary adds them up', async () => {
    const files = [
      write('a.conll', columns),
      write('b.jsonl.gz', gzipSync(json)),
      write('c.conll', 'hm O\n'),
    ];
    const { summary, sentences } = await openCorpus(files, defaultCorpusOptions);
    expect(summary).toMatchObject({
      sentences: 5,
      tokens: 7,
      documents: 3,
      entities: [
        { type: 'LOC', count: 3 },
        { type: 'PER', count: 1 },
      ],
    });
    expect(summary.files.map(({ format, scheme, sentences }) => [format, scheme, sentences])).toEqual([
      ['columns', 'IOB2', 2],
      ['jsonl', 'IO', 2],
      ['columns', 'none', 1],
    ]);
    expect(summary.files[0].bytes).toBe(columns.length);
    expect(summary.files[1].sha256).toMatch(/^[0-9a-f]{64}$/);
    for (let reading = 0; reading < 2; reading++) {
      const read = [];
      for await (const { tokens, spans, document } of sentences())
        read.push([document, tokens.join(' '), spans.length]);
      expect(read).toEqual([
        [0, 'Paris', 1],
        [0, 'Rome Smith', 2],
        [1, 'Oslo Fjord', 1],
        [1, 'hm', 0],
        [2, 'hm', 0],
      ]);
    }
  });

  test.each<[DocumentBoundary, number[]]>([
    ['auto', [0, 1, 1, 2, 3]],
    ['docstart', [0, 1, 1, 2, 3]],
    ['file', [0, 0, 0, 1, 1]],
    [2, [0, 0, 1, 2, 2]],
    [1, [0, 1, 2, 3, 4]],
  ])('documents by %s', async (boundary, expected) => {
    const marked = 'a O\n\n-DOCSTART- O\n\n-DOCSTART- O\nb O\n\nc O\n';
    const newdoc = '# newdoc id = 1\nd O\n\n# newdoc id = 2\n# sent_id = 1\ne O\n';
    const corpus = await openCorpus(
      [write('d.conll', marked), write('e.conll', newdoc)],
      withDocuments(boundary),
    );
    const documents = Array.from(corpus.sentences(), ({ document }) => document);
    expect(documents).toEqual(expected);
    expect(corpus.summary.documents).toBe(expected[expected.length - 1] + 1);
  });
});

describe('faults', () => {
  test('no files', async () => {
    expect((await faultOf(() => openCorpus([], defaultCorpusOptions))).message).toBe(
      'the corpus has no files',
    );
  });

  test.each([
    ['an empty file', '', 'the file is empty'],
    ['empty lines', '\n \n\n', 'no sentence in the file'],
    ['comments and marks', '# a note\n-DOCSTART- O\n', 'no sentence in the file'],
    ['an empty file in gzip', gzipSync(''), 'no sentence in the file'],
  ])('%s', async (_, content, expected) => {
    const path = write('none.conll', content);
    const fault = await faultOf(() => openCorpus([path], defaultCorpusOptions));
    expect(fault.message).toBe(`${path}: ${expected}`);
  });

  test('document markers required but missing', async () => {
    const path = write('plain.conll', 'a O\n');
    const fault = await faultOf(() => openCorpus([path], withDocuments('docstart')));
    expect(fault.message).toContain('no -DOCSTART-');
  });

  test('a file that is gone', async () => {
    expect((await faultOf(() => openCorpus(['gone.conll'], defaultCorpusOptions))).message).toBe(
      'gone.conll: no such file or directory',
    );
  });
});

describe('locations', () => {
  const files = [{ path: 'x.conll' }] as unknown as Awaited<
    ReturnType<typeof openCorpus>
  >['summary']['files'];
  const entities = [
    { type: 'PER', count: 9 },
    { type: 'GPE', count: 4 },
    { type: 'geo_loc', count: 2 },
  ];

  test('spans and counts of the given types', () => {
    const spans = [
      { type: 'GPE', start: 0, end: 1 },
      { type: 'PER', start: 2, end: 3 },
    ];
    expect(locationSpans({ spans }, ['LOC', 'GPE'])).toEqual([spans[0]]);
    expect(locationCount({ entities }, ['GPE', 'geo_loc', 'LOC'])).toBe(6);
    expect(() => requireLocations({ files, entities }, ['LOC', 'GPE'])).not.toThrow();
  });

  test('no locations: lists the existing types and suggests likely ones', async () => {
    const fault = await faultOf(() => requireLocations({ files, entities }, ['LOC'], configNames));
    expect(fault.code).toBe('corpus');
    expect(fault.message).toBe(
      'x.conll: no entity of type LOC; the types in the corpus are PER (9), GPE (4), geo_loc (2)',
    );
    expect(fault.hint).toBe('set locations: [GPE, geo_loc]');
  });

  test('none, and nothing likely', async () => {
    const fault = await faultOf(() =>
      requireLocations({ files, entities: entities.slice(0, 1) }, ['LOC'], configNames),
    );
    expect(fault.hint).toBe('set locations: [TYPE, …]');
    expect((await faultOf(() => requireLocations({ files, entities: [] }, ['LOC']))).message).toContain(
      'every tag is O',
    );
  });
});

const shared = '../shared/data';
const present = existsSync(shared);

describe.skipIf(!present)(titleIf(present, `${shared} is missing`, 'real corpora'), () => {
  // Tokens and LOC entities as counted by those who prepared the files.
  test.each([
    ['wikigold', 'train', 32_533, 830],
    ['wikigold', 'dev', 4_116, 72],
    ['wikigold', 'test', 2_358, 112],
    ['wnut17', 'train', 62_730, 548],
    ['wnut17', 'dev', 15_733, 74],
    ['uner_en_ewt', 'train', 204_579, 2_698],
    ['uner_en_ewt', 'dev', 25_149, 399],
    ['gmb', 'train', 839_591, 30_009],
    ['gmb', 'dev', 104_180, 3_829],
    ['btc', 'train', 99_933, 2_030],
    ['btc', 'dev', 15_023, 156],
    ['idrisi', 'train', 363_376, 15_363],
    ['idrisi', 'dev', 52_038, 2_194],
    ['litbank', 'train', 168_657, 668],
    ['litbank', 'dev', 21_018, 66],
    ['crossner', 'train', 26_957, 576],
    ['crossner', 'dev', 81_776, 1_205],
    ['uner_pt_bosque', 'train', 171_776, 2_425],
    ['uner_pt_bosque', 'dev', 28_447, 414],
    ['europeana_nl', 'train', 147_681, 3_445],
    ['europeana_nl', 'dev', 20_266, 487],
  ])('%s %s: %i tokens, %i locations', async (name, split, tokens, locations) => {
    const { summary } = await openCorpus([`${shared}/corpora/${name}/${split}.conll`], defaultCorpusOptions);
    expect(summary.tokens).toBe(tokens);
    expect(locationCount(summary, ['LOC'])).toBe(locations);
    expect(summary.files[0].scheme).toBe('IOB2');
  });

  test('Universal NER as released equals its two-column form', async () => {
    const released = await openCorpus([`${shared}/raw/uner_en_ewt/en_ewt-ud-dev.iob2`], {
      ...defaultCorpusOptions,
      columns: { token: 2, tag: 3, separator: 'tab' },
    });
    const prepared = await openCorpus([`${shared}/corpora/uner_en_ewt/dev.conll`], defaultCorpusOptions);
    expect(released.summary).toMatchObject({ sentences: 2001, tokens: 25_149, documents: 318 });
    const others = prepared.sentences()[Symbol.iterator]();
    for (const { tokens, spans } of released.sentences()) {
      const { value } = others.next();
      expect(value).toMatchObject({ tokens, spans });
    }
    expect(others.next().done).toBe(true);
  });
});
