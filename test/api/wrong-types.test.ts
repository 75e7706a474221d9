/** Wrong types: whatever is passed to the library, the error is a `NerwinError` that names the key. */
import { describe, expect, test } from 'vitest';
import { compare, evaluate, NerwinError, Tagger, train } from '../../src/index.js';
import {
  boundary,
  checkCorpus,
  chooseThreshold,
  convertCorpus,
  convertVectors,
  corpusStatistics,
  dedupeCorpus,
  evaluateTags,
  explain,
  exportModel,
  gradientCheck,
  graph,
  measureSpeed,
  mergeModels,
  modelCard,
  modelInfo,
  nearestWords,
  pruneVectors,
  readCorpus,
  resolveConfig,
  sampleCorpus,
  splitCorpus,
  stripModel,
  tagLines,
  vectorCoverage,
  vectorsInfo,
  verifyModel,
} from '../../src/tools.js';
import { root } from './sentences.js';

const untyped = <T>(value: unknown): T => value as T;
const sentence = { tokens: ['She', 'lives', 'in', 'Paris'], tags: ['O', 'O', 'O', 'B-LOC'] };
const corpus = { train: [sentence], dev: [sentence] };
const vectors = { file: 'shipped' };

/** Values that are right for no key, and for no options object. */
const neverRight: Readonly<Record<string, unknown>> = {
  null: null,
  NaN: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'a list of null': [null],
  'a list of lists': [[]],
  'an empty list': [],
  'a symbol': Symbol('s'),
  'a bigint': 10n,
  'a promise': Promise.resolve('x'),
  'a date': new Date(0),
  'a map': new Map([['a', 1]]),
  'a set': new Set(['a']),
  'a regular expression': /x/,
};

