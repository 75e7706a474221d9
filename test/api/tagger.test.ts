import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { Tagger, type TagRecord } from '../../src/index.js';
import { captured } from '../cli/captured.js';
import { titleIf } from '../skip-reporter.js';
import { errorOf } from './error-of.js';
import { manyTexts, root } from './sentences.js';

vi.setConfig({ testTimeout: 300_000 });

const path = `${root}data/model/default.safetensors`;
const text = 'I flew from New York to Rome.';
let tagger: Tagger;
beforeAll(async () => {
  tagger = await Tagger.load();
});

const all = async (records: AsyncIterable<TagRecord>): Promise<TagRecord[]> => {
  const list: TagRecord[] = [];
  for await (const record of records) list.push(record);
  return list;
};

describe('Tagger.load', () => {
  test.skipIf(process.platform === 'win32')(
    titleIf(
      process.platform !== 'win32',
      'not on Windows',
      'refuses a device without an end and a pipe without a writer',
    ),
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'nerwin-'));
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      for (const source of ['/dev/zero', pipe]) {
        const error = await errorOf(() => Tagger.load(source));
        expect(error).toMatchObject({
          code: 'model',
          message: `${source}: a pipe or a device, expected a file`,
        });
      }
      rmSync(folder, { recursive: true });
    },
  );

  test('takes a path, a file URL, a run folder, a web address, and bytes of every kind', async () => {
    const bytes = readFileSync(path);
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    const unaligned = new Uint8Array(bytes.length + 3).subarray(3);
    unaligned.set(bytes);
    const folder = mkdtempSync(join(tmpdir(), 'nerwin-'));
    symlinkSync(path, join(folder, 'model.safetensors'));
    const server = createServer((_, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
    const url = pathToFileURL(path);
    const { buffer } = new Uint8Array(bytes);
    for (const source of [
      path,
      url,
      url.href,
      folder,
      address,
      new URL(address),
      bytes,
      buffer,
      shared,
      unaligned,
    ])
      expect((await Tagger.load(source)).tag(text)).toEqual(tagger.tag(text));
    server.close();
  });

  test('reports its progress', async () => {
    const bytes = readFileSync(path);
    const server = createServer((_, response) => response.end(bytes));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const steps: number[] = [];
    await Tagger.load(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      onProgress: ({ loaded }) => steps.push(loaded),
    });
    expect(steps.at(-1)).toBe(bytes.length);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    server.close();
  });

  test('the options decide as those of nerwin tag do', async () => {
    const cases = [
      [{ threshold: -1 }, ['--threshold', '-1']],
      [{ operatingPoint: 'precise' }, ['--operating-point', 'precise']],
      [{ tokenized: true }, ['--tokenized']],
    ] as const;
    for (const [options, flags] of cases) {
      const { out } = await captured(['tag', '--json', text, ...flags]);
      expect(JSON.stringify((await Tagger.load(undefined, options)).tag(text))).toBe(out.trimEnd());
    }
  });

  test.each([
    ['a number', 42, /^model: expected a path, a URL or bytes, found a number \(42\)/, 'usage'],
    ['null', null, /^model: .*found null/, 'usage'],
    ['a model that is not awaited', Promise.resolve(''), /^model: .*found a promise/, 'usage'],
    ['a missing file', '/missing', /^\/missing: no such file/, 'model'],
    ['a folder without a model', tmpdir(), /no model\.safetensors in this folder/, 'model'],
    ['an empty path', '', /no such file/, 'model'],
    ['no bytes', new Uint8Array(), /shorter than a header/, 'model'],
    ['bytes of something else', new Uint8Array(1000), /not a safetensors file/, 'model'],
    ['an address where nobody listens', 'http://127.0.0.1:1/', /the download failed/, 'model'],
  ])('%s is an error', async (_, source, message, code) => {
    const error = await errorOf(() => Tagger.load(source as string));
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
    expect(error.hint).not.toBe('');
  });

  test.each([
    [{ treshold: 1 }, 'options.treshold: unknown option'],
    [{ threshold: '1' }, 'options.threshold: expected a finite number, found "1"'],
    [{ threshold: Number.NaN }, 'options.threshold: expected a finite number, found a number (NaN)'],
    [{ operatingPoint: 1 }, 'options.operatingPoint: expected a string, found a number (1)'],
    [{ operatingPoint: 'x' }, "the model has no operating point 'x'"],
    [{ tokenized: 'yes' }, 'options.tokenized: expected true or false, found "yes"'],
    [{ tableMemory: 0 }, 'options.tableMemory: expected a whole number from 1 to 2048, found a number (0)'],
    [{ signal: {} }, 'options.signal: expected an AbortSignal, found an object'],
    [{ onProgress: true }, 'options.onProgress: expected a function, found true'],
    [[], 'options: expected an object, found an array'],
    [null, 'options: expected an object, found null'],
  ])('the options %j are an error that names the key', async (options, message) => {
    const error = await errorOf(() => Tagger.load(undefined, options as object));
    expect(error.message).toBe(message);
    expect(error.code).toBe('usage');
  });
});

