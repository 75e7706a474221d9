/** What `nerwin/tools` returns is what the commands print with `--json`, and its errors name the key that is wrong. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../src/index.js';
import {
  boundary,
  checkCorpus,
  chooseThreshold,
  configSchema,
  convertCorpus,
  convertVectors,
  corpusStatistics,
  dedupeCorpus,
  evaluateTags,
  explain,
  exportModel,
  gradientCheck,
  graph,
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
import { captured } from '../cli/captured.js';
import { errorOf } from './error-of.js';
import { root } from './sentences.js';

const dev = join(root, 'data/corpus/dev.conll');
const model = join(root, 'data/model/default.safetensors');
const folder = mkdtempSync(join(tmpdir(), 'nerwin-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));
const text = 'Paris Hilton flew from Paris to New York.';

/** Returns what a command prints with `--json`. */
const printed = async (...args: string[]): Promise<unknown> =>
  JSON.parse((await captured([...args, '--json'])).out);
/** A value as JSON keeps it. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('each returns what its command prints with --json', () => {
  test.each<[string, () => unknown, string[]]>([
    ['explain', () => explain({ text, word: 'Paris:2' }), ['explain', text, '--word', 'Paris:2']],
    [
      'explain at an operating point',
      () => explain({ text, operatingPoint: 'precise' }),
      ['explain', text, '--operating-point', 'precise'],
    ],
    ['modelInfo', () => modelInfo(), ['model', 'info']],
    ['corpusStatistics', () => corpusStatistics({ corpus: dev }), ['corpus', 'stats', dev]],
    [
      'nearestWords',
      () => nearestWords({ word: 'Rome', count: 4 }),
      ['vectors', 'nearest', 'shipped', 'Rome', '--count', '4'],
    ],
    [
      'graph',
      () =>
        graph({
          expression: 'u @ tanh(W @ x)',
          at: {
            u: [1, -1],
            W: [
              [1, 2],
              [0, 1],
            ],
            x: [0.5, -1],
          },
        }),
      ['graph', 'u @ tanh(W @ x)', '--at', 'u=[1,-1],W=[[1,2],[0,1]],x=[0.5,-1]'],
    ],
    [
      'graph with a check of some gradients',
      () =>
        graph({
          expression: 'a = x*y; a + tanh(z)',
          at: { x: 2, y: 3, z: 0.5 },
          wrt: ['z', 'a'],
          check: true,
        }),
      ['graph', 'a = x*y; a + tanh(z)', '--at', 'x=2,y=3,z=0.5', '--wrt', 'z,a', '--check'],
    ],
    [
      'boundary of the words of a corpus',
      () => boundary({ corpus: dev, count: 60, epochs: 20 }),
      ['boundary', '--model', 'shipped', '--corpus', dev, '--points', '60', '--epochs', '20'],
    ],
    [
      'boundary of points in a file',
      () => {
        writeFileSync(join(folder, 'points.csv'), '0,0,no\n1,1,yes\n0,1,perhaps\n1,0,no\n');
        return boundary({ file: join(folder, 'points.csv'), positive: 'yes', epochs: 20 });
      },
      ['boundary', join(folder, 'points.csv'), '--positive', 'yes', '--epochs', '20'],
    ],
    [
      'gradientCheck',
      () => gradientCheck({ sizes: ['toy'], seed: 3 }),
      ['gradcheck', '--size', 'toy', '--seed', '3'],
    ],
    ['verifyModel', () => verifyModel(model), ['model', 'verify', model]],
    [
      'checkCorpus',
      () => checkCorpus({ parts: { [dev]: dev }, places: 2 }),
      ['corpus', 'check', dev, '--places', '2'],
    ],
    ['vectorsInfo', () => vectorsInfo('shipped'), ['vectors', 'info', 'shipped']],
    ['vectorsInfo of a model', () => vectorsInfo(model), ['vectors', 'info', model]],
    ['vectorCoverage', () => vectorCoverage({ corpus: dev }), ['vectors', 'coverage', 'shipped', dev]],
    [
      'boundary',
      () => boundary({ set: 'xor', count: 50, epochs: 40, activation: 'sigmoid', seed: 2 }),
      [
        'boundary',
        '--set',
        'xor',
        '--points',
        '50',
        '--epochs',
        '40',
        '--activation',
        'sigmoid',
        '--seed',
        '2',
      ],
    ],
  ])('%s', async (_name, call, args) => {
    expect(asJson(await call())).toEqual(await printed(...args));
  });

  /** A function that writes a file: what it returns, and the command that writes another one. */
  test.each<[string, (output: string) => unknown, (output: string) => string[]]>([
    [
      'stripModel',
      (output) => stripModel({ output, words: 2000 }),
      (output) => ['model', 'strip', '--words', '2000', '-o', output],
    ],
    [
      'chooseThreshold',
      (output) => chooseThreshold({ output, recall: 0.5, corpus: dev, operatingPoint: 'loose' }),
      (output) => [
        'threshold',
        '--recall',
        '0.5',
        '--corpus',
        dev,
        '--operating-point',
        'loose',
        '-o',
        output,
      ],
    ],
    [
      'chooseThreshold with a value',
      (output) => chooseThreshold({ output, value: 2.5 }),
      (output) => ['threshold', '--value', '2.5', '-o', output],
    ],
    [
      'mergeModels',
      (output) => mergeModels({ models: [model, model], output, dev }),
      (output) => ['merge', model, model, '--dev', dev, '-o', output],
    ],
    [
      'convertCorpus',
      (output) => convertCorpus({ corpus: dev, to: 'spacy', output }),
      (output) => ['corpus', 'convert', dev, '--to', 'spacy', '-o', output],
    ],
    [
      'dedupeCorpus',
      (output) => dedupeCorpus({ corpus: dev, against: join(root, 'data/corpus/test.conll'), output }),
      (output) => ['corpus', 'dedupe', dev, '--against', join(root, 'data/corpus/test.conll'), '-o', output],
    ],
    [
      'pruneVectors',
      (output) => pruneVectors({ vectors: 'shipped', output, words: 300 }),
      (output) => ['vectors', 'prune', 'shipped', output, '--words', '300'],
    ],
    [
      'convertVectors',
      (output) => convertVectors({ vectors: 'shipped', output, to: 'word2vec' }),
      (output) => ['vectors', 'convert', 'shipped', output, '--to', 'word2vec'],
    ],
  ])('%s, and writes the same bytes', async (_name, call, args) => {
    const [own, other] = [join(folder, 'own'), join(folder, 'other')];
    const returned = asJson(await call(own)) as Record<string, unknown>;
    const said = (await printed(...args(other))) as Record<string, unknown>;
    const place = 'model' in said ? 'model' : 'output';
    expect([returned[place], said[place]]).toEqual([own, other]);
    expect({ ...returned, [place]: '' }).toEqual({ ...said, [place]: '' });
    expect(readFileSync(own).equals(readFileSync(other))).toBe(true);
  });

  test.each(['onnx', 'npz', 'word2vec'] as const)('exportModel writes the bytes of --%s', async (format) => {
    const [own, other] = [join(folder, 'own'), join(folder, 'other')];
    const { outside } = await exportModel({ format, output: own });
    await captured(['export', `--${format}`, other]);
    expect(readFileSync(own).equals(readFileSync(other))).toBe(true);
    expect(outside.length > 0).toBe(format === 'onnx'); // the shipped model has features
  });

  test('splitCorpus writes the files that the command writes, and replaces none without overwrite', async () => {
    const [own, other] = [join(folder, 'split-own'), join(folder, 'split-other')];
    const options = { corpus: dev, parts: { first: 3, second: 1 }, seed: 5, output: own } as const;
    const written = await splitCorpus(options);
    const args = ['corpus', 'split', dev, '--parts', 'first=3,second=1', '--seed', '5', '-o', other];
    const told = JSON.stringify(await printed(...args)).replaceAll('split-other', 'split-own');
    expect(asJson(written)).toEqual(JSON.parse(told));
    for (const name of ['first.conll', 'second.conll'])
      expect(readFileSync(join(own, name)).equals(readFileSync(join(other, name)))).toBe(true);
    const { code, message, hint } = await errorOf(() => splitCorpus(options));
    expect([code, message]).toEqual(['file', `${join(own, 'first.conll')}: exists already`]);
    expect(hint).toMatch(/options\.overwrite/);
    expect(await splitCorpus({ ...options, overwrite: true })).toEqual(written);
  });

  test('sampleCorpus writes the documents that the command writes', async () => {
    const [own, other] = [join(folder, 'sample-own'), join(folder, 'sample-other')];
    const written = await sampleCorpus({ corpus: dev, fraction: 0.1, seed: 7, by: 'sentence', output: own });
    const args = [
      'corpus',
      'sample',
      dev,
      '--fraction',
      '0.1',
      '--seed',
      '7',
      '--by',
      'sentence',
      '-o',
      other,
    ];
    expect([{ ...written, output: other }]).toEqual(await printed(...args));
    expect(readFileSync(own).equals(readFileSync(other))).toBe(true);
  });

  test('a corpus that is too small for a sample says how many documents it has', async () => {
    const corpus = [{ tokens: ['Rain', 'in', 'Rome'], tags: ['O', 'O', 'B-LOC'] }];
    const output = join(folder, 'too-many.jsonl');
    const { code, message, hint } = await errorOf(() => sampleCorpus({ corpus, size: 2, output }));
    expect([code, message]).toEqual(['usage', 'options.size 2: the corpus has only 1 document']);
    expect(hint).toMatch(/options\.size 1/);
    expect(existsSync(output)).toBe(false);
  });

  test('an aborted conversion writes nothing', async () => {
    const output = join(folder, 'aborted.jsonl');
    const stopping = new AbortController();
    const conversion = convertCorpus({ corpus: dev, to: 'jsonl', output, signal: stopping.signal });
    stopping.abort();
    expect((await errorOf(() => conversion)).code).toBe('interrupted');
    expect(existsSync(output)).toBe(false);
  });

  test('evaluateTags returns the scores of a file of tags', async () => {
    const gold = [['O', 'B-LOC', 'I-LOC', 'B-ORG'], ['B-LOC', 'O'], ['O']];
    const predicted = [['O', 'B-LOC', 'O', 'B-ORG'], ['B-LOC', 'O'], ['B-LOC']];
    const lines = gold.map((tags, k) => tags.map((tag, t) => `w ${tag} ${predicted[k][t]}\n`).join(''));
    const file = join(folder, 'tagged.txt');
    writeFileSync(file, lines.join('\n'));
    expect(asJson(evaluateTags({ gold, predicted }))).toEqual(await printed('eval', '--tagged', file));
    expect(asJson(evaluateTags({ gold, predicted, locations: ['LOC'] }))).toEqual(
      await printed('eval', '--tagged', file, '--locations', 'LOC'),
    );
  });

  test.each<[gold: string[][], predicted: string[][], path: string]>([
    [[['O'], ['O', 'LOC']], [['O'], ['O', 'O']], 'options.gold[1][1]'],
    [[['B-LOC']], [['B_LOC']], 'options.predicted[0][0]'],
    [[['B-LOC']], [['B-']], 'options.predicted[0][0]'],
  ])(
    'evaluateTags takes no %j, %j: what is no tag for the command is none',
    async (gold, predicted, path) => {
      const { code, message } = await errorOf(() => evaluateTags({ gold, predicted }));
      expect([code, message.split(': expected a tag such as B-LOC or O, ')[0]]).toEqual(['usage', path]);
    },
  );

  test('modelCard returns what model card prints', async () => {
    const { entity } = await evaluate({ corpus: dev });
    const file = join(folder, 'eval.json');
    writeFileSync(file, JSON.stringify({ entity }));
    const args = ['model', 'card', '--name', 'mine', '--license', 'mit', '--results', `dev=${file}`];
    const card = await modelCard({ name: 'mine', license: 'mit', results: [{ dataset: 'dev', entity }] });
    expect(card).toBe((await captured(args)).out);
  });

  test('configs', async () => {
    const config = { corpus: { train: 'a.conll', dev: 'b.conll' }, vectors: { file: 'shipped' } };
    const file = join(folder, 'config.json');
    writeFileSync(file, JSON.stringify(config));
    expect(asJson(resolveConfig(config))).toEqual(await printed('config', 'show', file));
    expect(asJson(configSchema())).toEqual(JSON.parse((await captured(['config', 'schema'])).out));
  });
});

