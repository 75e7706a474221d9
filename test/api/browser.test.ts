import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type NerwinError, Tagger } from '../../src/index.js';
import { titleIf } from '../skip-reporter.js';
import { hasChromium, launchChromium, noChromium, serve } from './chromium.js';
import { manyTexts, root } from './sentences.js';

vi.setConfig({ testTimeout: 300_000 });

const script = readFileSync(`${root}dist/browser/index.js`);
const model = readFileSync(`${root}data/model/default.safetensors`);
const texts = manyTexts(2000);
const title = (text: string): string => titleIf(hasChromium, noChromium, text);

describe('the script for browsers', () => {
  test('has at most 60 kB gzipped, imports nothing, and names nothing that only Node has', () => {
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(60_000);
    const text = script.toString();
    expect(text).not.toMatch(/\b(require|import)\s*\(|\bfrom\s*["']|node:/);
    expect(text).not.toMatch(/\bBuffer\b|\bprocess\b|__dirname/);
  });

  test('gives in Node what the entry for Node gives', async () => {
    const { Tagger: BrowserTagger } = (await import(`${root}dist/browser/index.js`)) as {
      Tagger: typeof Tagger;
    };
    const [node, browser] = [await Tagger.load(), await BrowserTagger.load(model)];
    for (const text of texts.slice(0, 300)) {
      expect(browser.tag(text)).toEqual(node.tag(text));
      for (const format of ['text', 'jsonl', 'conll', 'html'] as const)
        expect(browser.format(text, format)).toBe(node.format(text, format));
    }
  });
});

/** Serves the script, the model, a page, and a model of which only the first half arrives. */
const answer: RequestListener = ({ url = '' }, response) => {
  if (url.endsWith('/index.js')) response.setHeader('content-type', 'text/javascript').end(script);
  else if (url === '/worker.js') response.setHeader('content-type', 'text/javascript').end(workerScript);
  else if (url === '/page.js') response.setHeader('content-type', 'text/javascript').end(pageScript);
  else if (url === '/model') response.setHeader('content-length', model.length).end(model);
  else if (url === '/half') {
    response.setHeader('content-length', model.length);
    response.write(model.subarray(0, model.length / 2), () => response.destroy());
  } else if (url === '/short') response.end(model.subarray(0, 1000));
  else if (url === '/page')
    response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><title>t</title><script type=module src=page.js></script>');
  else response.writeHead(404).end();
};

/** What the page offers to the tests. */
const pageScript = `import { Tagger } from './index.js';
globalThis.tagAll = async (texts) => {
  const progress = [];
  const tagger = await Tagger.load('/model', { onProgress: (step) => progress.push(step) });
  return { records: texts.map((text) => JSON.stringify(tagger.tag(text))), progress };
};
globalThis.tagInWorker = (texts) => new Promise((resolve, reject) => {
  const worker = new Worker('/worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage(texts);
});
globalThis.errorOf = async (source) => {
  try {
    await Tagger.load(source);
  } catch ({ name, code, message, hint }) {
    return { name, code, message, hint };
  }
};
globalThis.isReady = true;`;

const workerScript = `import { Tagger } from './index.js';
onmessage = async ({ data }) => {
  const tagger = await Tagger.load('/model');
  postMessage(data.map((text) => JSON.stringify(tagger.tag(text))));
};`;

describe.skipIf(!hasChromium)('in Chromium', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  let expected: string[];
  const call = <T>(page: Page, name: string, argument: unknown): Promise<T> =>
    page.evaluate(`${name}(${JSON.stringify(argument)})`);
  const open = async (before?: string): Promise<Page> => {
    const page = await browser.newPage();
    if (before !== undefined) await page.addInitScript(before);
    await page.goto(`${origin}/page`);
    await page.waitForFunction('isReady');
    return page;
  };
  beforeAll(async () => {
    [browser, { server, origin }] = await Promise.all([launchChromium(), serve(answer)]);
    const tagger = await Tagger.load();
    expected = texts.map((text) => JSON.stringify(tagger.tag(text)));
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  interface Answer {
    readonly records: string[];
    readonly progress: { loaded: number; total: number }[];
  }
  const tagOn = (page: Page, count: number): Promise<Answer> => call(page, 'tagAll', texts.slice(0, count));

  test(title('2,000 texts have the same records as in Node, to the last digit'), async () => {
    const { records, progress } = await tagOn(await open(), texts.length);
    expect(records).toEqual(expected);
    expect(progress.at(-1)).toEqual({ loaded: model.length, total: model.length });
    expect(progress.map(({ loaded }) => loaded)).toEqual(
      progress.map(({ loaded }) => loaded).sort((a, b) => a - b),
    );
  });

  test(title('without WebAssembly, and without shared memory, the plain loops give the same'), async () => {
    for (const before of [
      'delete globalThis.WebAssembly',
      'WebAssembly.Memory = class { constructor() { throw new TypeError("no shared memory"); } }',
      'WebAssembly.compile = async () => { throw new Error("refused by a policy"); }',
    ]) {
      const { records } = await tagOn(await open(before), 150);
      expect(records).toEqual(expected.slice(0, 150));
    }
  });

  test(title('a web worker gives the same'), async () => {
    const records = await call(await open(), 'tagInWorker', texts.slice(0, 200));
    expect(records).toEqual(expected.slice(0, 200));
  });

  test.each([
    ['/half', 'model', /the download (failed|ended after)/],
    ['/short', 'model', /truncated/],
    ['/missing', 'model', /the server answered 404/],
    [null, 'usage', /model: expected the URL or the bytes of a model, found null/],
  ])(title('loading %s is an error of code %s'), async (source, code, message) => {
    const error = await call<NerwinError>(await open(), 'errorOf', source);
    expect(error).toMatchObject({ name: 'NerwinError', code });
    expect(error.message).toMatch(message);
    expect(error.hint).not.toBe('');
  });
});
