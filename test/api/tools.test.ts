/** What `nerwin/tools` returns is what the commands print with `--json`, and its errors name the key that is wrong. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/index.js';
import {
  corpusStatistics,
  explain,
  gradientCheck,
  graph,
  modelInfo,
  nearestWords,
  readCorpus,
} from '../../src/tools.js';
import { captured } from '../cli/captured.js';
import { errorOf } from './error-of.js';
import { root } from './sentences.js';

const dev = join(root, 'data/corpus/dev.conll');
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
      'gradientCheck',
      () => gradientCheck({ sizes: ['toy'], seed: 3 }),
      ['gradcheck', '--size', 'toy', '--seed', '3'],
    ],
  ])('%s', async (_name, call, args) => {
    expect(asJson(await call())).toEqual(await printed(...args));
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