describe('a function does not overwrite what it reads', () => {
  const own = (name: string): string => join(folder, name);
  const [ownModel, ownDev, ownVectors] = [own('own.safetensors'), own('own.conll'), own('own.txt')];
  copyFileSync(model, ownModel);
  copyFileSync(dev, ownDev);
  writeFileSync(ownVectors, 'paris 1 2\nin 3 4\n');
  test.each<[string, string, () => Promise<unknown>]>([
    ['exportModel', ownModel, () => exportModel({ model: ownModel, format: 'npz', output: ownModel })],
    [
      'exportModel of a URL',
      ownModel,
      () => exportModel({ model: pathToFileURL(ownModel), format: 'npz', output: ownModel }),
    ],
    ['stripModel', ownModel, () => stripModel({ model: ownModel, output: ownModel })],
    ['mergeModels', ownModel, () => mergeModels({ models: [ownModel, ownModel], output: ownModel })],
    [
      'mergeModels, dev',
      ownDev,
      () => mergeModels({ models: [ownModel, ownModel], output: ownDev, dev: ownDev }),
    ],
    [
      'chooseThreshold, corpus',
      ownDev,
      () => chooseThreshold({ model: ownModel, precision: 0.5, corpus: ownDev, output: ownDev }),
    ],
    ['convertCorpus', ownDev, () => convertCorpus({ corpus: ownDev, to: 'jsonl', output: ownDev })],
    ['dedupeCorpus', ownDev, () => dedupeCorpus({ corpus: dev, against: ownDev, output: ownDev })],
    ['sampleCorpus', ownDev, () => sampleCorpus({ corpus: ownDev, size: 1, output: ownDev })],
    ['pruneVectors', ownVectors, () => pruneVectors({ vectors: ownVectors, output: ownVectors, words: 1 })],
    [
      'convertVectors',
      ownVectors,
      () => convertVectors({ vectors: ownVectors, output: ownVectors, to: 'word2vec' }),
    ],
  ])('%s', async (_name, file, call) => {
    const before = readFileSync(file);
    const { code, message } = await errorOf(call);
    expect([code, message]).toEqual(['usage', `options.output ${file}: would overwrite an input file`]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a threshold goes into its own model, as by the command', async () => {
    await chooseThreshold({ model: ownModel, value: 0.25, output: ownModel });
    expect((await modelInfo(ownModel)).thresholds.start).toBe(0.25);
  });
});

test('sentences that were read, evaluated in memory, score like their file', async () => {
  const sentences = await readCorpus({ corpus: dev });
  const { documents, ...counts } = await corpusStatistics({ corpus: dev });
  expect(sentences.length).toBe(counts.sentences);
  expect(sentences.reduce((sum, { tokens }) => sum + tokens.length, 0)).toBe(counts.tokens);
  expect(new Set(sentences.map(({ document }) => document)).size).toBe(documents);
  const [own, file] = [await evaluate({ corpus: sentences }), await evaluate({ corpus: dev })];
  expect(own.entity).toEqual(file.entity);
});

test('a threshold that nothing reaches leaves no location to explain, only the highest-scoring word', async () => {
  const { explanations, locations } = await explain({ text, threshold: 1e6 });
  expect(locations).toEqual([]);
  expect(explanations.length).toBe(1);
});

describe('mistakes are usage errors that name the key', () => {
  const untyped = <T>(value: unknown): T => value as T;
  test.each<[string, () => unknown, RegExp, RegExp]>([
    ['no text', () => explain(untyped({})), /^options\.text: expected a string/, /options\.text/],
    ['a text without words', () => explain({ text: ' \n' }), /^options\.text: /, /with words/],
    [
      'a word that occurs twice',
      () => explain({ text, word: 'Paris' }),
      /^options\.word: 'Paris' occurs 2 times/,
      /word: "Paris:1" or word: "Paris:2"/,
    ],
    ['an absent word', () => explain({ text, word: 'Oslo' }), /^options\.word: 'Oslo' is not/, /words are/],
    [
      'two ways to say the threshold',
      () => explain({ text, threshold: 1, operatingPoint: 'precise' }),
      /^options\.operatingPoint: cannot be combined/,
      /leave out/,
    ],
    ['no corpus', () => readCorpus(untyped({})), /^options\.corpus: /, /options\.corpus/],
    ['an empty corpus', () => corpusStatistics({ corpus: [] }), /^options\.corpus: /, /options\.corpus/],
    ['too many words', () => nearestWords({ word: 'a', count: 0 }), /^options\.count: /, /1 to 1000/],
    ['a missing value', () => graph({ expression: 'x*y', at: { x: 1 } }), /no value for y/, /at: \{ y: … \}/],
    [
      'a value of no variable',
      () => graph({ expression: 'x', at: { x: 1, z: 2 } }),
      /^options\.at: the expression has no z/,
      /x/,
    ],
    ['an infinite value', () => graph({ expression: 'x', at: { x: 1 / 0 } }), /^options\.at\.x: /, /finite/],
    [
      'rows of different lengths',
      () => graph({ expression: 'W @ x', at: { W: [[1, 2], [3]], x: [1, 2] } }),
      /^options\.at\.W\[1\]: expected 2 finite numbers/,
      /same length/,
    ],
    ['no goal', () => chooseThreshold({ output: 'x' }), /^options: no goal/, /one of precision/],
    [
      'two goals',
      () => chooseThreshold({ output: 'x', precision: 0.5, value: 1 }),
      /^options: several goals/,
      /one of precision/,
    ],
    [
      'a goal without a corpus',
      () => chooseThreshold({ output: 'x', recall: 0.5 }),
      /^options\.corpus: /,
      /corpus/,
    ],
    [
      'too many words',
      () => stripModel({ output: join(folder, 'x'), words: 1e7 }),
      /^options\.words 10000000: /,
      /smaller/,
    ],
    [
      'an ending without a format',
      () => convertVectors({ vectors: 'shipped', output: 'x' }),
      /^options\.output: /,
      /glove/,
    ],
    [
      'points and a set',
      () => boundary({ points: [], set: 'xor' }),
      /^options\.set: cannot be combined with options\.points/,
      /leave out/,
    ],
    [
      'an option of another source of points',
      () => boundary({ file: 'x.csv', noise: 1 }),
      /^options\.noise: cannot be combined with options\.file/,
      /leave out/,
    ],
    [
      'an option of a source of points that is missing',
      () => boundary({ positive: 'yes' }),
      /^options\.positive: needs options\.file/,
      /options\.file/,
    ],
    [
      'a label that no point has',
      () => {
        writeFileSync(join(folder, 'three.csv'), '0,0,a\n1,1,b\n');
        return boundary({ file: join(folder, 'three.csv'), positive: 'c' });
      },
      /^options\.positive: no point has the label c/,
      /the labels are a, b/,
    ],
    [
      'a gradient of a node that is not there',
      () => graph({ expression: 'x*y', at: { x: 1, y: 2 }, wrt: ['q'] }),
      /^options\.wrt: the expression has no q/,
      /x, y/,
    ],
    [
      'a point without a label',
      () =>
        boundary({
          points: untyped([
            { x: 1, y: 1, label: true },
            { x: 0, y: 0 },
          ]),
        }),
      /^options\.points\[1\]: /,
      /label/,
    ],
    [
      'tags of other sentences',
      () => evaluateTags({ gold: [['O']], predicted: [['O'], ['O']] }),
      /^options\.predicted: 2 sentences, but gold has 1/,
      /same/,
    ],
    [
      'tags of other tokens',
      () => evaluateTags({ gold: [['O']], predicted: [['O', 'O']] }),
      /^options\.predicted\[0\]: 2 tags, but gold has 1/,
      /one tag/,
    ],
    [
      'a tag that is no text',
      () => evaluateTags({ gold: [['O']], predicted: untyped([[5]]) }),
      /^options\.predicted\[0\]: /,
      /strings/,
    ],
    [
      'a part that is no corpus',
      () => checkCorpus({ parts: untyped({ train: 5 }) }),
      /^options\.parts\.train: /,
      /files/,
    ],
    ['a size that is none', () => gradientCheck({ sizes: untyped(['huge']) }), /^options\.sizes: /, /toy/],
  ])('%s', async (_name, call, message, hint) => {
    const error = await errorOf(async () => call());
    expect(error).toMatchObject({ code: 'usage', message: expect.stringMatching(message) });
    expect(error.hint).toMatch(hint);
  });
});

test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
  ['explain', (signal) => explain({ text, signal })],
  ['modelInfo', (signal) => modelInfo(undefined, { signal })],
  ['readCorpus', (signal) => readCorpus({ corpus: dev, signal })],
  ['corpusStatistics', (signal) => corpusStatistics({ corpus: dev, signal })],
  ['nearestWords', (signal) => nearestWords({ word: 'Rome', signal })],
])('%s takes an AbortSignal that is aborted already', async (_name, call) => {
  expect(await errorOf(() => call(AbortSignal.abort()))).toMatchObject({ code: 'interrupted' });
});

