/** What a library must not do, and what it says to mistakes that JavaScript lets pass. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, evaluate, Tagger, train } from '../../src/index.js';
import { errorOf } from './error-of.js';
import { root } from './sentences.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-laws-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['index.js', 'tools.js', 'model-url.js'])(
  'importing %s reads no file but modules, prints nothing, and lets the process end',
  (entry) => {
    const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const read = [];
    for (const api of [fs, fs.promises])
      for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']) {
        const original = api[name];
        if (original) api[name] = function (path, ...rest) { read.push(String(path)); return original.call(this, path, ...rest); };
      }
    syncBuiltinESMExports();
    await import(${JSON.stringify(`${root}dist/src/${entry}`)});
    const files = read.filter((path) => !/\\.(c|m)?js$|package\\.json$/.test(path));
    process.stderr.write(JSON.stringify(files));`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: folder,
      timeout: 60_000,
    });
    expect([status, stdout, stderr]).toEqual([0, '', '[]']);
  },
);

describe('every function takes an AbortSignal that is aborted already', () => {
  const signal = AbortSignal.abort(new Error('enough'));
  const corpus = [{ tokens: ['Paris'], tags: ['B-LOC'] }];
  test.each<[name: string, action: () => Promise<unknown>]>([
    ['Tagger.load of the shipped model', () => Tagger.load(undefined, { signal })],
    ['Tagger.load of bytes', () => Tagger.load(new Uint8Array(9), { signal })],
    ['Tagger.load of a URL', () => Tagger.load('http://127.0.0.1:9/', { signal })],
    ['evaluate', () => evaluate({ corpus, signal })],
    ['compare', () => compare({ runs: ['a', 'b'], signal })],
    [
      'train',
      () =>
        train({
          config: { corpus: { train: corpus, dev: corpus }, vectors: { file: 'shipped' } },
          output: null,
          signal,
        }).result,
    ],
  ])('%s', async (_name, action) => {
    expect(await errorOf(action)).toMatchObject({ code: 'interrupted', cause: { message: 'enough' } });
  });

  test('the model of evaluate can be aborted while it is read', async () => {
    const controller = new AbortController();
    const running = evaluate({ corpus, signal: controller.signal });
    controller.abort();
    expect((await errorOf(running)).code).toBe('interrupted');
  });
});

describe('mistakes that JavaScript lets pass', () => {
  const loaded = Tagger.load();
  const untyped = <T>(value: unknown): T => value as T;

  test.each<[name: string, action: () => unknown, message: RegExp, hint: RegExp]>([
    [
      'options first',
      () => Tagger.load(untyped({ threshold: 3 })),
      /^model: expected a path/,
      /Tagger\.load\(undefined, options\)/,
    ],
    ['a Blob', () => Tagger.load(untyped(new Blob([]))), /^model: /, /arrayBuffer\(\)/],
    ['a promise', () => Tagger.load(untyped(Promise.resolve('m'))), /^model: /, /await the promise/],
    ['new Tagger()', () => Reflect.construct(Tagger, []), /needs a model/, /await Tagger\.load\(\)/],
    [
      'texts.map(tagger.tag)',
      async () => ['Paris'].map((await loaded).tag),
      /^tag was called without/,
      /tagger\.tag\(text\)/,
    ],
    [
      'format alone',
      async () => Reflect.apply((await loaded).format, undefined, ['x']),
      /^format was called/,
      /tagger\.format/,
    ],
    [
      'threshold and point',
      () => Tagger.load(undefined, { threshold: 1, operatingPoint: 'precise' }),
      /^options\.operatingPoint: cannot be combined with options\.threshold/,
      /leave out/,
    ],
    [
      'resume without a folder',
      () => train({ output: null, resume: true }).result,
      /^options\.resume: cannot be combined with options\.output: null/,
      /leave out/,
    ],
    [
      'overwrite without a folder',
      () => train({ output: null, overwrite: true }).result,
      /^options\.overwrite: /,
      /leave out/,
    ],
    [
      'a signal that is none',
      () => compare({ runs: ['a', 'b'], signal: untyped({}) }),
      /^options\.signal: expected an AbortSignal/,
      /AbortSignal/,
    ],
  ])('%s', async (_name, action, message, hint) => {
    const error = await errorOf(async () => action());
    expect(error).toMatchObject({ code: 'usage', message: expect.stringMatching(message) });
    expect(error.hint).toMatch(hint);
  });
});