describe('tag', () => {
  test('returns what nerwin tag --json prints, and offsets that point into the text', async () => {
    for (const one of manyTexts(60).filter((given) => given.trim() !== '' && !given.includes('\u0000'))) {
      const { out } = await captured(['tag', '--json', '--', one]);
      expect(`${JSON.stringify(tagger.tag(one))}\n`).toBe(out);
    }
    const { tokens, locations } = tagger.tag(text);
    for (const span of [...tokens, ...locations]) expect(text.slice(span.start, span.end)).toBe(span.text);
    expect(locations.map((location) => location.text)).toEqual(['New York', 'Rome']);
  });

  test('a text is a string', async () => {
    for (const wrong of [undefined, null, 5, ['x'], {}, Buffer.from('x')]) {
      expect((await errorOf(() => tagger.tag(wrong as string))).message).toMatch(/^text: expected a string/);
      expect((await errorOf(() => tagger.format(wrong as string))).message).toMatch(/^text: /);
    }
    expect((await errorOf(() => tagger.format('x', 'xml' as 'html'))).message).toMatch(
      /^format: expected one of/,
    );
  });
});

describe('stream', () => {
  const texts = manyTexts(50);
  const asynchronous = async function* () {
    for (const one of texts) yield one;
  };

  test('yields the record of every text, in order, from any iterable', async () => {
    const expected = texts.map((one) => tagger.tag(one));
    for (const source of [texts, new Set(texts), texts.values(), asynchronous()]) {
      expect(await all(tagger.stream(source))).toEqual(expected);
    }
    const { signal } = new AbortController();
    expect(await all(tagger.stream(asynchronous(), { signal }))).toEqual(expected);
  });

  test('takes one text at a time, and closes its source when it is left', async () => {
    let taken = 0;
    let isClosed = false;
    const source = (function* () {
      try {
        for (;;) {
          taken++;
          yield 'Rome';
        }
      } finally {
        isClosed = true;
      }
    })();
    let seen = 0;
    for await (const _ of tagger.stream(source)) {
      seen++;
      expect(taken).toBe(seen);
      if (seen === 10) break;
    }
    expect(isClosed).toBe(true);
  });

  test.each([
    [
      'a source that never ends',
      () =>
        (function* () {
          for (;;) yield 'Rome';
        })(),
    ],
    [
      'a source that hangs',
      () =>
        (async function* () {
          yield 'Rome';
          await new Promise(() => {});
        })(),
    ],
  ])('the signal ends %s', async (_, source) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort('enough'), 50);
    const error = await errorOf(() => all(tagger.stream(source(), { signal: controller.signal })));
    clearTimeout(timer);
    expect([error.code, error.cause]).toEqual(['interrupted', 'enough']);
  });

  test('an aborted signal ends it before the first text', async () => {
    const error = await errorOf(() => all(tagger.stream(texts, { signal: AbortSignal.abort() })));
    expect(error.code).toBe('interrupted');
  });

  test('an error of the source arrives as it is', async () => {
    const fault = new Error('the disk');
    const broken = (async function* () {
      yield 'Rome';
      throw fault;
    })();
    const { signal } = new AbortController();
    await expect(all(tagger.stream(broken, { signal }))).rejects.toBe(fault);
  });

  test('bytes instead of strings: the hint says how to decode them', async () => {
    const { code, message, hint } = await errorOf(() =>
      all(tagger.stream([Buffer.from('Rain in Paris')] as never)),
    );
    expect([code, message]).toEqual(['usage', 'texts[0]: expected a string, found bytes']);
    expect(hint).toMatch(/createInterface\(\{ input \}\)/);
  });

  test('anything else is an error that names the item', async () => {
    const messageOf = async (source: unknown, options?: object): Promise<string> =>
      (await errorOf(() => all(tagger.stream(source as string[], options)))).message;
    expect(await messageOf('Rome')).toBe('texts: expected an iterable of strings, found "Rome"');
    expect(await messageOf(5)).toMatch(/^texts: /);
    expect(await messageOf({ length: 1 })).toMatch(/^texts: /);
    expect(await messageOf(['Rome', 5])).toBe('texts[1]: expected a string, found a number (5)');
    expect(await messageOf(['Rome'], { sginal: 1 })).toBe('options.sginal: unknown option');
  });
});