describe('tagLines', () => {
  const lines = ['Rain in Paris and São Paulo 😀.', '', 'Sun in Rome.', 'Paris Hilton left.'];
  const file = join(folder, 'lines.txt');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const bytesOf = async (options: Parameters<typeof tagLines>[0]) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of tagLines(options)) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };

  test.each<[options: Omit<Parameters<typeof tagLines>[0], 'input'>, args: string[]]>([
    [{}, ['--json']],
    [{ format: 'conll', threshold: 2 }, ['--format', 'conll', '--threshold', '2']],
    [{ format: 'text', document: true }, ['--document']],
    [
      { offsets: 'byte', scores: 'full', minProbability: 0.9 },
      ['--json', '--offsets', 'byte', '--scores', 'full', '--min-probability', '0.9'],
    ],
  ])('%j yields the bytes that the command prints', async (options, args) => {
    const { out } = await captured(['tag', '--input', file, ...args]);
    expect(await bytesOf({ input: file, ...options })).toBe(out);
    const chunks = async function* () {
      for (const byte of readFileSync(file)) yield Uint8Array.of(byte);
    };
    expect(await bytesOf({ input: chunks(), ...options })).toBe(out);
  });

  test('two threads yield the same bytes', async () => {
    expect(await bytesOf({ input: file, threads: 2 })).toBe(await bytesOf({ input: file }));
  });

  test('a consumer that leaves, or a signal, closes the input', async () => {
    for (const signal of [undefined, new AbortController().signal]) {
      let isClosed = false;
      const endless = async function* () {
        try {
          for (;;) yield Buffer.from('Rain in Paris.\n');
        } finally {
          isClosed = true;
        }
      };
      for await (const _ of tagLines({ input: endless(), signal })) break;
      await expect.poll(() => isClosed).toBe(true);
    }
    const silent = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('Rain in Paris.\n');
      await new Promise(() => {});
    };
    const signal = AbortSignal.timeout(300);
    expect((await errorOf(() => bytesOf({ input: silent(), signal }))).code).toBe('interrupted');
  });

  test('bytes that are not UTF-8 are named with their line, and offsets only belong to JSON', async () => {
    const input = (async function* () {
      yield Buffer.from('fine\nS\xe3o', 'latin1');
    })();
    expect((await errorOf(() => bytesOf({ input }))).message).toMatch(/^options\.input:2: invalid UTF-8/);
    const { message, hint } = await errorOf(() => bytesOf({ input: file, format: 'text', offsets: 'byte' }));
    expect(message).toMatch(/^options\.offsets: /);
    expect(hint).toMatch(/jsonl/);
  });
});