/** Runs a call; returns the error, or undefined if there was none. */
async function thrown(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Expects a usage error whose message begins with the path of the key. */
function expectPath(error: unknown, path: string): void {
  expect(error).toBeInstanceOf(NerwinError);
  const { code, message, hint } = error as NerwinError;
  expect(['usage', 'config']).toContain(code);
  expect(message.slice(0, path.length)).toBe(path);
  expect(message.slice(path.length)).toMatch(/^[:[.]/);
  expect(hint).not.toBe('');
}

type Call = (options: object) => unknown;
const functions: readonly (readonly [
  name: string,
  call: Call,
  valid: object,
  nullable: readonly string[],
])[] = [
  ['Tagger.load', (options) => Tagger.load(undefined, options), {}, []],
  ['evaluate', (options) => evaluate(untyped(options)), { corpus: [sentence] }, []],
  ['compare', (options) => compare(untyped(options)), { runs: ['a', 'b'] }, []],
  [
    'train',
    (options) => train(untyped(options)).result,
    { config: { corpus, vectors }, output: null },
    ['output'],
  ],
  ['explain', (options) => explain(untyped(options)), { text: 'Paris' }, []],
  ['readCorpus', (options) => readCorpus(untyped(options)), { corpus: [sentence] }, []],
  ['corpusStatistics', (options) => corpusStatistics(untyped(options)), { corpus: [sentence] }, []],
  [
    'convertCorpus',
    (options) => convertCorpus(untyped(options)),
    { corpus: [sentence], to: 'jsonl', output: '/' },
    [],
  ],
  ['dedupeCorpus', (options) => dedupeCorpus(untyped(options)), { corpus: [sentence], output: '/' }, []],
  ['splitCorpus', (options) => splitCorpus(untyped(options)), { corpus: [sentence], output: '/' }, []],
  [
    'sampleCorpus',
    (options) => sampleCorpus(untyped(options)),
    { corpus: [sentence], output: '/', size: 1 },
    [],
  ],
  ['nearestWords', (options) => nearestWords(untyped(options)), { word: 'Rome' }, []],
  ['graph', (options) => graph(untyped(options)), { expression: 'x', at: { x: 1 } }, []],
  ['gradientCheck', (options) => gradientCheck(options), { sizes: ['toy'] }, []],
  ['boundary', (options) => boundary(options), { epochs: 1 }, []],
  ['checkCorpus', (options) => checkCorpus(untyped(options)), { parts: { a: [sentence] } }, ['vectors']],
  [
    'chooseThreshold',
    (options) => chooseThreshold(untyped(options)),
    { corpus: [sentence], recall: 0.5, output: '/' },
    [],
  ],
  [
    'convertVectors',
    (options) => convertVectors(untyped(options)),
    { vectors: 'shipped', output: '/', to: 'glove' },
    [],
  ],
  ['evaluateTags', (options) => evaluateTags(untyped(options)), { gold: [['O']], predicted: [['O']] }, []],
  ['measureSpeed', (options) => measureSpeed(options), { seconds: 1 }, []],
  ['modelCard', (options) => modelCard(options), {}, []],
  ['exportModel', (options) => exportModel(untyped(options)), { format: 'npz', output: '/' }, []],
  [
    'mergeModels',
    (options) => mergeModels(untyped(options)),
    { models: ['a', 'b'], output: '/', dev: [sentence] },
    [],
  ],
  [
    'pruneVectors',
    (options) => pruneVectors(untyped(options)),
    { vectors: 'shipped', output: '/', words: 1 },
    [],
  ],
  ['stripModel', (options) => stripModel(untyped(options)), { output: '/' }, []],
  ['vectorCoverage', (options) => vectorCoverage(untyped(options)), { corpus: [sentence] }, []],
  ['tagLines', (options) => tagLines(untyped(options)).next(), { input: '/' }, []],
  ['modelInfo', (options) => modelInfo(undefined, options), {}, []],
];

describe.each(functions)('%s', (_name, call, valid, nullable) => {
  test('refuses options that are no object', async () => {
    for (const value of [...Object.values(neverRight), 5, 'x', true, () => 1, new URL('file:///x')])
      expectPath(await thrown(() => call(untyped(value))), 'options');
  });

  test('names a key that it does not know, and lists those that it does', async () => {
    const error = await thrown(() => call({ ...valid, nonsense: 1 }));
    expectPath(error, 'options.nonsense');
    expect((error as NerwinError).hint).toMatch(/^available: \w/);
  });

  test('names each key that has a value of the wrong type', async () => {
    const unknown = (await thrown(() => call({ ...valid, nonsense: 1 }))) as NerwinError;
    const keys = (unknown.hint ?? '').replace('available: ', '').split(', ');
    expect(keys).toEqual(expect.arrayContaining(Object.keys(valid)));
    for (const key of keys) {
      if (key === 'model') continue; // its errors begin with `model`, see below
      for (const [kind, value] of Object.entries(neverRight)) {
        if (nullable.includes(key) && value === null) continue;
        if (key === 'results' && kind === 'an empty list') continue;
        const error = await thrown(() => call({ ...valid, [key]: value }));
        expect(error, `${key}: ${kind}`).toBeInstanceOf(NerwinError);
        const isConfig = key === 'config' && (error as NerwinError).code === 'config'; // one line per problem
        expectPath(error, isConfig ? 'config' : `options.${key}`);
      }
    }
  });
});

test('functions that take a file or a config name it', async () => {
  for (const value of [...Object.values(neverRight), 5, true, () => 1]) {
    expectPath(await thrown(() => verifyModel(untyped(value))), 'file');
    expectPath(await thrown(() => vectorsInfo(untyped(value))), 'vectors');
    expectPath(await thrown(() => resolveConfig(untyped(value))), 'config');
  }
});

test('a model of the wrong type is named in every function that takes one', async () => {
  const calls: readonly ((model: never) => unknown)[] = [
    (model) => Tagger.load(model),
    (model) => modelInfo(model),
    (model) => explain({ text: 'Paris', model }),
    (model) => evaluate({ corpus: [sentence], model }),
  ];
  for (const call of calls)
    for (const value of [...Object.values(neverRight), 5, true, {}, () => 1])
      expectPath(await thrown(() => call(untyped(value))), 'model');
});

describe('a tagger', () => {
  const loaded = Tagger.load();
  test('names the argument', async () => {
    const tagger = await loaded;
    for (const value of [...Object.values(neverRight), 5, {}, () => 1, undefined]) {
      expectPath(await thrown(() => tagger.tag(untyped(value))), 'text');
      expectPath(await thrown(() => tagger.format(untyped(value))), 'text');
      if (value !== undefined) expectPath(await thrown(() => tagger.format('x', untyped(value))), 'format');
      const all = async (texts: unknown, options?: unknown) => {
        for await (const _ of tagger.stream(untyped(texts), untyped(options)));
      };
      if (!(value instanceof Promise)) {
        // `for await` waits for a promise: one of a text is a text
        expectPath(await thrown(() => all([value])), 'texts[0]');
        expectPath(await thrown(() => all(['a', value])), 'texts[1]');
      }
      if (value !== undefined && Object.prototype.toString.call(value) !== '[object Object]')
        expectPath(await thrown(() => all(['a'], value)), 'options');
    }
    for (const value of [null, 5, {}, 'a text', undefined, new Date(0)])
      expectPath(
        await thrown(async () => {
          for await (const _ of tagger.stream(untyped(value)));
        }),
        'texts',
      );
  });
});

describe('a sentence in memory', () => {
  const tokens = ['In', 'Paris'];
  test.each<[value: unknown, key: string]>([
    [{ tokens: 5, tags: [] }, '.tokens'],
    [{ tokens: ['a', 5], tags: ['O', 'O'] }, '.tokens[1]'],
    [{ tokens, tags: ['O', ''] }, '.tags[1]'],
    [{ tokens }, '.tags'],
    [{ tokens, tags: 'O O' }, '.tags'],
    [{ tokens, tags: ['O'] }, '.tags'],
    [{ tokens, tags: ['O', null] }, '.tags[1]'],
    [{ tokens, tags: ['O', 'O'], spans: [] }, '.tags'],
    [{ tokens, spans: {} }, '.spans'],
    [{ tokens, spans: [5] }, '.spans[0]'],
    [{ tokens, spans: [{ type: 5, start: 0, end: 1 }] }, '.spans[0].type'],
    [{ tokens, spans: [{ type: 'LOC', start: '1', end: 2 }] }, '.spans[0].start'],
    [{ tokens, spans: [{ type: 'LOC', start: 1, end: 1 }] }, '.spans[0].end'],
    [{ tokens, spans: [{ type: 'LOC', start: 1, end: 3 }] }, '.spans[0].end'],
    [{ tokens, spans: [{ type: 'LOC', start: 2, end: 3 }] }, '.spans[0].start'],
    [{ tokens: [], spans: [{ type: 'LOC', start: 0, end: 1 }] }, '.spans[0]'],
    [{ tokens, tags: ['O', 'O'], document: {} }, '.document'],
    [{ text: 5, entities: [] }, '.text'],
    [{ entities: [] }, '.text'],
    [{ text: 'In Rome', entities: 'LOC' }, '.entities'],
    [{ text: 'In Rome', entities: [5] }, '.entities[0]'],
    [{ text: 'In Rome', entities: [{ type: '', start: 3, end: 7 }] }, '.entities[0].type'],
    [{ text: 'In Rome', entities: [{ type: 'LOC', start: 7, end: 8 }] }, '.entities[0].start'],
    [{ text: 'In Rome', entities: [{ type: 'LOC', start: 3, end: 8 }] }, '.entities[0].end'],
    [{ text: '', entities: [{ type: 'LOC', start: 0, end: 1 }] }, '.entities[0]'],
    [{}, ''],
    [new Map(), ''],
    [Promise.resolve(sentence), ''],
    [5, ''],
  ])('%j is named by its key', async (value, key) => {
    const sentences = untyped<never[]>([sentence, value]);
    expectPath(await thrown(() => readCorpus({ corpus: sentences })), `options.corpus[1]${key}`);
    const config = untyped<never>({ corpus: { ...corpus, dev: sentences }, vectors });
    expectPath(await thrown(() => train({ config, output: null }).result), `config.corpus.dev[1]${key}`);
  });

  test('the places that a span can have are those of the tokens', async () => {
    const errorFor = (value: object) => thrown(() => readCorpus({ corpus: untyped<never[]>([value]) }));
    const start = await errorFor({ tokens, spans: [{ type: 'LOC', start: 2, end: 3 }] });
    const none = await errorFor({ tokens: [], spans: [{ type: 'LOC', start: 0, end: 1 }] });
    expect(start).toMatchObject({
      hint: 'pass a whole number from 0 to 1 as options.corpus[0].spans[0].start',
    });
    expect(none).toMatchObject({ message: 'options.corpus[0].spans[0]: there are no tokens' });
  });

  test('a text with the characters of its entities, counted in UTF-16 units as JavaScript does', async () => {
    const text = 'Hi 😀😀 I flew to New York';
    const start = text.indexOf('New York');
    const [read] = await readCorpus({
      corpus: [{ text, entities: [{ type: 'LOC', start, end: start + 8 }] }],
    });
    expect(read.tokens).toEqual(['Hi', '😀', '😀', 'I', 'flew', 'to', 'New', 'York']);
    expect(read.spans).toEqual([{ type: 'LOC', start: 6, end: 8 }]);
  });

  test('sentences as they were read can be passed on', async () => {
    const read = await readCorpus({ corpus: `${root}data/corpus/dev.conll` });
    expect(await readCorpus({ corpus: read })).toHaveLength(read.length);
  });

  test.each<[name: string, record: object]>([
    ['ner_tags', { tokens, ner_tags: ['O', 'B-LOC'] }],
    ['labels, with an id', { id: 7, tokens, tags: undefined, labels: ['O', 'B-LOC'] }],
    ['spans by entities', { tokens, entities: [{ type: 'LOC', start: 1, end: 2 }] }],
    [
      'tokens that are objects',
      {
        text: 'In Paris',
        tokens: [
          { text: 'In', start: 0, end: 2, id: 0 },
          { text: 'Paris', start: 3, end: 8, id: 1 },
        ],
        spans: [{ start: 3, end: 8, label: 'LOC' }],
      },
    ],
  ])('a record of another format is read as in a file: %s', async (_name, record) => {
    const [read] = await readCorpus({ corpus: untyped<never[]>([record]) });
    expect([read.tokens, read.spans]).toEqual([tokens, [{ type: 'LOC', start: 1, end: 2 }]]);
  });

  test('sentences with a token of which nothing can be seen can be passed on', async () => {
    const hidden = { tokens: ['In', '\u200b', 'Paris'], tags: ['O', 'O', 'B-LOC'] };
    const read = await readCorpus({ corpus: [hidden] });
    expect(read.map(({ tokens }) => tokens)).toEqual([['In', '', 'Paris']]);
    expect(await readCorpus({ corpus: read })).toEqual(read);
  });
});

test.each([
  ['no list', 'LOC'],
  ['an empty list', []],
  ['an empty name', ['']],
])('evaluate takes no locations that are %s', async (_name, locations) => {
  const call = () => evaluate({ corpus: [sentence], locations: untyped(locations) });
  const error = await thrown(call);
  expectPath(error, 'options.locations');
  expect((error as NerwinError).message).toContain(
    'expected a list of one or more strings that are not empty',
  );
});
